"""Whatever was taught, the database proposes exactly what an account of the same in other words allows."""

import uuid
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.house import database
from commonweal.search import teaching
from tests import factories
from tests.search.test_lessons import COMMON, hold, person

AGENCIES = ("UZ", "KZ", "RU")
EACH = 7
"""Records of each agency; the last one of each is confidential."""
STEPS = (100, 50, 20, 10, 5)


@pytest.fixture(scope="module")
def held(shared_house, tmp_path_factory):
    """A connection bound by nothing, and the records by id with their agency and whether they may teach."""
    folder = tmp_path_factory.mktemp("held")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        for party in AGENCIES:
            labels = [COMMON] * (EACH - 1) + [COMMON | {"classification": 2}]
            hold(folder, [person(number, label=label) for number, label in enumerate(labels)], party)
        rows = superuser.execute(
            "select id, owner_agency, classification = 0 from databanks_record order by owner_agency, classification"
        ).fetchall()
        yield superuser, rows


ONE = st.tuples(
    st.integers(0, len(AGENCIES) * EACH - 1),  # which record
    st.sampled_from(["shaw", "wallace"]),
    st.integers(0, 9),  # day of birth
    st.integers(0, 9),  # family
)


def allowed(taught: dict, rows: list) -> dict[str, int]:
    """By word, the step in which it may be proposed."""
    by_word = defaultdict(list)
    for (record, word), (born, kin) in taught.items():
        _, agency, teaches = rows[record]
        if teaches:
            by_word[word].append((record, agency, born, kin))
    found = {}
    for word, lines in by_word.items():
        persons = {agency: {born for _, a, born, _ in lines if a == agency} for agency in {line[1] for line in lines}}
        elsewhere = sum(map(len, persons.values())) - max(map(len, persons.values()))
        distinct = [len({line[place] for line in lines}) for place in (0, 2, 3)]
        if min(distinct) >= 5 and len(persons) >= 2 and elsewhere >= 2:
            found[word] = next(step for step in STEPS if len(lines) >= step)
    return found


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ONE, min_size=8, max_size=40))
def test_the_database_proposes_what_enough_people_teach_and_nothing_else(held, lines):
    superuser, rows = held
    taught = {(record, word): (born, kin) for record, word, born, kin in lines}
    lesson = uuid.uuid4()
    for table in ("search_pair", "search_taught", "search_lesson"):
        superuser.execute(f"delete from {table}")
    superuser.execute(
        "insert into search_lesson (id, party, agency, officer, state, reached, asked_at)"
        " values (%s, 'RU', 'RU-MIA', 'RU-3', 'looking', 'ffffffff-ffff-ffff-ffff-ffffffffffff', now())",
        [lesson],
    )
    with superuser.cursor() as cursor:
        cursor.executemany(
            "insert into search_taught values ('other', %s, 'family', %s, %s, %s)",
            [(word, rows[record][0], b"%d" % born, b"%d" % kin) for (record, word), (born, kin) in taught.items()],
        )
    teaching.teach(database.connection_settings("cw_clock"))
    proposed = superuser.execute("select other, step from search_pair where state = 'proposed'").fetchall()
    assert dict(proposed) == allowed(taught, rows)
