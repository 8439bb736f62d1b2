"""What a column of a table may fill: the choices of the mapping screen, made from the record type's file."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonweal.databanks import gate, neutrality
from commonweal.databanks.formats.plan import FIELDS, OUTSIDE
from commonweal.databanks.types import Property, RecordType
from commonweal.databanks.vocabularies import vocabulary
from commonweal.portal import terms
from commonweal.portal.words import tongue


@dataclass(frozen=True, slots=True)
class Target:
    """One choice: its value in the form (`property|kind|field`), and its words."""

    value: str
    words: str


def grouped(kind: RecordType) -> list[tuple[str, list[Target]]]:
    """All choices for a record type, in groups with a heading."""
    groups = [
        (str(terms.PART_OF_RECORD[part]), [each for prop in kind.in_part(part) for each in _of_property(prop)])
        for part in ("identity", "narrative", "special")
    ]
    groups.append((_("Basis, evaluation, term, label"), list(_outside())))
    if gate.of_type(kind.code):
        groups.append((_("Neutrality, as the entry gate asks"), list(_neutrality())))
    groups.append((_("Links to other records, by their reference"), list(_links(kind))))
    return [(heading, found) for heading, found in groups if found]


def _of_property(prop: Property) -> Iterator[Target]:
    name = prop.name[tongue()]
    star = " *" if prop.required else ""
    if not prop.kinds:
        yield Target(f"{prop.code}||", f"{name}{star}")
        return
    for code, words in prop.kinds.items():
        yield Target(f"{prop.code}|{code}|", f"{name}: {words[tongue()]}{star}")


def _outside() -> Iterator[Target]:
    for prop, fields in OUTSIDE.items():
        if prop == "links":
            continue
        for field in fields:
            words = terms.OUTSIDE_WORDS.get((prop, field))
            if words:
                yield Target(f"{prop}||{field}", str(words))


def _neutrality() -> Iterator[Target]:
    for code, question in neutrality.questions().items():
        yield Target(f"neutrality||{code}", question.name[tongue()])
    yield Target("weighing||", _("Why the entry is right all the same"))


def _links(kind: RecordType) -> Iterator[Target]:
    for code, link in kind.links.items():
        yield Target(f"links|{code}|", link.name[tongue()])


def chosen(target: str, kind: RecordType) -> str:
    """The choice that a target stands for: without a kind, a property that has kinds takes its first one."""
    code, said, field = [*target.split("|"), "", ""][:3]
    kinds = kind.properties[code].kinds if code in kind.properties else {}
    return f"{code}|{said or next(iter(kinds), '')}|{field}" if target else ""


def choices_of(prop: Property | None) -> list[tuple[str, str]]:
    """What a value may be, code and words, where it is one of several fixed things; else nothing."""
    if prop is None:
        return []
    if prop.vocabulary is not None:
        return [(code, term.name[tongue()]) for code, term in prop.vocabulary.terms.items()]
    return [(code, words[tongue()]) for code, words in prop.choices.items()]


def basis_kinds() -> list[tuple[str, str]]:
    """Kinds of legal basis, code and words."""
    return [(code, term.name[tongue()]) for code, term in vocabulary("basis-kinds").terms.items()]


def fields() -> list[Target]:
    """The parts of a value that a column may fill instead of the value itself."""
    known = {name for names in FIELDS.values() for name in names[1:]}
    return [Target(code, str(words)) for code, words in terms.FIELD_WORDS.items() if code in known]
