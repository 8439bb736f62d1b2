"""Files that the command line and pulls bring in: which format, which settings, checked or staged."""

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import actions, batches, formats, staged, uploads
from commonweal.databanks.batches import Batch, Source
from commonweal.databanks.formats import together
from commonweal.databanks.formats.rows import Refused
from commonweal.portal import error_words

Progress = Callable[[int], None]
LINES = ("jsonl", "csv", "ftm-json")
"""Formats of which each line is about one row, so that a count of lines tells how long it takes."""


@dataclass(frozen=True)
class Order:
    """What is to be brought in, and how."""

    files: list[Path]
    settings: formats.Settings
    source: Source
    withdraw_absent: int | None
    rows: int | None


def order(
    token: str,
    files: Sequence[Path],
    *,
    format: str = "",
    profile: str = "",
    set_: Sequence[str] = (),
    list_: str = "",
    full: bool = False,
    whole: bool = False,
    withdraw_absent: int | None = None,
) -> Order:
    """Put together how these files are read: a saved mapping or a JSON file of settings, single settings over it.

    Raises BadInput where a setting, or the format, is unknown.
    """
    paths = list(files)
    settings = _settings(token, paths, format=format, profile=profile)
    settings = with_set(settings, [*set_, *([f"list={list_}"] if list_ else [])])
    if full and not settings.list:
        raise BadInput(
            "house.import.no-list", "A full list needs its name: add --list NAME, the same every time it is handed in."
        )
    source = Source(
        together.name_of([path.name for path in paths]),
        _digest(paths, settings, full=full, whole=whole),
        format=settings.format,
        list=settings.list,
        full=full,
        whole=whole,
    )
    return Order(paths, settings, source, withdraw_absent, _rows(paths) if settings.format in LINES else None)


def renamed(wanted: Order, name: str) -> Order:
    """The same under another name."""
    return replace(wanted, source=replace(wanted.source, file_name=name))


def withdrawing(wanted: Order, absent: int) -> Order:
    """The same, with the word that so many absent records shall be withdrawn."""
    return replace(wanted, withdraw_absent=absent)


def reading(wanted: Order, **settings: object) -> Order:
    """The same, read by other settings."""
    changed = msgspec.structs.replace(wanted.settings, **settings)
    flags = {"full": wanted.source.full, "whole": wanted.source.whole}
    source = replace(wanted.source, format=changed.format, file_hash=_digest(wanted.files, changed, **flags))
    return replace(wanted, settings=changed, source=source)


def _settings(token: str, paths: list[Path], *, format: str, profile: str) -> formats.Settings:
    if profile.endswith(".json") and Path(profile).is_file():
        saved = formats.from_json(Path(profile).read_bytes())
    elif profile:
        saved = formats.from_json(uploads.text(uploads.profile(token, profile).settings))
    else:
        saved = None
    if saved is not None:
        return msgspec.structs.replace(saved, format=format) if format else saved
    return formats.Settings(format=format or _format(paths))


def _format(paths: list[Path]) -> str:
    """Several files are a list where one shows it; otherwise all are read as the first is."""
    if len(paths) > 1 and together.is_list(paths):
        return together.detect_all(paths, [path.name for path in paths]).format
    return formats.detect(paths[0], paths[0].name).format


def with_set(settings: formats.Settings, said: Sequence[str]) -> formats.Settings:
    """The settings with single ones over them, each `path.of.names=value`; a value is JSON, or else a text."""
    plain = msgspec.to_builtins(settings)
    for one in said:
        path, equals, text = one.partition("=")
        names = path.strip().split(".")
        if not equals or not all(names):
            raise BadInput("house.import.set", "{said} is no setting; write it as defaults.type=vehicle.", said=one)
        place = plain
        for name in names[:-1]:
            place = place.setdefault(name, {}) if isinstance(place, dict) else {}
        if not isinstance(place, dict):
            raise BadInput("house.import.set", "{said} is no setting; write it as defaults.type=vehicle.", said=one)
        place[names[-1]] = _value(text)
    return formats.from_json(json.dumps(plain))


def _value(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _digest(paths: list[Path], settings: formats.Settings, **flags: bool) -> bytes:
    """The same files, read in the same way, are the same source. One file of JSON Lines is known by its bytes alone."""
    held = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").digest()
        held.update(content)
    if settings == formats.Settings(format="jsonl") and len(paths) == 1 and not any(flags.values()):
        return content
    held.update(formats.to_json(settings) + json.dumps(flags, sort_keys=True).encode())
    return held.digest()


def _rows(paths: list[Path]) -> int:
    lines = 0
    for path in paths:
        with path.open("rb") as file:
            lines += sum(1 for _ in file)
    return lines


def check(wanted: Order, token: str, *, progress: Progress | None = None) -> "actions.Report":
    """What would come of it, counted; nothing is written."""
    held = batches.held_rows(token, wanted.source.list)
    rows = formats.read(wanted.files, wanted.settings, held=held, as_written=True)
    return actions.check(rows, token, list=wanted.source.list if wanted.source.full else "", progress=progress)


def stage(wanted: Order, token: str, *, progress: Progress | None = None) -> Batch:
    """Stage it as a batch; goes on where an earlier attempt with the same files and settings stopped."""
    held = batches.held_rows(token, wanted.source.list)
    return actions.contribute(
        formats.read(wanted.files, wanted.settings, held=held, as_written=True),
        token,
        source=wanted.source,
        held=held,
        withdraw_absent=wanted.withdraw_absent,
        progress=progress,
    )


def refused(token: str, batch: uuid.UUID, *, limit: int | None = None) -> list[tuple[int, str, str]]:
    """Refused rows of a batch: number in the file, code, sentences."""
    found = staged.refused(token, batch, limit=limit)
    return [(each.number, each.errors[0]["code"], " ".join(map(error_words.in_english, each.errors))) for each in found]


def sentence(row: Refused) -> str:
    """Why a dry run refuses a row, in English."""
    return error_words.in_english({"code": row.code, "template": row.template, "params": row.params}) or row.message
