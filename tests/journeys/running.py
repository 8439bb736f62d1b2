"""Looks at pages for anything that ran, or would: with the house's content policy, and with the policy switched off, so
that escaping is shown to hold by itself.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice

from playwright.sync_api import Browser, BrowserContext, Dialog, Response

from commonweal.portal.middleware import CONTENT_POLICY, DESK_COOKIE, PURPOSE_COOKIE

WOULD_RUN = r"""() => {
    const found = [], tell = (what, each) => found.push(`${what}: ${each.outerHTML.slice(0, 90)}`);
    const never = "iframe,frame,frameset,object,embed,style,base,math,video,audio,marquee,template,xss,foreignObject";
    const address = /^(href|src|action|formaction|data|srcdoc|xlink:href|values|to|background)$/i;
    for (const each of document.querySelectorAll("*")) {
        for (const {name, value} of each.attributes) {
            if (/^on/i.test(name)) tell("handler", each);
            if (address.test(name) && /^(javascript|data|vbscript):/i.test(value.replace(/[\u0000-\u0020]/g, "")))
                tell("address", each);
        }
        if (each.localName === "script" && !/^\/static\//.test(each.getAttribute("src") || "")) tell("script", each);
        if (each.matches(never) || each.hasAttribute("style")) tell("element", each);
    }
    return found;
}"""
"""Whatever a payload would leave in a page that took it for markup, also where it does not run by itself."""
FORM = """(words) => {
    const fields = (form) => [...form.querySelectorAll("textarea, input")].filter(
        (each) => each.localName === "textarea" || /^(text|search|tel|email|)$/.test(each.getAttribute("type") || ""));
    const form = [...document.querySelectorAll("main form")].sort((a, b) => fields(b).length - fields(a).length)[0];
    if (!form || !fields(form).length) return 0;
    fields(form).forEach((each, nth) => { each.value = words[nth % words.length]; });
    for (const each of form.querySelectorAll("select")) if (!each.value) each.selectedIndex = each.options.length - 1;
    form.noValidate = true;
    setTimeout(() => form.requestSubmit(), 0);
    return fields(form).length;
}"""
"""Fills the largest form of a page and sends it; returns how many fields it has."""
PATIENCE = 120_000
"""Milliseconds for a page: some hold thousands of texts."""
SETTLED = 30
"""Milliseconds for what waits for focus, an error or an animation."""


@dataclass
class Seen:
    """What was looked at, and what went wrong: payloads that ran, what would run, pages without the policy."""

    pages: int = 0
    echoed: int = 0
    ran: list[str] = field(default_factory=list)
    would: list[str] = field(default_factory=list)
    unguarded: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        return [*self.ran, *self.would, *self.unguarded, *self.broken]


class Watch:
    """A browser in which payloads tell when they run."""

    def __init__(self, context: BrowserContext, address: str, seen: Seen) -> None:
        self.page, self._address, self._seen = context.new_page(), address, seen
        self.page.set_default_timeout(PATIENCE)
        self.page.on("response", self._answered)
        self.page.on("dialog", self._asked)

    def _asked(self, dialog: Dialog) -> None:
        self._seen.ran.append(f"dialog {dialog.message} at {self.page.url}")
        dialog.dismiss()

    def _answered(self, response: Response) -> None:
        if response.request.resource_type != "document" or not response.url.startswith(self._address):
            return
        if 300 <= response.status < 400:
            return
        if response.headers.get("content-security-policy") != CONTENT_POLICY:
            self._seen.unguarded.append(f"no policy: {response.url}")
        if response.status >= 500:
            self._seen.broken.append(f"{response.status}: {response.url}")

    def look(self, path: str) -> None:
        """Open a page and look at it; a refusal in words (400) is a page that shows texts, too."""
        response = self.page.goto(self._address + path)
        if response is None or response.status not in (200, 400):
            self._seen.broken.append(f"{response and response.status}: {path}")
        self.inspect()

    def send(self, path: str, words: list[str]) -> None:
        """Open a page, send its form with these words in its fields, and look at the answer."""
        self.page.goto(self._address + path)
        with self.page.expect_navigation():
            if not self.page.evaluate(FORM, words):
                self.page.reload()
        self._seen.echoed += 1
        self.inspect()

    def inspect(self) -> None:
        """Look at the page as it stands."""
        self.page.wait_for_timeout(SETTLED)
        self._seen.pages += 1
        self._seen.would += [f"{each} at {self.page.url}" for each in self.page.evaluate(WOULD_RUN)]


@contextmanager
def watching(browser: Browser, address: str, tokens: tuple[str, str], seen: Seen, *, policy: bool) -> Iterator[Watch]:
    """A browser at the desk of the holder of these two tokens; without `policy` it heeds no content policy."""
    with browser.new_context(bypass_csp=not policy, locale="en") as context:
        context.expose_binding("ran", lambda source, number=0: seen.ran.append(f"{number} at {source['page'].url}"))
        names = (DESK_COOKIE, PURPOSE_COOKIE)
        context.add_cookies([{"name": n, "value": t, "url": address} for n, t in zip(names, tokens, strict=True) if t])
        yield Watch(context, address, seen)


def in_turn(payloads: Iterable[str], size: int) -> Iterator[list[str]]:
    """Endless: so many payloads at a time, one after the other."""
    endless = cycle(payloads)
    while True:
        yield list(islice(endless, size))


def runs_unescaped(browser: Browser, payload: str) -> bool:
    """Whether a payload runs, or leaves what would, in a page that escapes nothing and has no policy: so that the
    watch is shown to see what it looks for."""
    seen = Seen()
    with browser.new_context() as context:
        context.expose_binding("ran", lambda source, number=0: seen.ran.append(str(number)))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.set_content(f'<title>x</title><main><p>{payload}</p><a href="{payload}" title={payload}>x</a></main>')
        page.wait_for_timeout(SETTLED)
        seen.would += page.evaluate(WOULD_RUN)
    return bool(seen.problems)
