"""What was judged once does not come back as new: in a file's rows, in alerts, at the border; nothing is hidden."""

import pytest

from commonweal.databanks import queries
from commonweal.databanks.actions import judgements
from commonweal.databanks.judgements import Subject
from commonweal.handling import warrants
from commonweal.names import mrz
from commonweal.search import border, kept, screening, screening_work, watching
from commonweal.workflow import queries as inbox
from tests import factories
from tests.search.running import running
from tests.search.test_screening import begun

MET = Subject("Karimov Aziz", "1984-03-14", "N 04118226")
PURPOSES = [*factories.OPEN_LABEL["purposes"], "border-check"]
SHARED = factories.OPEN_LABEL | {"purposes": PURPOSES}
HIT = SHARED | {"full": [], "core": [], "hit": ["KZ"]}
LIST = (
    "full_name;born;number\n"
    "Каримов Азиз;14.03.1984;N 04118226\n"
    "Каримов Азиз;14.03.1984;N 99999999\n"
    "Каримов Азиз;14.03.1984;AA 1111111\n"
)
SHIFT = {"purpose": "border-check", "case_ref": "", "standing_duty": "Post Dostyk"}


def sought(ref: str = "UZ-1", born: str = "1984-03-14", label: dict = SHARED, **other: object) -> dict:
    line = factories.person(ref, "Karimov", "Aziz", born=born, label=label, **other)
    line["identity"]["identifiers"] = [{"kind": "passport", "number": "AA 1111111", "country": "UZ"}]
    return line


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [sought()])
    with running(tmp_path / "index") as process:
        yield process


def judge(superuser, ref: str = "UZ-1", met: Subject = MET):
    (record,) = superuser.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()
    return judgements.judge(factories.open_as("KZ-2"), record, met, because="Another face")


def desk(officer: str) -> str:
    return factories.open_as(officer, "desk", "own-records")


def states(token: str, file) -> list[tuple[int, str]]:
    found = screening.matches(token, file)
    return [(each.number, each.judged.state if each.judged else "") for each in found]


def screened(officer: str):
    token = factories.open_as(officer)
    return token, screening_work.run(token, begun(token, LIST).id).id


def test_rows_of_a_file_bear_what_was_judged_by_the_rights_of_the_day(search, superuser):
    kz, ru = screened("KZ-1"), screened("RU-1")
    assert states(*kz) == [(2, ""), (3, ""), (4, "")]

    made = judge(superuser)
    assert states(*kz) == [(2, "said"), (3, ""), (4, "")]  # another document, and the very number of the record
    assert states(*ru) == [(2, ""), (3, ""), (4, "")]  # one agency's word is not another's
    judgements.decide(desk("UZ-3"), made.id, event="confirm")
    assert states(*ru) == [(2, "stands"), (3, ""), (4, "")]
    judgements.undo(desk("UZ-3"), made.id)
    assert states(*kz) == [(2, ""), (3, ""), (4, "")]


def test_what_was_not_judged_yet_is_shown_by_itself_and_journalled_alone(search, superuser):
    token, file = screened("KZ-1")
    judge(superuser)

    def rows(**other: object) -> list[int]:
        return [each.number for each in screening.matches(token, file, **other)]

    assert (rows(), rows(limit=1), rows(limit=1, after=(2, 0))) == ([2, 3, 4], [2], [3])
    assert (rows(judged_too=False), rows(limit=1, judged_too=False)) == ([3, 4], [3])
    assert rows(limit=1, judged_too=False, after=(4, 0)) == rows(judged_too=False, band="weak") == []

    judge(superuser, met=Subject(MET.name, MET.born, "N 99999999"))
    superuser.execute("delete from search_screened where number = 4")
    before = read_by_owner()
    assert (rows(judged_too=False), read_by_owner()) == ([], before)
    assert (rows(), read_by_owner()) == ([2, 3], before + 1)


def read_by_owner() -> int:
    """How often the owner is told that what a file found was read."""
    return len([each for each in queries.touches(desk("UZ-3")) if each.action == "search.screening.read"])


