"""Relations of the database run downwards too: a name in a string escapes the import contracts, not this."""

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.layers import heights


def upward(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Relations that point to the same floor or a higher one."""
    height = heights()
    for model in found:
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete and field.related_model):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here != there and here in height and there in height and height[there] >= height[here]:
                yield f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"


def test_relations_run_downwards_only():
    assert list(upward(apps.get_models(include_auto_created=True))) == []


def test_every_room_with_models_has_a_floor():
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("commonweal.")}

    assert ours - set(heights()) == set()


@pytest.mark.parametrize(("lower", "higher"), [("members", "databanks"), ("workflow", "handling")])
@isolate_apps("commonweal.members", "commonweal.workflow", "commonweal.handling", "commonweal.databanks")
def test_planted_relation_is_found(lower, higher):
    class Above(models.Model):
        class Meta:
            app_label = higher

    class Below(models.Model):
        above = models.ForeignKey(Above, models.CASCADE)

        class Meta:
            app_label = lower

    assert list(upward([Above, Below])) == [f"{lower}.Below.above -> {higher}.Above"]


def test_database_has_no_upward_foreign_key(shared_house, superuser):
    """Tables that migrations make in plain SQL are held to the same order."""
    height = heights()
    pairs = superuser.execute(
        "select distinct conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'"
    ).fetchall()
    rooms = [(one.split("_")[0], other.split("_")[0]) for one, other in pairs]

    assert [
        (one, other)
        for one, other in rooms
        if one != other and one in height and other in height and height[other] >= height[one]
    ] == []
