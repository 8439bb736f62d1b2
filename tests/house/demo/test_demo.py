"""The demonstration: equal bytes everywhere, the numbers that are promised, and nobody real in it."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest

from commonweal.databanks import lines, type_folders, types
from commonweal.house import demo as house_demo
from commonweal.house.demo import labels, peoples, persons, register, scripts
from commonweal.house.demo.planted import SCRIPTS
from commonweal.names.checks import checks

PACKAGED = [path.stem for path in type_folders.type_files()]
DOCUMENTS = ("passport", "id-card", "national-id")

LINE_KEYS = [
    "type", "ref", "label", "basis", "evaluation", "retention", "identity", "narrative", "special", "links",
]  # fmt: skip
LABEL_KEYS = [
    "bank", "classification", "scope", "full", "core", "hit", "silent", "denied", "kinds", "purposes",
    "special_purposes", "handling",
]  # fmt: skip
HIGHEST_OFFICES = """
Путин Медведев Ельцин Горбачёв Лукашенко Шушкевич Назарбаев Токаев Каримов Мирзиёев Рахмон Ниязов Бердымухамедов Акаев
Бакиев Отунбаева Атамбаев Жээнбеков Жапаров Алиев Эльчибей Муталибов Тер-Петросян Кочарян Саргсян Саркисян Пашинян
Хачатурян Гамсахурдия Шеварднадзе Саакашвили Маргвелашвили Зурабишвили Кавелашвили Кобахидзе Иванишвили Кравчук Кучма
Ющенко Янукович Порошенко Зеленский Снегур Лучинский Воронин Тимофти Додон Санду
"""


@pytest.fixture(scope="module")
def demo():
    return house_demo.generate()


@pytest.fixture(scope="module")
def rows(demo):
    """(agency, line) of every record, read back from the bytes."""
    return [(agency, json.loads(line)) for agency, lines in demo.lines.items() for line in lines]


def test_demo_in_another_process_with_other_hashes_is_the_same(demo):
    code = "from commonweal.house import demo; print(demo.generate().digest())"
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == demo.digest()


def test_counts_are_those_promised(demo, rows):
    held = Counter(line["type"] for _, line in rows)
    assert (held.pop("person"), held.pop("wanted-notice"), held.total()) == (16_000, 4_000, 481)
    assert sorted([*held, "person", "wanted-notice"]) == sorted(PACKAGED)
    assert min(held.values()) >= 3
    assert Counter(each.kind for each in demo.planted) == {"plain": 500, "edit": 100, "look-alike": 100}
    assert len(demo.officers) == 200
    assert 55 <= len(demo.agencies) <= 70
    assert 300 <= len({(agency, json.dumps(line["label"])) for agency, line in rows}) <= 600
    assert (sum(map(len, demo.drafts.values())), sum(map(len, demo.expired.values()))) == (60, 40)


def test_only_states_that_take_part_own_records(demo):
    owners = {demo.agency(code).party for code in demo.lines}
    assert sorted(owners) == ["AM", "AZ", "BY", "KG", "KZ", "MD", "RU", "TJ", "TM", "UZ"]
    assert {each.party for each in demo.agencies} - owners == {"GE", "UA", "ATC", "BKBOP"}


def test_agencies_form_a_tree_within_their_party(demo):
    by_code = {each.code: each for each in demo.agencies}
    assert len(by_code) == len(demo.agencies)
    assert [each.code for each in demo.agencies if each.parent and by_code[each.parent].party != each.party] == []
    assert {each.level for each in demo.agencies} == {"ministry", "subdivision", "regional", "local"}


def test_every_contributing_agency_has_a_contributor_and_another_approver(demo):
    for code in demo.lines:
        contributors = {each.code for each in demo.holding("contributor", code)}
        approvers = {each.code for each in demo.holding("approver", code)}
        assert contributors, code
        assert approvers - contributors, code


def test_officers_of_states_that_left_are_accredited_no_more(demo):
    standing = {each.party for each in demo.officers if each.accredited(demo.day)}
    assert {each.party for each in demo.officers} - standing == {"GE", "UA"}


def test_every_line_has_the_keys_of_the_format_and_names_with_parts(rows):
    for _, line in rows:
        assert [key for key in line if key != "neutrality"] == LINE_KEYS
        assert list(line["label"]) == LABEL_KEYS
        if line["type"] in ("person", "wanted-notice"):
            names = line["identity"]["names"]
            assert all(name["parts"] and name["text"] and name["script"] in SCRIPTS for name in names)


def test_references_are_unique_within_a_party_and_links_stay_with_the_owner(demo, rows):
    refs = Counter((demo.agency(agency).party, line["ref"]) for agency, line in rows)
    assert max(refs.values()) == 1
    own = {(agency, line["ref"]) for agency, line in rows}
    assert [link for agency, line in rows for link in line["links"] if (agency, link["to"]) not in own] == []


def test_every_notice_seeks_one_person_in_one_of_five_categories(rows):
    notices = [line for _, line in rows if line["type"] == "wanted-notice"]
    assert all([link["kind"] for link in line["links"]] == ["person-sought"] for line in notices)
    assert {line["identity"]["category"][0] for line in notices} == set("abcde")


def test_labels_never_deny_their_own_party_nor_name_it(demo, rows):
    for agency, line in rows:
        named = [code for name in labels.LISTS for code in line["label"][name]]
        assert demo.agency(agency).party not in named
        assert len(named) == len(set(named))


def test_terms_lie_within_those_of_their_class(demo, rows):
    for _, line in rows:
        kept = date.fromisoformat(line["retention"]["until"]) - demo.day
        assert timedelta(days=45) <= kept <= timedelta(days=persons.TERMS[line["retention"]["class"]])
    over = [json.loads(line) for lines in demo.expired.values() for line in lines]
    assert max(line["retention"]["until"] for line in over) < demo.day.isoformat()


def test_another_day_moves_terms_and_nothing_else_of_the_cast(demo):
    later = house_demo.generate(day=date(2030, 5, 1))
    lines = [json.loads(line) for lines in later.lines.values() for line in lines]
    assert min(line["retention"]["until"] for line in lines) > "2030-06-01"
    assert (later.officers, later.exchange, later.story) == (demo.officers, demo.exchange, demo.story)


def test_every_pair_of_scripts_is_planted_at_least_fifty_times(demo):
    pairs = Counter()
    for each in demo.planted:
        if each.kind != "look-alike":
            held = [member.script for member in each.members]
            pairs.update({tuple(sorted(pair)) for pair in combinations(held, 2)})
    expected = {tuple(sorted(pair)) for pair in combinations(SCRIPTS, 2)} | {("Cyrl", "Cyrl"), ("Latn", "Latn")}
    assert {pair for pair, count in pairs.items() if count >= 50} >= expected


def test_planted_members_are_held_by_two_to_four_states_as_their_records_say(demo, rows):
    by_ref = {(agency, line["ref"]): line for agency, line in rows}
    for each in demo.planted:
        parties = [demo.agency(member.agency).party for member in each.members]
        assert 2 <= len(set(parties)) == len(parties) <= 4
        for member in (*each.members, *each.others):
            name = by_ref[member.agency, member.ref]["identity"]["names"][0]
            assert (name["script"], name["text"]) == (member.script, member.name.text())


def test_every_script_of_an_identity_is_asked_with_the_unedited_form(demo):
    for each in demo.planted:
        assert {question.script for question in each.questions} == {member.script for member in each.members}
        assert sum(member.edited for member in each.members) == (1 if each.kind == "edit" else 0)
        assert all(question.family and question.given and len(question.born) == 10 for question in each.questions)


def test_birth_dates_of_members_never_contradict_the_question(demo):
    for each in demo.planted:
        for question in each.questions:
            assert all(question.born.startswith(member.born or "") for member in each.members)


def test_look_alikes_differ_in_birth_date_or_patronymic(demo):
    for each in (one for one in demo.planted if one.kind == "look-alike"):
        (other,) = each.others
        for question in each.questions:
            if question.born.startswith(other.born):
                assert question.patronymic
                assert other.name.patronymic
                assert (question.script, question.patronymic) != (other.script, other.name.patronymic)


def test_story_is_in_the_records_and_nobody_else_bears_the_name(demo, rows):
    by_ref = {(agency, line["ref"]): line for agency, line in rows}
    levels = {}
    for held in demo.story.holds:
        line = by_ref[held.agency, held.ref]
        lists = [name for name in labels.LISTS if "KZ" in line["label"][name]]
        levels[held.party] = (held.level, lists, line["identity"]["names"][0]["script"])
        assert held.desk is None or "desk" in demo.officer(held.desk).roles
    assert levels == {
        "UZ": ("full", ["full"], "Latn"),
        "AM": ("hit", ["hit"], "Armn"),
        "TJ": ("nothing", ["denied"], "Cyrl"),
        "KZ": ("full", [], "Cyrl"),
    }
    bearers = {line["ref"] for _, line in rows if "Тарханбеков" in json.dumps(line, ensure_ascii=False)}
    assert bearers == {"TJ-P-001903", "KZ-P-011862"}


def test_exchange_lets_the_story_happen_and_leaves_pairs_unknown(demo):
    open_rows = [
        each
        for each in demo.exchange
        if each.confirmed and each.valid_from <= demo.day and (each.valid_until is None or demo.day < each.valid_until)
    ]
    to_kz = {
        each.owner for each in open_rows if (each.reader, each.purpose, each.level) == ("KZ", "wanted-person", "full")
    }
    assert to_kz >= {"UZ", "AM", "TJ"}
    pairs = {(each.owner, each.reader) for each in open_rows}
    assert ("AM", "AZ") not in pairs
    assert ("MD", "KG") not in pairs  # suspended
    assert {"GE", "UA"} & {code for pair in pairs for code in pair} == set()


def test_nobody_bears_the_family_name_of_a_head_of_state(demo):
    listed = {russian for people in peoples.peoples().values() for _, russian in people.family}
    assert listed & set(HIGHEST_OFFICES.split()) == set()


def test_numbers_and_contacts_are_of_no_network_and_no_state(demo, rows):
    assert all(" 000 555 " in each.contact.telephone for each in demo.agencies)
    assert all(each.contact.mail.endswith("@example.org") for each in demo.agencies)
    numbers = [each for _, line in rows for each in line["identity"].get("identifiers", [])]
    assert all(each["number"].startswith(("X", "0000")) for each in numbers if each["kind"] in DOCUMENTS)
    plates = [each["number"] for each in numbers if each["kind"] == "plate"]
    assert [plate for plate in plates if not any(nowhere in plate for nowhere in ("00", "-0", "XX"))] == []
    assert [each for each in numbers if each["kind"] == "phone" and " 000 555 " not in each["number"]] == []


def test_every_line_is_one_that_the_banks_take(demo):
    for agency, lines_ in demo.lines.items():
        reading = lines.Reading(party=demo.agency(agency).party, agency=agency, unit="", today=demo.day)
        taken = lines.prepared(lines.json_lines(lines_), reading)
        assert [row for row in taken if isinstance(row, lines.Refused)] == [], agency


def test_plates_are_written_in_both_scripts_and_some_check_digits_are_wrong(rows):
    numbers_ = [each for _, line in rows for each in line["identity"].get("identifiers", [])]
    plates = [each["number"] for each in numbers_ if each["kind"] == "plate" and each["country"] == "RU"]
    assert {plate.isascii() for plate in plates} == {True, False}
    for kind in ("vin", "imei"):
        found = {checks(each["number"], kind) for each in numbers_ if each["kind"] == kind}
        assert found == {True, False}, kind


def test_victims_are_labelled_for_their_protection_alone_and_no_case_leads_to_them(rows):
    victims = {line["ref"]: line for _, line in rows if line["type"] == "trafficking-victim"}
    cases = {line["ref"] for _, line in rows if line["type"] == "trafficking-case"}
    assert {tuple(line["label"]["purposes"]) for line in victims.values()} == {("victim-protection",)}
    assert all(link["to"] in cases for line in victims.values() for link in line["links"])
    assert [line["ref"] for _, line in rows for link in line["links"] if link["to"] in victims] == []


def test_links_are_of_kinds_that_their_types_have_and_lead_where_those_may(rows):
    types_of = {(agency, line["ref"]): line["type"] for agency, line in rows}
    known = types.all_types()
    for agency, line in rows:
        for link in line["links"]:
            to = known[line["type"]].links[link["kind"]].to
            assert not to or types_of[agency, link["to"]] in to, (line["ref"], link)


def test_written_files_hold_the_lines(demo, tmp_path):
    demo.write(tmp_path)
    first = next(iter(demo.lines))
    assert (tmp_path / "lines" / f"{first}.jsonl").read_bytes().splitlines() == demo.lines[first]
    assert len(json.loads((tmp_path / "officers.json").read_text(encoding="utf-8"))) == 200


def test_rows_for_the_register_name_every_officer_and_agency(demo):
    assert len(register.agency_rows(demo.agencies)) == len(register.contact_rows(demo.agencies)) == len(demo.agencies)
    assert {row["agency"] for row in register.officer_rows(demo.officers)} <= {each.code for each in demo.agencies}
    assert len(register.accreditation_rows(demo.officers)) == 200


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        ("bgn", "Tarkhanbekov Eldar Nazimovich"), ("gost", "Tarxanbekov Eldar Nazimovich"),
        ("french", "Tarkhanbekov Eldar Nazimovitch"), ("uz", "Tarxanbekov Eldar Nazimovich"),
        ("az", "Tarxanbekov Eldar Nazimoviç"), ("tk", "Tarhanbekow Eldar Nazimowiç"),
        ("ro", "Tarhanbecov Eldar Nazimovici"),
    ],
)  # fmt: skip
def test_latin_systems_write_as_expected(system, expected):
    assert scripts.to_latin("Тарханбеков Эльдар Назимович", system) == expected


def test_other_scripts_write_as_expected():
    assert scripts.to_armenian("Тарханбеков Эльдар", "aspirated") == "Թարխանբեկով Էլդար"
    assert scripts.to_georgian("Тарханбеков", "aspirated", nominative=True) == "თარხანბეკოვი"
    assert scripts.to_arabic("Тарханбеков Эльдар", "arabic") == "ترخانبيكوف الدار"
    assert scripts.latin_to_cyrillic("Gʻulomov Oʻktam", "uz") == "Ғуломов Ўктам"
    assert scripts.from_armenian("Հովսեփյան Գևորգ", "latin") == "Hovsepyan Gevorg"
    assert scripts.from_georgian("იაშვილი ზურაბ", "cyrillic") == "Яшвили Зураб"


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Сергей", "Сергеевич", "Сергеевна"), ("Юрий", "Юрьевич", "Юрьевна"), ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Илья", "Ильич", "Ильинична"), ("Игорь", "Игоревич", "Игоревна"), ("Лев", "Львович", "Львовна"),
        ("Михаил", "Михайлович", "Михайловна"), ("Яков", "Яковлевич", "Яковлевна"), ("Али", "Алиевич", "Алиевна"),
    ],
)  # fmt: skip
def test_russian_patronymics_follow_the_rules(father, son, daughter):
    assert peoples.russian_patronymic(father, "male") == son
    assert peoples.russian_patronymic(father, "female") == daughter
