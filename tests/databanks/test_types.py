"""Record types: the files that stand, and the page that tells how to write one."""

import re

import pytest
import yaml

from commonweal.common.errors import BadInput
from commonweal.databanks import types, values
from commonweal.house import places

PAGE = (places.checkout() / "docs" / "record-types.md").read_text(encoding="utf-8")


def test_example_of_the_page_is_a_record_type():
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

    vehicle = types._load(yaml.safe_load(example), "vehicle.yaml")

    plate = {"kind": "plate", "number": "01 A 123 BC"}
    assert (vehicle.code, vehicle.required["identity"]) == ("vehicle", ("identifiers",))
    assert values.normal([plate], vehicle.properties["identifiers"]) == [{"number": "01 A 123 BC", "kind": "plate"}]


@pytest.mark.parametrize("code", sorted(types.all_types()))
def test_every_word_of_a_type_is_there_in_both_languages(code):
    kind = types.record_type(code)
    words = [kind.name, *kind.links.values()]
    for each in kind.properties.values():
        words += [each.name, *each.kinds.values(), *each.choices.values()]

    assert [sorted(word) for word in words] == [["en", "ru"]] * len(words)


@pytest.mark.parametrize("code", sorted(types.all_types()))
def test_index_reads_only_properties_of_the_part_identity(code):
    kind = types.record_type(code)

    assert {kind.properties[each].part for each in kind.searched_by} == {"identity"}


def test_unknown_type_is_refused_with_those_that_exist():
    with pytest.raises(BadInput) as refused:
        types.record_type("spaceship")

    assert (refused.value.code, refused.value.params) == (
        "databanks.line.unknown-type",
        {"type": "spaceship", "known": "person, wanted-notice"},
    )


def test_file_with_an_unknown_part_is_refused_by_name():
    data = {"type": "x", "properties": {"names": {"kind": "name", "part": "secret", "name": {}}}}

    with pytest.raises(ValueError, match=r"bad\.yaml"):
        types._load(data, "bad.yaml")
