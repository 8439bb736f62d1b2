"""docs/record-types.md, "Add a record type", followed to the letter with the files of the page."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import translation
from typer.testing import CliRunner

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.databanks import formats, queries, type_folders, types
from commonweal.house import cli, places
from commonweal.portal import facts
from tests import factories

PAGE = (places.checkout() / "docs" / "record-types.md").read_text(encoding="utf-8")
TYPE, VOCABULARY = (
    re.sub(r"^   ", "", text, flags=re.MULTILINE) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
)
LINE = json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of the page, of which the house knows until the test ends."""
    own = tmp_path / "own"
    (own / "reference").mkdir(parents=True)
    (own / "livestock.yaml").write_text(TYPE, encoding="utf-8")
    (own / "reference" / "species.yaml").write_text(VOCABULARY, encoding="utf-8")
    monkeypatch.setenv(type_folders.VARIABLE, str(own))
    types.read_again()
    yield own
    monkeypatch.undo()
    types.read_again()


def line() -> dict:
    """The line of the page, in its term whenever the test runs."""
    until = (clock.today() + timedelta(days=3000)).isoformat()
    return LINE | {"retention": {"class": "object", "until": until}}


def test_new_type_is_listed_by_the_command(folder):
    told = CliRunner().invoke(cli.build(), ["types", "--json"], catch_exceptions=False).output

    (livestock,) = [each for each in json.loads(told) if each["type"] == "livestock"]
    assert (livestock["group"], livestock["properties"][:2]) == ("items", ["identifiers", "names"])


def test_line_of_the_new_type_is_contributed_approved_and_read_back(folder, house, superuser, tmp_path):
    factories.cast(superuser)

    batch = factories.contribute(tmp_path, [line()])

    (record,) = superuser.execute("select record_id from databanks_identity").fetchone()
    found = queries.record(factories.open_as("KZ-1", purpose="criminal-investigation"), record)
    assert (batch.rows_applied, batch.rows_refused) == (1, 0)
    assert found.identity == LINE["identity"] | {
        "names": [{"text": "Тулпар", "kind": ""}],
        "species": [{"code": "horse", "text": "кобыла"}],
    }
    assert found.narrative["value"] == [{"amount": "95000.00", "currency": "KGS"}]


def test_page_of_the_new_type_speaks_both_languages(folder, house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [line()])
    (record,) = superuser.execute("select record_id from databanks_identity").fetchone()
    found = queries.record(factories.open_as("KZ-1", purpose="criminal-investigation"), record)

    told = {}
    for language in ("en", "ru"):
        with translation.override(language):
            told[language] = {each.words: each.values[0].text for each in facts.facts(found, "identity")}

    assert facts.title_of(found).text == "Тулпар"
    assert told == {
        "en": {"Numbers": "KG 417 0032 118", "Name in the herd book": "Тулпар", "Species": "horse",
               "Circumstance": "stolen", "Weight": "410 kg"},
        "ru": {"Номера": "KG 417 0032 118", "Кличка по племенной книге": "Тулпар", "Вид животного": "лошадь",
               "Обстоятельства учёта": "похищено", "Масса": "410 кг"},
    }  # fmt: skip


def test_table_of_the_new_type_is_mapped_to_its_properties(folder, tmp_path):
    table = tmp_path / "cattle.csv"
    table.write_text("Бирка;Вид;Случай;Масса\nKG 1;бык;похищено;410,5\n", encoding="utf-8")
    columns = [("Бирка", "identifiers", "number"), ("Вид", "species", ""), ("Случай", "circumstance", "")]
    settings = formats.Settings(
        format="csv",
        mapping=formats.Mapping(
            ref=["Бирка"],
            columns=[formats.Column(column=name, property=code, field=field) for name, code, field in columns],
        ),
        defaults=formats.Defaults(
            type="livestock", label=LINE["label"], basis=LINE["basis"], retention=formats.Term(klass="object", years=5)
        ),
    )

    (row,) = formats.read(table, settings)

    assert row.line["identity"] == {
        "identifiers": [{"number": "KG 1"}],
        "species": [{"code": "cattle"}],
        "circumstance": ["stolen"],
    }


def test_file_that_is_wrong_is_named_with_its_place(folder):
    (folder / "livestock.yaml").write_text(TYPE.replace("kind: name", "kind: nome"), encoding="utf-8")
    types.read_again()

    with pytest.raises(BadInput) as refused:
        types.all_types()

    assert refused.value.code == "databanks.schema.malformed"
    assert refused.value.params["what"].startswith("livestock.yaml: property names: kind: 'nome' is not among")


def test_type_of_the_package_cannot_be_replaced(folder):
    (folder / "livestock.yaml").write_text(TYPE.replace("type: livestock", "type: vehicle"), encoding="utf-8")
    types.read_again()

    with pytest.raises(BadInput, match="there is a record type vehicle already"):
        types.all_types()


def test_folder_that_is_not_there_is_said(folder, monkeypatch):
    monkeypatch.setenv(type_folders.VARIABLE, str(folder / "nowhere"))
    types.read_again()

    with pytest.raises(BadInput, match="no folder that this account can read"):
        types.all_types()
