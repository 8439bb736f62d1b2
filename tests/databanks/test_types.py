"""Record types: the files that stand, and the page that tells how to write one."""

import re

import pytest
import yaml

from commonweal.common.errors import BadInput
from commonweal.databanks import type_files, types, values
from commonweal.house import places

PAGE = (places.checkout() / "docs" / "record-types.md").read_text(encoding="utf-8")


def test_example_of_the_page_is_a_record_type():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

    vehicle = type_files.load(yaml.safe_load(example), "vehicle.yaml")

    plate = {"kind": "plate", "number": "01 A 123 BC"}
    assert (vehicle.code, vehicle.required["identity"]) == ("vehicle", ("identifiers",))
    assert values.normal([plate], vehicle.properties["identifiers"]) == [{"number": "01 A 123 BC", "kind": "plate"}]


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
