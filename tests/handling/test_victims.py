"""Protected victims do not show: a small share of the probes of `python -m tools.prove victims`, on every run.

The houses are made by the proof itself: one knows twelve victims with every trace that they leave, the other none.
"""

import os
from collections import Counter

import pytest

from tools.prove import victims, victims_probes, victims_world

FEW = 90
"""Probes tried here: five of every kind."""
FINDING = {"question by program", "question on a page", "attachment", "handle"}
"""Kinds of probe of which these few find victims whom nothing protects."""


@pytest.fixture(scope="module")
def tried() -> list[victims_probes.Probe]:
    return victims.chosen(FEW)


@pytest.fixture(scope="module")
def unlocked(django_db_blocker):
    """Databases of this module's own, under a name of their own."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setenv("COMMONWEAL_DATABASE", f"commonweal_test_{os.getpid()}_victims")
        yield


@pytest.fixture(scope="module")
def without(template_database, unlocked, tried) -> list[str]:
    """What a house without victims answers."""
    with victims_world.house(template_database, with_victims=False, traced=2) as house:
        return list(victims.answers(house, tried))


def test_probes_find_nothing_of_protected_victims_and_something_when_nothing_protects(
    template_database, unlocked, tried, without, caplog
):
    caplog.set_level("CRITICAL", "django.request")
    with victims_world.house(template_database, with_victims=True, traced=2) as house:
        assert list(victims.differing(tried, without, victims.answers(house, tried))) == []
        victims_world.unprotect(house)
        found = Counter(probe.kind for probe, *_ in victims.differing(tried, without, victims.answers(house, tried)))
    assert {*found} >= FINDING


def test_every_kind_of_probe_is_tried(tried):
    assert {probe.kind for probe in tried} == {probe.kind for probe in victims_probes.probes()}


def test_what_is_drawn_by_chance_keeps_its_place_and_its_number():
    one, other, known = (str(victims_world.uuid.uuid4()) for _ in range(3))
    records = {"V-1": victims_world.uuid.UUID(known)}

    said = victims_probes.without_chance(f"{one} {known} {other} {one} R-7Q2M-41KD 09:00", records)

    assert said == "*1 <V-1> *2 *1 *3 09:00"
