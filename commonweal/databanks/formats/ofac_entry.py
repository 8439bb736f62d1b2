"""One entry of OFAC's list into a record: its columns, its further names and addresses, its remarks."""

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import ofac_remarks
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.drafts import Draft
from commonweal.databanks.formats.ofac_remarks import Piece
from commonweal.names import countries

TYPES = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", "": "organisation"}
NAME_KINDS = {"fka": ("former", "alias"), "nka": ("alias",), "aka": ("alias",)}
_LINKS = ("associate",)
"""Kinds of link that `Linked To` may become: it says no more than that."""
_TEXTS = {"vessel-type": ("categories", "Type of vessel"), "model": ("models", "Model")}
_DATES = {"birth": ("births", "Born"), "made": ("made built", "Made"), "founded": ("founded", "Founded")}

Names = dict[str, tuple[str, str]]
"""Reference and type of an entry by its name."""


def draft(said: list[str], frame: Frame) -> Draft:
    """The record of an entry out of its twelve columns, the remarks left out."""
    number, name, kind, programmes, title, call_sign, vessel, tonnage, gross, flag, owner, _ = said
    type_ = TYPES.get(kind.lower())
    if type_ is None:
        raise BadInput(
            "databanks.list.unknown-kind",
            "Unknown kind of entry {kind}; known are {known}.",
            kind=kind[:40],
            known=", ".join(filter(None, TYPES)),
        )
    entry = Draft(frame, type_, f"ofac/{number}")
    family, comma, given = name.partition(", ")
    parts = {"family": family[:150], "given": given[:150]} if type_ == "person" and comma else None
    entry.name(name, "full", parts=parts)
    if type_ == "aircraft":  # the list names aircraft by their marks
        entry.number(name, "registration", what="Registration")
    entry.listed()
    entry.number(number, "list-reference", what="Number on the OFAC list")
    for programme in programmes.split("] ["):
        entry.listing(programme.strip("[] "), "sanctions-programme", "Programme")
    entry.text("occupation", "Title", title)
    if call_sign:
        entry.number(call_sign, "call-sign", what="Call sign")
    entry.text("categories", "Type of vessel", vessel)
    _tonnage(entry, "deadweight", "Deadweight", tonnage)
    _tonnage(entry, "gross-tonnage", "Gross tonnage", gross)
    entry.country(flag, "flag", "Flag")
    _holder(entry, "owners", "Owner", owner)
    return entry


def _tonnage(entry: Draft, code: str, what: str, said: str) -> None:
    figures = said.replace(",", "")
    if not (figures.isascii() and figures.isdecimal()) or len(figures) > 12 or not entry.has(code):
        entry.note(what, said)
    elif entry.type.properties[code].kind == "count":
        entry.add(code, int(figures))
    else:
        entry.add(code, {"amount": figures, "unit": "t"})


def _holder(entry: Draft, code: str, what: str, said: str) -> None:
    """An owner or operator by name."""
    if said and entry.has(code) and len(said) <= 300:
        entry.add(code, {"text": said})
    else:
        entry.note(what, said)


def join(entry: Draft, body: dict) -> None:
    """A further name, or an address, of the entry."""
    said = body["cells"]
    if body["part"] == "names":
        _, kind, name, remark = said
        entry.name(name, *NAME_KINDS.get(kind.lower(), ("alias",)), source="" if kind.lower() == "aka" else kind)
        entry.note(f"Name {name}", remark)
        return
    _, street, city, country, remark = said
    text = ", ".join(filter(None, (street, city, country)))
    entry.place(text, ("residence", "address", "actual", "legal"), "Address", country=countries.code(country) or "")
    entry.note(f"Address {text}", remark)


def remarks(entry: Draft, said: str, names: Names) -> None:
    """The remarks, piece by piece; what no property takes stays as it was said, in one note."""
    kept = [piece.value for piece in ofac_remarks.pieces(said) if not _put(entry, piece, names)]
    entry.note("Remarks", "; ".join(kept))


def _put(entry: Draft, piece: Piece, names: Names) -> bool:
    """A piece into the entry; False where it is not known."""
    match piece.what:
        case "birth" | "made" | "founded":
            _date(entry, piece)
        case "birth-place":
            _birth_place(entry, piece.value)
        case "nationality":
            entry.country(piece.value, "citizenship", piece.label)
        case "flag" | "former-flag" | "registered-in":
            kind = "registration" if piece.what == "registered-in" else piece.what
            entry.country(piece.value, kind, piece.label)
        case "sex":
            _sex(entry, piece.value.lower())
        case "alias" | "former-name":
            entry.name(piece.value, "former" if piece.kind == "former" or piece.what == "former-name" else "alias")
        case "number":
            _number(entry, piece)
        case "vessel-type" | "model":
            entry.text(*_TEXTS[piece.what], piece.value)
        case "owner" | "operator":
            _holder(entry, "owners" if piece.what == "owner" else "operator", piece.label, piece.value)
        case "link":
            _link(entry, piece.value, names)
        case _:
            return False
    return True


def _date(entry: Draft, piece: Piece) -> None:
    codes, what = _DATES[piece.what]
    days, told = ofac_remarks.dates(piece.value)
    code = next((each for each in codes.split() if entry.has(each)), "")
    for day in days if code else ():
        entry.date(code, day, what, told)
    if not days or not code:
        entry.note(what, piece.value)


def _birth_place(entry: Draft, said: str) -> None:
    """`Tunis, Tunisia`: the country is what follows the last comma, or the whole."""
    country = countries.code(said) or countries.code(said.rpartition(",")[2].strip()) or ""
    entry.place(said, ("birth",), "Born in", country=country)
    if country and entry.has("countries", "birth"):
        entry.add("countries", {"code": country, "kind": "birth"})


def _sex(entry: Draft, said: str) -> None:
    if said in ("male", "female") and entry.has("sex"):
        entry.add("sex", said)
    else:
        entry.note("Gender", said)


def _number(entry: Draft, piece: Piece) -> None:
    country = countries.code(piece.country) or "" if piece.country else ""
    note = "; ".join(filter(None, ("" if country else piece.country, piece.note)))
    days = {"issued": piece.issued, "until": piece.until}
    entry.number(piece.value, piece.kind, what=piece.label, country=country, note=note, **days)
    if not entry.has("identifiers", piece.kind):  # as `other` it no longer says what it is
        entry.note(piece.label, piece.value)


def _link(entry: Draft, said: str, names: Names) -> None:
    reference, type_ = names.get(said, ("", ""))
    if not reference or not entry.link(reference, _LINKS, type_):
        entry.note("Linked to", said)
