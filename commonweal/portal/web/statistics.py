"""The public statistics of a year, as page, CSV and JSON; no sign-in, no count under ten."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render

from commonweal.common import tables
from commonweal.oversight import statistics
from commonweal.portal import downloads
from commonweal.portal.pages import page


@page(policy="anyone")
def published(request: HttpRequest) -> HttpResponseBase:
    """The tables of a year (`year`, by default the latest), or as a file (`as`: csv or json)."""
    years = statistics.years()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else (years or [None])[0]
    found = statistics.of_year(year) if year else []
    form = request.GET.get("as", "")
    if form == "csv" and year:
        rows = (
            (table.name, row, column, "" if number is None else number)
            for table in found
            for row, numbers in table.rows
            for column, number in zip(table.columns, numbers, strict=True)
        )
        sheet = tables.Table(f"oversight-{year}", ("table", "row", "column", "number"), rows)
        return downloads.table_response([sheet], format=tables.CSV, name=f"oversight-{year}")
    if form == "json":
        return JsonResponse({"year": year, "tables": [_plain(table) for table in found]})
    return render(request, "portal/statistics.html", {"year": year, "years": years, "tables": found})


def _plain(table: statistics.Table) -> dict:
    rows = [{"row": row, "numbers": list(numbers)} for row, numbers in table.rows]
    return {"name": table.name, "columns": list(table.columns), "rows": rows}
