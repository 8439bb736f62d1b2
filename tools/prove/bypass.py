"""What code under the application's role may try, tried; and houses set up wrongly, which must not start."""

from tools.prove.line import Line
from tools.prove.suites import suite

LIST = (
    "tests/handling/test_bypass.py",
    "tests/handling/test_bypass_warrants.py",
    "tests/handling/test_bypass_writes.py",
    "tests/audit/test_guards.py",
    "tests/members/test_rights.py",
)
HOUSE = ("tests/house/test_doctor.py", "tests/house/test_server.py", "tests/house/test_web.py")


def prove() -> list[Line]:
    """The list by kind, with how many statements each kind tries, and the planted faults."""
    from tests.handling import bypass_cases as reads
    from tests.handling import bypass_writes as writes
    from tests.house.test_doctor import CHATTY, PLANTED

    refused = [len(kind) for kind in (reads.POWER, reads.FILES, reads.CATALOGUE, reads.CLOSED)]
    written = len(writes.DENIED_WRITES) + len(writes.UNTOUCHED)
    tried = (
        f"{sum(refused)} statements for power, files, catalogue and closed tables ({', '.join(map(str, refused))}),"
        f" {len(reads.EMPTY)} reads, {written} writes, {len(writes.PROBES)} probes of keys, 2,000 guessed tokens"
    )
    listed = suite("bypass list: nothing beyond the oracle", *LIST)
    planted = suite("doctor and start-up refuse each planted misconfiguration", *HOUSE)
    return [
        listed._replace(figure=f"{listed.figure}; {tried}"),
        planted._replace(
            figure=f"{planted.figure}; {len(PLANTED)} planted in a running house, besides trust and {len(CHATTY)} in its catalogue"
        ),
        suite("what may not be seen answers to the byte like what does not exist", "tests/portal/test_says_nothing.py"),
    ]
