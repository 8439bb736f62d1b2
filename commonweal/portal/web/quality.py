"""What we are to mend in our records: findings by rule, scores by month; references go out as a table, never values."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.tables import Table
from commonweal.databanks import banks, mending
from commonweal.databanks.terms import FindingCode
from commonweal.portal import bank_words, bars, dates, directory, downloads
from commonweal.portal.pages import page
from commonweal.portal.words import property_name, type_groups, type_name

A_PAGE = 50
MOST = 50_000
"""Rows of one table that goes out."""
FORMATS = ("csv", "xlsx")


@page(policy="desk", journal="portal.quality.read")
def quality(request: HttpRequest) -> HttpResponseBase:
    """The list of what to mend, filtered, with the agency's score and its trend."""
    choice = _choice(request)
    skip = max(_number(request.GET.get("page", "")) - 1, 0) * A_PAGE
    rows = mending.amiss(request.desk_token, choice, limit=A_PAGE + 1, skip=skip)
    scores = mending.scores(request.desk_token)
    context = {
        "rows": [(row, fields(row)) for row in rows[:A_PAGE]],
        "more": len(rows) > A_PAGE,
        "number": skip // A_PAGE + 1,
        "choice": choice,
        "counted": mending.counted(request.desk_token, choice),
        "codes": list(FindingCode),
        "types": type_groups(),
        "banks": list(banks.register().banks),
        "scores": list(reversed(scores)),
        "trend": trend(scores) if scores else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "portal/quality.html", context)


def trend(scores: list[mending.Score]) -> str:
    """Completeness by month as bars."""
    drawn = [bars.Bar(f"{each.month:%m.%y}", each.completeness, f"{each.completeness:g}") for each in scores]
    return bars.upright(drawn, _("Recommended fields filled, per cent by month; the table says the same"), most=100)


def _choice(request: HttpRequest) -> mending.Choice:
    return mending.Choice(**{name: request.GET.get(name, "").strip()[:60] for name in mending.Choice.__slots__})


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 5 else 1


def fields(row: mending.Amiss) -> str:
    """The fields that a rule speaks of, as the record type words them."""
    return ", ".join(_("Basis") if code == "basis" else property_name(row.record_type, code) for code in row.properties)


@page(policy="desk", journal="portal.quality.exported", proof="fresh")
def export(request: HttpRequest) -> HttpResponseBase:
    """The same list as a table: references and rules, so that the owner finds the records in his own system."""
    rows = mending.amiss(request.desk_token, _choice(request), limit=MOST)
    format_ = request.GET.get("format", "")
    table = Table(
        title=_("To be mended"),
        columns=[
            _("Reference"),
            _("Record type"),
            _("Bank"),
            _("What is amiss"),
            _("Field"),
            _("Other record"),
            _("Found"),
        ],
        rows=(
            (
                row.owner_ref,
                type_name(row.record_type),
                directory.bank_name(row.bank),
                bank_words.FINDING_WORDS.get(row.code, row.code),
                fields(row),
                row.other_ref,
                dates.day(row.found_at),
            )
            for row in rows
        ),
        widths=[24, 24, 30, 40, 24, 24, 14],
    )
    name = f"mend-{request.desk.agency}-{clock.today():%Y-%m-%d}"
    return downloads.table_response([table], format=format_ if format_ in FORMATS else "csv", name=name)
