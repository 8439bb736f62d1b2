"""Mappings that an agency keeps under a name, so that next month's file is read without a question."""

import json
import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import uploads
from commonweal.databanks.uploads import Profile
from commonweal.handling import warrants

LONGEST_NAME = 80


def save(token: str, *, name: str, format: str, settings: dict) -> Profile:
    """Keep these settings under a name; one of the agency's that has the name already is replaced."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput(
            "databanks.profile.name", "Give the mapping a name of at most {longest} characters.", longest=LONGEST_NAME
        )
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "contributor":
            raise NotAllowed("databanks.profile.not-contributor", "Mappings are kept by officers who contribute.")
        text = json.dumps(settings, ensure_ascii=False)
        cursor.execute(
            "insert into databanks_profile (id, party, agency, name, format, settings, made_by, changed_at)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (agency, name) do update"
            " set format = excluded.format, settings = excluded.settings, made_by = excluded.made_by,"
            " changed_at = excluded.changed_at",
            [uuid.uuid4(), holder.party, holder.agency, name, format, text, holder.officer, clock.now()],
        )
        journal.record("databanks.profile.saved", by=holder.actor, name=name, format=format)
    return uploads.profile(token, name)


def remove(token: str, name: str) -> None:
    """Remove a mapping of the agency; raises BadInput where there is none of this name."""
    found = uploads.profile(token, name)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("delete from databanks_profile where id = %s", [found.id])
        if cursor.rowcount != 1:
            raise NotAllowed("databanks.profile.not-contributor", "Mappings are kept by officers who contribute.")
        journal.record("databanks.profile.removed", by=holder.actor, name=name)
