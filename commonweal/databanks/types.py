"""Record types: read once from their YAML files, checked when they are read, then asked by everybody."""

from functools import cache

from commonweal.common.errors import BadInput
from commonweal.databanks import type_files, type_folders
from commonweal.databanks.properties import GROUPS, KINDS, PARTS, Link, Property, RecordType
from commonweal.databanks.vocabularies import vocabulary

__all__ = [
    "GROUPS", "KINDS", "PARTS", "Link", "Property", "RecordType", "all_types", "by_group", "read_again", "record_type",
]  # fmt: skip


@cache
def all_types() -> dict[str, RecordType]:
    """Every record type by code: the package's, then the installation's own; BadInput names a file that is wrong."""
    try:
        return _read()
    except ValueError as error:
        raise BadInput(
            "databanks.schema.malformed", "The record types cannot be read: {what}.", what=str(error)
        ) from None


def _read() -> dict[str, RecordType]:
    found: dict[str, RecordType] = {}
    for path in type_folders.type_files():
        loaded = type_files.load(type_folders.read(path), path.name)
        if loaded.code in found:
            raise ValueError(f"{path.name}: there is a record type {loaded.code} already")
        found[loaded.code] = loaded
    for each in found.values():
        for link in each.links.values():
            if unknown := [to for to in link.to if to not in found]:
                raise ValueError(f"{each.code}: link {link.code} leads to {unknown[0]!r}, which is no record type")
    return found


READ_ONCE = [all_types, vocabulary, type_folders.reference]
"""What was made of the files and is kept; a module that makes more of them adds its own."""


def read_again() -> None:
    """Forget what was read, so that the files are read anew."""
    for read_once in READ_ONCE:
        read_once.cache_clear()


def record_type(code: str) -> RecordType:
    """The type with this code; raises BadInput naming those that exist."""
    types = all_types()
    if code not in types:
        raise BadInput(
            "databanks.line.unknown-type",
            "Unknown record type {type}; known are {known}.",
            type=code,
            known=", ".join(types),
        )
    return types[code]


def by_group() -> dict[str, list[RecordType]]:
    """Record types by group, in the order in which pages list them; groups without a type are left out."""
    listed = {group: [each for each in all_types().values() if each.group == group] for group in GROUPS}
    return {group: types for group, types in listed.items() if types}