def test_of_a_record_that_is_seen_no_more_no_row_tells_what_was_judged(search, superuser):
    kz = screened("KZ-1")
    record = judge(superuser).record
    assert list(screening.judged_before(*kz, [record])) == [(2, record)]
    superuser.execute("update databanks_record set status = 'withdrawn'")
    assert (states(*kz), screening.judged_before(*kz, [record])) == ([], {})


def test_records_judged_the_same_say_so_in_their_row_alone(search, superuser, tmp_path):
    factories.contribute(tmp_path, [sought("UZ-5")], name="b.jsonl")
    search.keeper.look()
    token, file = screened("KZ-1")
    ids = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
    owner = factories.open_as("UZ-3")
    judgements.compare(owner, ids["UZ-1"], ids["UZ-5"], verdict="same", because="One passport")

    assert [[pair.verdict for pair in each.pairs] for each in screening.matches(token, file)] == [["same"]] * 6


def items(officer: str) -> int:
    with warrants.reading(desk(officer)):
        return len([each for each in inbox.waiting() if each.kind == "question-matched"])


def test_an_alert_that_was_judged_calls_nobody_again_until_the_record_says_who_else_it_is(search, superuser, tmp_path):
    asked = {"full_name": MET.name, "born": MET.born, "number": MET.document}
    question = kept.keep(factories.open_as("KZ-1"), asked, name="our Aziz", days=30)[0]
    watcher = watching.Watcher()
    watcher.look()
    judge(superuser)

    def change(name: str, **other: object) -> int:
        factories.contribute(tmp_path, [sought(**other)], name=name)
        search.keeper.look()
        return watcher.look()

    assert (change("b.jsonl", narrative={"texts": ["Seen in Osh"]}), items("KZ-1")) == (0, 0)
    (told,) = kept.alerts(factories.open_as("KZ-1"), question.id)
    assert (told.record.owner_ref, told.judged.reason) == ("UZ-1", "Another face")

    assert (change("c.jsonl", born="1984-03-15"), items("KZ-1")) == (1, 1)
    assert [each.judged for each in kept.alerts(factories.open_as("KZ-1"), question.id)] == [None, None]


def test_an_alert_with_the_very_number_calls_whatever_was_judged(search, superuser, tmp_path):
    asked = {"full_name": MET.name, "number": "AA 1111111"}
    factories.contribute(tmp_path, [sought("UZ-9", label=HIT)], name="b.jsonl")
    search.keeper.look()
    judge(superuser, "UZ-9", Subject(MET.name, MET.born, "AA 1111111"))  # nobody at level hit knows its number
    kept.keep(factories.open_as("KZ-1"), asked, name="our Aziz", days=30)
    superuser.execute("delete from search_alert")
    assert (watching.Watcher().look(), items("KZ-1")) == (2, 2)


def zone(number: str) -> str:
    """The machine-readable zone of a passport of Aziz Karimov with this number."""
    first = "P<KAZKARIMOV<<AZIZ".ljust(44, "<")
    number, born, until = number.ljust(9, "<"), "840314", "300101"
    second = number + mrz.check_digit(number) + "KAZ" + born + mrz.check_digit(born)
    second += "M" + until + mrz.check_digit(until) + "<" * 14 + "0"
    return f"{first}\n{second}{mrz.check_digit(second[:10] + second[13:20] + second[21:43])}"


def test_at_the_border_who_was_judged_makes_no_line_and_stands_apart(search, superuser):
    traveller = zone("N0411822")
    judge(superuser, met=Subject(MET.name, MET.born, "N0411822"))
    checked = border.check(factories.open_as("KZ-1", **SHIFT), zone=traveller)

    assert (checked.line, checked.meant) == (border.Line.NONE, ())
    assert [(each.candidate.record.owner_ref, each.candidate.judged.state) for each in checked.apart] == [
        ("UZ-1", "said")
    ]
    other = border.check(factories.open_as("RU-1", **SHIFT), zone=traveller)
    assert (other.line, other.apart) == (border.Line.CONFIRM, ())
