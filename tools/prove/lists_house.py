"""The published lists in a house of their own: contributed, contributed again, contributed as edited copies."""

import hashlib
import tempfile
import time
from pathlib import Path

from commonweal.databanks import actions, formats, queries
from commonweal.databanks.batches import Batch
from commonweal.databanks.formats import Settings
from tools.prove import list_edits
from tools.prove.line import Line
from tools.prove.living import House, content_digest, superuser
from tools.prove.registers import register


class Lists:
    """Contributes under one agency's contributor and approver."""

    def __init__(self) -> None:
        self.contributor, self.approver = register()

    def take(self, paths: list[Path], settings: Settings, *, absent: int | None = None) -> Batch:
        """A full list through contribution and, where it changes anything, approval."""
        token = _token(self.contributor, "contributor")
        held = queries.held_rows(token, settings.list)
        digest = hashlib.sha256(formats.to_json(settings))
        for path in paths:
            digest.update(path.read_bytes())
        source = actions.Source(paths[0].name, digest.digest(), format=settings.format, list=settings.list, full=True)
        rows = formats.read(paths, settings, held=held)
        batch = actions.contribute(rows, token, source=source, held=held, withdraw_absent=absent)
        return actions.approve(batch.id, _token(self.approver, "approver")) if batch.state == "staged" else batch


def _token(officer: str, role: str) -> str:
    from commonweal.house.commands.contribute import open_for

    return open_for(officer, role)


def prove(files: list[tuple[str, list[Path], Settings, int]]) -> list[Line]:
    """Lines for lists given as name, files, settings and number of entries."""
    house = House()
    house.up()
    try:
        lists = Lists()
        return [line for each in files for line in _list(lists, *each)]
    finally:
        house.down()


def _list(lists: Lists, name: str, paths: list[Path], settings: Settings, entries: int) -> list[Line]:
    began = time.monotonic()
    first = lists.take(paths, settings)
    seconds = time.monotonic() - began
    with superuser() as connection:
        before = content_digest(connection)
        again = lists.take(paths, settings)
        after = content_digest(connection)
    edit = list_edits.un_list if settings.format == "un-xml" else list_edits.ofac
    edited = edit(paths[0])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / paths[0].name
        copy.write_text(edited.text, encoding="utf-8")
        third = lists.take([copy, *paths[1:]], settings, absent=edited.left_out)
        fourth = lists.take([copy, *paths[1:]], settings)
    return [
        Line(
            f"{name}: into a house of its own",
            f"{first.rows_new:,} new, {first.rows_refused} refused, {first.rows_held:,} held; contributed and approved in"
            f" {seconds:.1f} s",
            f"{entries:,} new",
            first.rows_new == entries and first.rows_refused == 0,
        ),
        Line(
            f"{name}: the same files again",
            f"{again.rows_same:,} unchanged, {again.rows_new} new, {again.rows_changed} changed; every row of every part"
            f" {'equal' if before == after else 'DIFFERS'}",
            "no change",
            before == after and (again.rows_same, again.rows_new, again.rows_changed) == (entries, 0, 0),
        ),
        Line(
            f"{name}: a copy with {edited.changed} entries changed, {edited.left_out} left out, {edited.added} added",
            f"{third.rows_changed} changed, {third.rows_withdrawn} withdrawn, {third.rows_new} new, {third.rows_same:,}"
            f" unchanged; the copy again: {fourth.rows_new + fourth.rows_changed} differ",
            "exactly these",
            (third.rows_changed, third.rows_withdrawn, third.rows_new)
            == (edited.changed, edited.left_out, edited.added)
            and fourth.rows_new + fourth.rows_changed == 0,
        ),
    ]
