"""Writes docs/record-types-list.md: every record type and vocabulary in both languages, from the files that are read.

`python -m tools.record_types` writes it; a test fails when it is not current.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from commonweal.databanks import type_folders, types
from commonweal.databanks.properties import Property, RecordType
from commonweal.databanks.vocabularies import Vocabulary, vocabulary

PAGE = Path(__file__).resolve().parent.parent / "docs" / "record-types-list.md"
NO_VOCABULARY = ("banks", "links", "properties", "retention", "gate", "grounds", "neutrality")
OPENING = """# List of record types

Written by `python -m tools.record_types` from `commonweal/databanks/schema` and `commonweal/databanks/reference`; do
not edit. How a type is made, and what the words mean: [record types](record-types.md). What a value of each kind looks
like: [formats](formats.md).

Signs: **!** required, **+** recommended, **?** searched by.
"""


def page() -> str:
    """The whole page."""
    known = [vocabulary(code) for code in _vocabularies()]
    parts = [OPENING, _contents()]
    for group, listed in types.by_group().items():
        parts += [f"## {_group(group)}\n", *map(_type, listed)]
    return "\n".join([*parts, "## Vocabularies\n", *map(_vocabulary, known)])


def _vocabularies() -> list[str]:
    folder = Path(type_folders.__file__).parent / "reference"
    return [path.stem for path in sorted(folder.glob("*.yaml")) if path.stem not in NO_VOCABULARY]


def _group(code: str) -> str:
    name = vocabulary("type-groups").terms[code].name
    return f"{name['en']} – {name['ru']}"


def _contents() -> str:
    rows = [
        (_group(group), f"[`{each.code}`](#{each.code})", each.name["en"], each.name["ru"], str(len(each.properties)))
        for group, listed in types.by_group().items()
        for each in listed
    ]
    return _table(("group", "code", "English", "русский", "properties"), rows)


def _type(kind: RecordType) -> str:
    facts = [
        f"Kept as: {', '.join(kind.retention)}. Named by: {', '.join(kind.title)}.",
        *(f"At least one of: {', '.join(group)}." for group in kind.one_of),
        *(["**Protected.** Seen under the purposes of its label alone."] if kind.protected else []),
        f"Source: {kind.source}.",
    ]
    rows = [_property(each, kind) for each in kind.properties.values()]
    links = [
        (f"`{code}`", link.name["en"], link.name["ru"], ", ".join(link.to) or "any")
        for code, link in kind.links.items()
    ]
    parts = [
        f"### {kind.code}\n",
        f"{kind.name['en']} – {kind.name['ru']}. {' '.join(facts)}\n",
        _table(("property", "English", "русский", "part", "kind", "one of"), rows),
    ]
    return "\n".join([*parts, *([_table(("link", "English", "русский", "leads to"), links)] if links else [])])


def _property(each: Property, kind: RecordType) -> tuple[str, ...]:
    signs = (("!", each.required), ("+", each.recommended), ("?", each.code in kind.searched_by))
    marks = "".join(sign for sign, given in signs if given)
    table = each.kinds or each.choices or each.units
    listed = f"[{each.shared}](#{each.shared})" if each.shared else "; ".join(_both(table))
    return (f"`{each.code}` {marks}".strip(), each.name["en"], each.name["ru"], each.part, each.kind, listed)


def _both(table: dict[str, dict[str, str]]) -> Iterator[str]:
    for code, name in table.items():
        yield f"`{code}` {name['en']} – {name['ru']}"


def _vocabulary(known: Vocabulary) -> str:
    rows = [
        (
            f"`{term.code}`",
            term.name["en"],
            term.name["ru"],
            ", ".join([*term.facts.get("schedules", ()), *term.also]),
            "yes" if term.facts["verified"] else "no",
        )
        for term in known.terms.values()
    ]
    head = f"### {known.code}\n\n{known.name['en']} – {known.name['ru']}. Source: {known.source}.\n"
    return "\n".join([head, _table(("code", "English", "русский", "schedules, other spellings", "verified"), rows)])


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(heads)
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.name)
