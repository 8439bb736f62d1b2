"""Labels in the database: interned by content, never changed."""

import hashlib
import json
from collections.abc import Iterable

from django.db import connection

from commonweal.common.errors import BadInput
from commonweal.handling.decision import Label
from commonweal.handling.queries import purposes
from commonweal.handling.terms import Scope

SETS = ("full", "core", "hit", "silent", "denied", "kinds", "purposes", "special_purposes")
COLUMNS = ("see_full", "see_core", "see_hit", "see_silent", "denied", "kinds", "purposes", "special_purposes")
MOST = 500
"""Members of one set at most: a list longer than this is a mistake, not a policy."""


def from_words(words: dict, *, party: str, agency: str, unit: str, protected: bool = False) -> Label:
    """The label that a contributor's words mean; owner fields come from the contributor's own warrant.

    `words` is the `label` object of a contributed line (docs/formats.md). `protected` is what the record's type says;
    such a label names purposes of protection alone. Raises BadInput with the field's name.
    """
    unknown = set(words) - {"bank", "classification", "scope", "handling", *SETS}
    if unknown:
        raise _bad("unknown field", sorted(unknown)[0])
    scope = words.get("scope", "agency")
    if scope not in {each.name.lower() for each in Scope}:
        raise _bad("scope must be unit, agency, party or abroad", "scope")
    classification = words.get("classification", 1)
    if not isinstance(classification, int) or isinstance(classification, bool) or not 0 <= classification <= 3:
        raise _bad("classification must be 0, 1, 2 or 3", "classification")
    if words.get("handling", "H0") not in ("H0", "H1", "H2", "H3"):
        raise _bad("handling must be H0, H1, H2 or H3", "handling")
    sets = {name: _codes(words.get(name, ()), name) for name in SETS}
    if protected:
        _check_protection(sets["purposes"])
    if party in sets["denied"]:
        raise _bad("the owner's own party cannot be denied", "denied")
    bank = words.get("bank")
    if not isinstance(bank, str) or not bank:
        raise _bad("the bank is missing", "bank")
    return Label(
        owner_party=party,
        owner_agency=agency,
        owner_unit=unit,
        bank=bank,
        classification=classification,
        scope=int(Scope[scope.upper()]),
        protected=protected,
        handling=words.get("handling", "H0"),
        **sets,
    )


def _check_protection(given: frozenset[str]) -> None:
    """A protected record is read for a purpose of protection or not at all, whatever its contributor would add."""
    protecting = {code for code, purpose in purposes().items() if purpose.get("needs")}
    if not given or given - protecting:
        raise BadInput(
            "handling.label.not-protecting",
            "Records of this type are protected: their label must name purposes of protection and no others"
            " ({purposes}).",
            purposes=", ".join(sorted(protecting)),
        )


def _codes(value: object, name: str) -> frozenset[str]:
    if not isinstance(value, list | tuple) or len(value) > MOST:
        raise _bad(f"must be a list of at most {MOST} codes", name)
    if not all(isinstance(code, str) and 0 < len(code) <= 40 and code.isprintable() for code in value):
        raise _bad("every code must be a short text", name)
    return frozenset(value)


def _bad(what: str, field: str) -> BadInput:
    return BadInput("handling.label.malformed", "Label, field {field}: {what}.", field=field, what=what)


def digest(label: Label) -> bytes:
    """The content hash by which equal labels are one row."""
    content = [
        label.owner_party,
        label.owner_agency,
        label.owner_unit,
        label.bank,
        label.classification,
        label.scope,
        label.handling,
        label.protected,
        *[sorted(getattr(label, name)) for name in SETS],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def intern(labels: Iterable[Label]) -> dict[Label, int]:
    """The ids of these labels, written where they are new. Runs in the caller's transaction, under a warrant."""
    wanted = {digest(label): label for label in labels}
    insert = (
        "insert into handling_label (digest, owner_party, owner_agency, owner_unit, bank, classification, scope,"
        f" handling, protected, {', '.join(COLUMNS)}) values ({', '.join(['%s'] * (9 + len(COLUMNS)))})"
        " on conflict do nothing"  # without naming the digest: that would ask whether he sees the label
    )
    with connection.cursor() as cursor:
        known = _ids(cursor, list(wanted))
        missing = [key for key in sorted(wanted) if key not in known]
        if missing:
            cursor.executemany(insert, [_values(key, wanted[key]) for key in missing])
            known |= _ids(cursor, missing)
    return {label: known[key] for key, label in wanted.items()}


def _ids(cursor, digests: list[bytes]) -> dict[bytes, int]:
    cursor.execute("select digest, id from handling_label_ids(%s)", [digests])
    return {bytes(key): number for key, number in cursor.fetchall()}


def _values(key: bytes, label: Label) -> tuple:
    return (
        key,
        label.owner_party,
        label.owner_agency,
        label.owner_unit,
        label.bank,
        label.classification,
        label.scope,
        label.handling,
        label.protected,
        *[sorted(getattr(label, name)) for name in SETS],
    )


def read(label_id: int) -> Label:
    """The label with this id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select owner_party, owner_agency, owner_unit, bank, classification, scope, handling, protected,"
            f" {', '.join(COLUMNS)} from handling_label where id = %s",
            [label_id],
        )
        row = cursor.fetchone()
    head, sets = row[:6], dict(zip(SETS, (frozenset(members) for members in row[8:]), strict=True))
    return Label(*head, handling=row[6], protected=row[7], **sets)
