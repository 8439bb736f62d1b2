"""Pulls: what the operator lets this house fetch, from where, as which officer's contribution, and how often.

They stand in `pulls.yaml` in the house's folder (docs/operations.md), which only the operator writes. A pull
contributes under a warrant of the officer named there, and another officer approves as ever.
"""

import json
import os
import re
from dataclasses import asdict
from pathlib import Path

import msgspec
import yaml
from django.db import connection

from commonweal.audit import journal
from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import connectors, uploads
from commonweal.databanks.batches import Source
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants
from commonweal.house import importing, places
from commonweal.workflow import actions as workflow

PREFIX = "COMMONWEAL_PULL_"
"""Begins the names of environment variables that hold addresses; no process but the worker is given them."""
_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")
_VIEW = re.compile(r"[a-z_][a-z0-9_$]*(\.[a-z_][a-z0-9_$]*)?")
WARRANT = {"purpose": "contribution", "basis": "service duty", "standing_duty": "pull"}


class Address(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Where the address of the other system stands: in a variable, or in a file of one line."""

    env: str = ""
    file: str = ""


class Pull(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One thing to fetch: a view, or a folder.

    `profile` is a saved mapping of the officer's agency. `full` says that the view is the whole of `list`; as many
    absent records as `withdraw_at_most` allows are then proposed to be withdrawn, of more none is. `every` is a cron
    line, empty for by hand alone. `still` is for how many seconds a file must not have changed.
    """

    officer: str
    profile: str
    view: str = ""
    address: Address = Address()
    order: list[str] = []
    folder: str = ""
    pattern: str = "*.csv"
    still: float = 30
    list: str = ""
    full: bool = False
    withdraw_at_most: int = 0
    every: str = ""
    seconds: int = 300


def configuration() -> Path:
    """The operator's file."""
    return places.house_folder() / "pulls.yaml"


def pulls() -> dict[str, Pull]:
    """Everything that may be fetched, by name; raises BadInput naming what is wrong with the file."""
    path = configuration()
    if not path.exists():
        return {}
    try:
        found = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")) or {}, dict[str, Pull])
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as problem:
        raise _wrong(str(problem)) from None
    for name, pull in found.items():
        if not _NAME.fullmatch(name):
            raise _wrong(f"{name}: a name is small Latin letters, figures and hyphens")
        if bool(pull.view) == bool(pull.folder):
            raise _wrong(f"{name}: say either view or folder")
        if pull.view and not _VIEW.fullmatch(pull.view):
            raise _wrong(f"{name}: view is no name of a view")
        if pull.view and not pull.address.env.startswith(PREFIX) and not pull.address.file:
            raise _wrong(f"{name}: address needs env, beginning with {PREFIX}, or file")
        if pull.full and not pull.list:
            raise _wrong(f"{name}: a full list needs its name, list")
    return found


def _wrong(what: str) -> BadInput:
    return BadInput("house.pull.configuration", "{path} cannot be used: {what}.", path=configuration(), what=what)


def pull(name: str, *, dry_run: bool = False) -> list[dict]:
    """Fetch one; returns for each file or view what became of it. A failure is told to the officer, and raised."""
    known = pulls()
    if name not in known:
        raise BadInput(
            "house.pull.unknown",
            "There is no pull {name}; {path} has {known}.",
            name=name,
            path=configuration(),
            known=", ".join(known) or "none",
        )
    wanted = known[name]
    token = warrants.open_warrant(wanted.officer, role="contributor", minutes=warrants.LONGEST, **WARRANT).token
    try:
        take = _view if wanted.view else _folder
        return take(name, wanted, token, dry_run)
    except CommonwealError as problem:
        if not dry_run:
            _tell(name, wanted, token, problem)
        raise
    finally:
        warrants.close_warrant(token)


def _tell(name: str, wanted: Pull, token: str, problem: CommonwealError) -> None:
    with warrants.reading(token) as holder:
        words = {"pull": name, "problem": problem.sentence()[:300]}
        workflow.post(holder.agency, officer=wanted.officer, kind="pull-failed", subject=f"pull/{name}", words=words)
        journal.record("databanks.pull.failed", by=holder.actor, about=(f"pull/{name}",), code=problem.code)


def _view(name: str, wanted: Pull, token: str, dry_run: bool) -> list[dict]:
    with uploads.private_file() as file:
        rows = connectors.copy_view(
            _address(wanted.address), wanted.view, file, order=wanted.order, seconds=wanted.seconds
        )
        if not rows:
            raise BadInput("house.pull.empty", "The view of {name} gave no rows; nothing was taken.", name=name)
        return [_bring_in(name, wanted, token, uploads.path_of(file), dry_run, of_view=True)]


def _address(address: Address) -> str:
    said = os.environ.get(address.env, "") if address.env else _line_of(Path(address.file))
    if not said.strip():
        raise BadInput(
            "house.pull.no-address",
            "The address of the other system is not set: {where}.",
            where=address.env or address.file,
        )
    return said.strip()


def _line_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _folder(name: str, wanted: Pull, token: str, dry_run: bool) -> list[dict]:
    """Each complete file once: claimed by a move, contributed, moved aside with its outcome."""
    folder = Path(wanted.folder)
    if not folder.is_dir():
        raise BadInput("house.pull.no-folder", "There is no folder {folder}.", folder=folder)
    claimed = folder / "taking"
    if not dry_run:
        claimed.mkdir(exist_ok=True)
        for path in list(connectors.complete_files(folder, wanted.pattern, still=wanted.still)):
            path.rename(claimed / path.name)
    files = connectors.complete_files(claimed if not dry_run else folder, wanted.pattern, still=0)
    return [_take(name, wanted, token, path, dry_run) for path in list(files)]


def _take(name: str, wanted: Pull, token: str, path: Path, dry_run: bool) -> dict:
    try:
        told = _bring_in(name, wanted, token, path, dry_run, of_view=False)
    except CommonwealError as problem:
        told = {"file": path.name, "outcome": "refused", "code": problem.code, "problem": problem.sentence()}
        if not dry_run:
            _tell(name, wanted, token, problem)
    if not dry_run:
        done = "refused" if told["outcome"] == "refused" else "done"
        text = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        aside = path.rename(path.parent.parent / path.name)
        connectors.set_aside(aside, done, text)
    return told


def _bring_in(name: str, wanted: Pull, token: str, path: Path, dry_run: bool, *, of_view: bool) -> dict:
    order = importing.order(token, [path], profile=wanted.profile, list_=wanted.list, full=wanted.full)
    order = _as_copied(order, name) if of_view else importing.renamed(order, f"{name}: {path.name}")
    told: dict = {"file": order.source.file_name}
    if (known := _last(token, order.source)) is not None:
        return told | {"outcome": "the same as before", "batch": known}
    if dry_run:
        return told | {"outcome": "checked"} | asdict(importing.check(order, token))
    if wanted.full and wanted.withdraw_at_most:
        found = importing.check(order, token)
        if 0 < found.absent <= wanted.withdraw_at_most and not found.nameless:
            order = importing.withdrawing(order, found.absent)
    batch = importing.stage(order, token)
    return told | {"outcome": batch.state} | asdict(batch)


def _as_copied(order: importing.Order, name: str) -> importing.Order:
    """The view was written by us: as CSV, in UTF-8, with its headings in the first row."""
    written = {"format": "csv", "encoding": "utf-8", "delimiter": ";", "quote": '"', "header_row": 1, "sheet": ""}
    return importing.renamed(importing.reading(order, **written), f"{name}: view")


def _last(token: str, source: Source) -> str | None:
    """The batch that the last pull of this name made, where it was of the very same content; else None."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select id, file_hash, state from databanks_batch where contributor = %s and file_name = %s"
            " order by opened_at desc limit 1",
            [holder.officer, source.file_name[:200]],
        )
        row = cursor.fetchone()
    if row is None or bytes(row[1]) != source.file_hash:
        return None
    taken = (BatchState.STAGED, BatchState.UNCHANGED, "approving", BatchState.APPROVED)
    return str(row[0]) if row[2] in taken else None
