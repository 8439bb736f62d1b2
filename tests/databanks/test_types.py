"""Record types: the files that stand, their vocabularies, and the list of both."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import type_files, types
from commonweal.databanks.vocabularies import vocabulary
from tools import record_types


@pytest.mark.parametrize("code", sorted(types.all_types()))
def test_every_word_of_a_type_is_there_in_both_languages(code):
    kind = types.record_type(code)
    words = [kind.name]
    for link in kind.links.values():
        words += [link.name, link.inverse or link.name]
    for each in kind.properties.values():
        words += [each.name, *each.kinds.values(), *each.choices.values(), *each.units.values()]

    assert [sorted(word) for word in words] == [["en", "ru"]] * len(words)


@pytest.mark.parametrize("code", sorted(types.all_types()))
def test_index_reads_only_properties_of_the_part_identity(code):
    kind = types.record_type(code)

    assert {kind.properties[each].part for each in kind.searched_by} <= {"identity"}


def test_unknown_type_is_refused_with_those_that_exist():
    with pytest.raises(BadInput) as refused:
        types.record_type("spaceship")

    assert (refused.value.code, refused.value.params) == (
        "databanks.line.unknown-type",
        {"type": "spaceship", "known": ", ".join(types.all_types())},
    )


def a_type(**more) -> dict:
    """The least that a file says, and `more` of it."""
    word = {"en": "x", "ru": "х"}
    names = {"part": "identity", "kind": "name", "name": word}
    least = {"type": "x", "name": word, "group": "items", "source": "s", "retention": ["object"]}
    return least | {"properties": {"names": names}} | more


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"properties": {"n": {"kind": "name", "part": "secret", "name": {"en": "x", "ru": "х"}}}}, "property n: part"),
        ({"properties": {"n": {"kind": "term", "part": "identity", "name": {"en": "x", "ru": "х"}}}}, "vocabulary"),
        ({"properties": {"n": {"kind": "name", "part": "identity", "name": {"en": "x"}}}}, "both languages"),
        ({"properties": {"n": {"like": "nothing"}}}, "like: 'nothing' is not among"),
        ({"group": "weather"}, "group: 'weather' is not among"),
        ({"retention": ["for ever"]}, "retention"),
        ({"searched_by": ["nothing"]}, "searched_by"),
        ({"title": ["nothing"]}, "title"),
        ({"one_of": [["names", "nothing"]]}, "one_of"),
        ({"spelt": "wrong"}, "unknown field 'spelt'"),
        ({"links": {"nothing": {"to": []}}}, "link nothing"),
    ],
)
def test_file_that_is_not_as_it_should_be_is_refused_by_name_and_place(more, said):
    with pytest.raises(ValueError, match=r"^bad\.yaml") as refused:
        type_files.load(a_type(**more), "bad.yaml")

    assert said in str(refused.value)


def test_list_of_types_and_vocabularies_is_current():
    assert record_types.PAGE.read_text(encoding="utf-8") == record_types.page()


def test_substances_name_schedules_that_are_words_in_both_languages():
    known = vocabulary("control-schedules").terms
    terms = vocabulary("substances").terms.values()

    assert {each for term in terms for each in term.facts["schedules"]} <= set(known)
    assert [
        term.code for term in terms if not isinstance(term.facts["verified"], bool) or not term.facts["source"]
    ] == []


@pytest.mark.parametrize(
    ("written", "code"),
    [("Heroin", "heroin"), ("героин", "heroin"), ("экстази", "mdma"), ("каптагон", "fenetylline"), ("соль", "")],
)
def test_substance_is_found_by_the_names_that_people_write(written, code):
    assert vocabulary("substances").find(written) == code


def test_plausible_ranges_are_dates_or_figures():
    for kind in types.all_types().values():
        for each in kind.properties.values():
            first, last = each.plausible
            numbers = [value for value in (first, last) if value not in ("", "today")]
            assert all(value.replace(".", "").replace("-", "").isdecimal() for value in numbers), (kind.code, each.code)
            assert each.kind in ("date", "amount", "count") or (first, last) == ("", ""), (kind.code, each.code)


def test_only_victims_of_trafficking_are_a_protected_type():
    assert [kind.code for kind in types.all_types().values() if kind.protected] == ["trafficking-victim"]


def test_choice_is_found_by_its_word_in_either_language():
    colours = types.record_type("vehicle").properties["colours"]

    assert [colours.find(each) for each in ("white", "Белый", "ЧЕРНЫЙ", "вишневый", "ultraviolet")] == [
        "white", "white", "black", "maroon", "",
    ]  # fmt: skip


def test_sex_is_found_as_registers_shorten_it():
    sex = types.record_type("person").properties["sex"]

    assert [sex.find(each) for each in ("М", "муж.", "Ж", "жен", "F", "х")] == ["male"] * 2 + ["female"] * 3 + [""]
