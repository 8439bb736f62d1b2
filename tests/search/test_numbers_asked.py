"""Numbers of things asked through the search process: what each reader learns, and what a hit keeps to itself."""

import pytest

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.house.commands import ask
from commonweal.search import actions
from tests import factories
from tests.search.running import running

HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}
HIDDEN = factories.OPEN_LABEL | {"scope": "agency"}


def organisation(ref: str, name: str) -> dict:
    retention = factories.person("", "", "")["retention"] | {"class": "analysis"}
    return factories.person(ref, "", "", type="organisation", retention=retention) | {
        "identity": {"names": [{"text": name}]},
        "narrative": {},
    }


@pytest.fixture(scope="module")
def search(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
    batch = factories.contribute(
        folder,
        [
            factories.vehicle("UZ-V-1", ("plate", "А 123 ВС 77", "RU"), ("vin", "XTA210990Y2745862", "")),
            factories.vehicle("UZ-V-2", ("plate", "A 123 BC 99", "RU"), ("vin", "1M8GDM9AXKP042788", ""), label=HIDDEN),
            factories.vehicle("UZ-V-3", ("plate", "К 456 МН 77", "RU"), label=HIT),
            organisation("UZ-O-1", "ООО «Рассвет»"),
            factories.person("UZ-P-1", "Рассветов", "Иван"),
        ],
    )
    assert (batch.rows_refused, batch.rows_new) == (0, 5)
    with running(folder / "index") as process:
        yield process


def asked(officer: str, **question: object) -> actions.Answer:
    return actions.ask(factories.open_as(officer), question)


def shown(answer: actions.Answer) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    return [
        (each.record.owner_ref, each.band, [(part.part, part.verdict, part.code) for part in each.agreements])
        for each in answer.candidates
    ]


@pytest.mark.parametrize(
    "number, band, verdict, code",
    [
        ("А123ВС77", "strong", "same", "names.number.same"),
        ("a 123 bc 77 rus", "strong", "same", "names.number.look-alike"),
        ("A1238C77", "possible", "variant", "names.number.misread"),
        ("A132BC77", "possible", "variant", "names.number.swapped"),
        ("А?23ВС", "possible", "variant", "names.number.half-read"),
        ("А?23?С*", "weak", "variant", "names.number.half-read"),
        ("XTA21099*", "weak", "variant", "names.number.half-read"),
    ],
)
@pytest.mark.usefixtures("search")
def test_a_vehicle_is_found_by_what_was_read_of_its_number(number, band, verdict, code):
    answer = asked("KZ-1", number=number)
    assert shown(answer) == [("UZ-V-1", band, [("number", verdict, code)])]


@pytest.mark.usefixtures("search")
def test_a_hit_tells_no_part():
    (found,) = asked("KZ-1", number="К456МН77").candidates
    assert (found.level, found.band, found.agreements, found.record.identity) == ("hit", "strong", (), {})


@pytest.mark.usefixtures("search")
def test_a_hidden_vehicle_answers_like_none():
    other = [each for each in asked("KZ-1", number="A123BC99").candidates if each.record.owner_ref != "UZ-V-1"]
    assert other == []
    assert asked("KZ-1", number="1M8GDM9AXKP042788").candidates == ()
    assert [one for one, _, _ in shown(asked("UZ-3", number="1M8GDM9AXKP042788"))] == ["UZ-V-2"]


@pytest.mark.usefixtures("search")
def test_the_check_digit_says_which_number_was_misread():
    ((_, _, parts),) = shown(asked("UZ-3", number="1M8GDM9AXKP042789"))
    assert [(part, verdict) for part, verdict, _ in parts] == [("number", "variant"), ("check", "variant")]
    assert parts[1][2] == "names.check.asked"


@pytest.mark.usefixtures("search")
def test_types_groups_and_kinds_narrow():
    assert shown(asked("KZ-1", number="А123ВС77", type="vehicles"))[0][0] == "UZ-V-1"
    assert shown(asked("KZ-1", number="А123ВС77", type="person")) == []
    assert shown(asked("KZ-1", number="А123ВС77", kind="vin")) == []


@pytest.mark.usefixtures("search")
def test_things_are_asked_for_by_one_word_of_their_name():
    found = shown(asked("KZ-1", full_name="Рассвет", type="organisation"))
    assert [(ref, parts[0][:2]) for ref, _, parts in found] == [("UZ-O-1", ("name", "same"))]
    with pytest.raises(BadInput) as refused:
        asked("KZ-1", full_name="Рассвет", type="person")
    assert refused.value.code == "search.question.too-little"


@pytest.mark.usefixtures("search")
def test_banks_that_were_asked_are_named_and_others_refused():
    answer = asked("KZ-1", number="А123ВС77")
    assert "united" in [bank.code for bank in answer.banks]
    assert [bank.code for bank in asked("KZ-1", number="А123ВС77", banks=["united"]).banks] == ["united"]
    with pytest.raises(NotAllowed) as refused:
        asked("KZ-1", number="А123ВС77", banks=["united", "nowhere"])
    assert refused.value.code == "search.question.bank-not-queried"


@pytest.mark.usefixtures("search")
def test_records_of_a_bank_that_is_not_asked_stay_out(search):
    banks = {bank.code for bank in asked("KZ-1", number="А123ВС77").banks} - {"united"}
    assert banks
    assert asked("KZ-1", number="А123ВС77", banks=sorted(banks)).candidates == ()


@pytest.mark.usefixtures("search")
@pytest.mark.parametrize(
    "question, code",
    [
        ({"number": "А?2*"}, "search.question.number-too-little"),
        ({"number": "А123ВС77", "type": "spaceship"}, "search.question.unknown-type"),
    ],
)
def test_a_question_that_cannot_be_asked_says_how_to_mend_it(question, code):
    with pytest.raises(BadInput) as refused:
        asked("KZ-1", **question)
    assert refused.value.code == code


@pytest.mark.usefixtures("search")
def test_the_command_line_says_the_same(capsys):
    answer = asked("KZ-1", number="A1238C77", type="vehicle")
    (told,) = ask.as_data(answer)["candidates"]
    assert (told["type"], told["reference"], told["agreements"][0]["reason"]) == (
        "vehicle",
        "UZ-V-1",
        "names.number.misread",
    )
    ask._print(answer)
    said = capsys.readouterr().out
    assert "vehicle А 123 ВС 77" in said
    assert "variant, one character differs: В read as 8" in said
    assert "United Data Bank" in said
