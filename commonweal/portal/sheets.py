"""Records taken out, as tables and as JSON: on every row its handling code and the export's mark, in the head who took
them out, when, for what, and under which conditions they may be used.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.common import tables
from commonweal.databanks import types
from commonweal.databanks.exports import Export, Taken
from commonweal.databanks.judgements import Judgement
from commonweal.databanks.views import RecordView
from commonweal.portal import dates, directory, facts, history, terms
from commonweal.portal.words import level_code, property_name, purpose_name, type_name, word

BETWEEN = " | "
"""Between two values in one cell."""
PARTS = ("identity", "narrative")


def name_of(export: Export) -> str:
    """The file's name, without its suffix."""
    return f"commonweal-{export.code}"


def mark_of(export: Export) -> str:
    """The line by which the file leads back to who took it out."""
    return _("Export {code} · {canary} · {officer}, {agency} · {moment} UTC · receipt {receipt}").format(
        code=export.code,
        canary=export.canary,
        officer=directory.officer_name(export.officer),
        agency=directory.agency_name(export.agency),
        moment=dates.moment(export.made_at),
        receipt=export.receipt,
    )


def single(taken: Taken) -> tables.Table:
    """All records in one table, whatever their types."""
    return _table(_("Records"), taken, taken.records)


def by_type(taken: Taken) -> list[tables.Table]:
    """A table for each record type, in the order in which the types first come."""
    groups: dict[str, list[RecordView]] = {}
    for each in taken.records:
        groups.setdefault(each.type, []).append(each)
    return [_table(type_name(code), taken, records) for code, records in groups.items()]


def write_xlsx(target: IO[bytes], taken: Taken) -> None:
    """The workbook, with the mark in its properties and at the foot of each printed page, too."""
    tables.write_xlsx(target, by_type(taken), mark=mark_of(taken.export))


class Line(NamedTuple):
    """Of what the screening of a file found: the row in it, the band, whether the person of the row was judged not to
    be meant, the record."""

    number: int
    band: str
    judged: Judgement | None
    record: RecordView


def screened(taken: Taken, lines: Sequence[Line]) -> tables.Table:
    """What the screening of a file found: its row, the band and what was judged before the record."""
    table = _table(_("Found in a file"), taken, [line.record for line in lines])
    return replace(
        table,
        columns=[_("Row of the file"), _("Band"), _("Judged before"), *table.columns],
        rows=(
            [line.number, word(terms.BAND_WORDS, line.band), _judged_before(line.judged), *row]
            for line, row in zip(lines, table.rows, strict=True)
        ),
        widths=[10, 12, 28, *table.widths],
    )


def _judged_before(said: Judgement | None) -> str:
    """That the person of the row is not the one of the record, in few words; "" where nobody judged."""
    if said is None:
        return ""
    return _("not this person, {agency}, until {day}").format(
        agency=directory.agency_name(said.agency), day=dates.last_day(said.until)
    )


def with_first(table: tables.Table, columns: Mapping[str, Sequence[tables.Cell]]) -> tables.Table:
    """The table with these columns, a value for each of its rows, before its own."""
    rows = ([*first, *row] for *first, row in zip(*columns.values(), table.rows, strict=True))
    return replace(
        table, columns=[*columns, *table.columns], rows=rows, widths=[20 for _each in columns] + [*table.widths]
    )


