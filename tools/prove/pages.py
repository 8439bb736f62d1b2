"""The four pages in both languages, wide and narrow, in a real browser, by keyboard alone."""

from tools.prove.line import Line
from tools.prove.suites import suite


def prove() -> list[Line]:
    """The browser journeys: no console message, no outside request, no inline script, nothing wider than the page."""
    return [
        suite("pages in a browser: both languages, 1440 and 360 px, keyboard, accessibility", "tests/journeys"),
        suite("pages without a browser: content, errors, headers, translations", "tests/portal"),
    ]
