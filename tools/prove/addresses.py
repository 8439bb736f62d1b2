"""Every URL and API operation is enumerated; none without policy and journal verb, or a place in the reviewed list."""

from tools.prove.line import Line
from tools.prove.suites import suite


def prove() -> list[Line]:
    """The enumeration's own counts, and the test that refuses an address without its mark."""
    from tests.architecture import test_every_url_has_a_policy as addresses

    listed = len(addresses.EXCEPTIONS)
    return [
        Line("addresses without policy or verb in the reviewed list", str(listed), "at most 12", listed <= 12),
        suite(
            "every address and operation declares policy and verb", "tests/architecture/test_every_url_has_a_policy.py"
        ),
    ]
