"""What a record type is made of: properties with their kinds of value, links, and the type itself.

Shapes only: files are read by `type_files`, types are asked for in `types`.
"""

from dataclasses import dataclass, field

from commonweal.databanks.vocabularies import Vocabulary, folded, vocabulary

PARTS = ("identity", "narrative", "special")
KINDS = (
    "name", "date", "choice", "term", "country", "identifier", "place", "text", "amount", "money", "count",
)  # fmt: skip
SEARCHABLE = ("name", "date", "choice", "term", "country", "identifier")
"""Kinds of value that the index can read."""
GROUPS = tuple(vocabulary("type-groups").terms)
"""Groups under which pages list the types, in this order."""
DEFAULT_FOLD = "serial"

Words = dict[str, str]
"""A word in both languages: {"en": …, "ru": …}."""


@dataclass(frozen=True, slots=True)
class Property:
    """One multi-valued property of a record type."""

    code: str
    part: str
    kind: str
    name: Words
    required: bool = False
    recommended: bool = False
    kinds: dict[str, Words] = field(default_factory=dict)
    choices: dict[str, Words] = field(default_factory=dict)
    units: dict[str, Words] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None
    """Where a value of the kind `term` comes from."""
    shared: str = ""
    """Code of the vocabulary from which kinds, choices or terms are taken, "" where the type's file lists them."""
    checks: dict[str, str] = field(default_factory=dict)
    """The checksum that an identifier of this kind should satisfy; failing it is a finding, never a refusal."""
    folds: dict[str, str] = field(default_factory=dict)
    """How exact search writes an identifier of this kind; see `fold`."""
    spellings: dict[str, str] = field(default_factory=dict)
    """Codes of choices by their folded words in either language and other spellings; see `find`."""
    plausible: tuple[str, str] = ("", "")
    """First and last value that can well be: dates of any precision or `today`, numbers otherwise; "" is open."""

    def find(self, written: str) -> str:
        """The code of the choice or term that somebody wrote by code, word or other spelling; "" where it is none."""
        if self.vocabulary is not None:
            return self.vocabulary.find(written)
        return written if written in self.choices else self.spellings.get(folded(written), "")

    def fold(self, kind: str) -> str:
        """How exact search folds an identifier of this kind: plate, serial, document, phone, digits."""
        return self.folds.get(kind, DEFAULT_FOLD)

    def check(self, kind: str) -> str:
        """The checksum of an identifier of this kind, "" where it has none."""
        return self.checks.get(kind, "")


@dataclass(frozen=True, slots=True)
class Link:
    """A kind of link that starts at a type: what it says, also read from its end, and which types it leads to."""

    code: str
    name: Words
    inverse: Words | None = None
    to: tuple[str, ...] = ()
    """Codes of the types that it leads to; empty where any type is."""


@dataclass(frozen=True, slots=True)
class RecordType:
    """A record type: its properties by code, the kinds of its links, and what others read of it."""

    code: str
    name: Words
    group: str
    source: str
    searched_by: tuple[str, ...]
    retention: tuple[str, ...]
    """Classes of retention that a record may have."""
    retention_by: dict[str, dict[str, tuple[str, ...]]]
    """Of a property with choices: which of these classes a record with this choice may have."""
    properties: dict[str, Property]
    links: dict[str, Link]
    title: tuple[str, ...]
    """Identity properties of which the first that has a value names the record on pages."""
    one_of: tuple[tuple[str, ...], ...]
    """Of each of these groups of properties a record has at least one."""
    protected: bool
    """Seen under the purposes of its label alone, also by its own agency; the contributor has no say in it."""
    required: dict[str, tuple[str, ...]]
    """Codes of the properties without which a record is refused, by part."""

    def in_part(self, part: str) -> list[Property]:
        """The properties of one part, in the order of the file."""
        return [each for each in self.properties.values() if each.part == part]