def screened_json(taken: Taken, lines: Sequence[Line]) -> str:
    """The same for programs."""
    content = json.loads(as_json(taken))
    content["records"] = [
        {"row": line.number, "band": line.band, "judged": line.judged is not None, **_plain(line.record, taken.export)}
        for line in lines
    ]
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def as_json(taken: Taken) -> str:
    """The records with codes in place of words, for programs; each with its handling code and mark."""
    export = taken.export
    told = ("code", "canary", "receipt", "party", "agency", "officer", "purpose", "basis", "case_ref", "reason")
    head = {name: getattr(export, name) for name in told} | {"made_at": export.made_at.isoformat()}
    content = {
        "export": head | {"rows": export.rows, "left_out": export.left_out},
        "classification": export.classification,
        "conditions": {code: str(terms.HANDLING_WORDS[code]) for code in _codes(taken)},
        "records": [_plain(each, export) for each in taken.records],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def _plain(record: RecordView, export: Export) -> dict[str, object]:
    return {
        "mark": export.canary,
        "handling": record.handling,
        "classification": record.classification,
        "level": record.level,
        "bank": record.bank,
        "type": record.type,
        "reference": record.owner_ref,
        "owner": {"party": record.owner_party, "agency": record.owner_agency, "unit": record.owner_unit},
        "identity": record.identity,
        "narrative": record.narrative,
        "basis": record.basis,
        "evaluation": record.evaluation,
        "version": record.version,
        "changed_at": record.changed_at,
        "expires": record.expires,
    }


def _codes(taken: Taken) -> list[str]:
    return sorted({each.handling for each in taken.records})


def _head(taken: Taken) -> list[Sequence[tables.Cell]]:
    """What stands above the rows: secrecy, conditions of each code, mark, purpose and reason, what is left out."""
    export = taken.export
    lines = [
        [str(terms.CLASSIFICATION_WORDS[export.classification]).upper()],
        *([str(terms.HANDLING_WORDS[code])] for code in _codes(taken)),
        [mark_of(export)],
        [
            _("Purpose: {purpose}. Basis: {basis}. Case: {case}. Needed for: {reason}").format(
                purpose=purpose_name(export.purpose), basis=export.basis, case=export.case_ref, reason=export.reason
            )
        ],
    ]
    if export.left_out:
        lines.append([left_out_words(export.left_out)])
    return lines


def left_out_words(count: int) -> str:
    """How many rows the owner's conditions keep from leaving."""
    return ngettext(
        "{count} row that you may read is left out: it is protected, or its code asks for the owner’s consent.",
        "{count} rows that you may read are left out: they are protected, or their codes ask for the owner’s consent.",
        count,
    ).format(count=count)


def _table(title: str, taken: Taken, records: Sequence[RecordView]) -> tables.Table:
    properties = _properties(records)
    first = (_("Handling"), _("Mark of secrecy"), _("Export"), _("Seen"), _("Bank"), _("Type"), _("Reference"))
    last = (_("Basis"), _("Evaluation"), _("Kept until"), _("Version"), _("Changed"))
    columns = [*first, _("State"), _("Agency"), *properties.values(), *last]
    return tables.Table(
        title=title,
        columns=columns,
        rows=(_row(each, properties, taken.export) for each in records),
        head=_head(taken),
        foot=[[mark_of(taken.export)]],
        widths=[10, 18, 18, 14, 18, 18, 18, 8, 24, *[28] * len(properties), 28, 28, 14, 10, 20],
    )


def _properties(records: Sequence[RecordView]) -> dict[str, str]:
    """Code and heading of every property that one of the records has, in the order of the types' files."""
    found: dict[str, str] = {}
    for code in dict.fromkeys(each.type for each in records):
        known = types.all_types().get(code)
        held = {name for each in records if each.type == code for part in PARTS for name in getattr(each, part)}
        for each in known.properties.values() if known else ():
            if each.code in held and each.part in PARTS:
                found.setdefault(each.code, property_name(code, each.code))
    return found


def _row(record: RecordView, properties: Mapping[str, str], export: Export) -> list[tables.Cell]:
    return [
        record.handling,
        str(terms.CLASSIFICATION_WORDS[record.classification]),
        export.canary,
        word(terms.LEVEL_WORDS, level_code(record.level)),
        directory.bank_name(record.bank),
        type_name(record.type),
        record.owner_ref,
        record.owner_party,
        directory.agency_name(record.owner_agency),
        *_values(record, properties),
        history.case_value("basis", record.basis).line if record.basis else "",
        history.case_value("evaluation", record.evaluation).line if record.evaluation else "",
        dates.last_day(record.expires),
        record.version,
        record.changed_at,
    ]


def _values(record: RecordView, properties: Mapping[str, str]) -> Iterator[str]:
    told = {fact.code: fact.values for part in PARTS for fact in facts.facts(record, part)}
    for code in properties:
        yield BETWEEN.join(each.line for each in told.get(code, ()))
