"""Files that are screened: uploaded, begun with a mapping, watched, read page by page, taken out, removed."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.common.errors import BadInput, CommonwealError
from commonweal.portal import error_words, exporting, uploading, words
from commonweal.portal.pages import page
from commonweal.portal.terms import BAND_WORDS, QUESTION_PARTS
from commonweal.portal.web import errors
from commonweal.search import mappings, screening, screening_files, screening_work


@csrf_exempt  # `_received` checks the form: its mark is looked for only once the file has a place to go to
@page(policy="purpose", journal="search.screening.received", methods=("GET", "POST"))
def files(request: HttpRequest) -> HttpResponse:
    """The officer's files, and the form for a further one."""
    if request.method != "POST":
        return _list(request)
    with uploading.receiving(request) as handler:
        request.receiving = handler
        return _received(request)


@csrf_protect
def _received(request: HttpRequest) -> HttpResponse:
    values = request.POST
    request.FILES  # noqa: B018 - with it the file comes in
    came = request.receiving
    try:
        if came.refusal:
            raise came.refusal
        if not came.files:
            raise BadInput("search.screening.no-file", "Choose the file that is to be screened.")
        days = values.get("days", "")
        kept = screening_work.receive(
            came.target,
            request.purpose_token,
            name=came.files[0][0],
            days=int(days) if days.isdecimal() and len(days) < 4 else screening_work.DAYS,
        )
    except CommonwealError as problem:
        return _list(request, problem)
    return redirect("portal:screening", kept.id)


def _list(request: HttpRequest, problem: CommonwealError | None = None) -> HttpResponse:
    context = {
        "files": screening.screenings(request.purpose_token),
        "mappings": mappings.mappings(request.purpose_token),
        "problem": error_words.sentence(problem) if problem else "",
        "days": screening_work.DAYS,
        "most_days": screening_work.MOST_DAYS,
    }
    return render(request, "portal/screenings.html", context, status=errors.status_of(problem) if problem else 200)


@page(policy="purpose", journal="search.screening.read")
def file(request: HttpRequest, file: UUID) -> HttpResponse:
    """One file: the mapping before it begins, how far it is, what was found."""
    return _show(request, file)


@page(policy="purpose", journal="search.screening.begun", methods=("POST",))
def begin(request: HttpRequest, file: UUID) -> HttpResponse:
    """Begin, or go on."""
    values = request.POST
    token = request.purpose_token
    said = _Said(
        mapping={part: values.get(f"map-{part}", "") for part in QUESTION_PARTS},
        type=values.get("type", ""),
        least=values.get("least", screening_files.LEAST),
    )
    try:
        if name := values.get("save_as", "").strip():
            agency, columns = values.get("save_for") == "agency", screening.screening(token, file).found["columns"]
            mappings.save(token, name=name, columns=columns, agency=agency, **said._asdict())
        screening_work.begin(token, file, **said._asdict())
    except CommonwealError as problem:
        return _show(request, file, problem, said)
    return redirect("portal:screening", file)


@page(policy="purpose", journal="search.mapping.removed", methods=("POST",))
def forget_mapping(request: HttpRequest, mapping: UUID) -> HttpResponse:
    """Remove a saved mapping."""
    mappings.remove(request.purpose_token, mapping)
    return redirect("portal:screenings")


@page(policy="purpose", journal="search.screening.removed", methods=("POST",))
def remove(request: HttpRequest, file: UUID) -> HttpResponse:
    """Remove the file with everything found for it."""
    screening_work.forget(request.purpose_token, file)
    return redirect("portal:screenings")


@page(policy="purpose", journal="databanks.records.exported", methods=("POST",), proof="fresh")
def export(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """What was found, as a file."""
    values = request.POST
    taken, lines = exporting.take_screened(
        request.purpose_token,
        file,
        format=values.get("format", ""),
        reason=values.get("reason", ""),
        band=values.get("band", ""),
    )
    return exporting.screened_response(taken, lines)


class _Said(NamedTuple):
    """What is asked: which column holds which part, among which records, from which band on."""

    mapping: dict[str, str]
    type: str
    least: str


def _proposal(request: HttpRequest, found: screening.Screening, offered: list[mappings.Mapping]) -> _Said:
    """What the form says at first: the saved mapping that was chosen, else what the file was received with."""
    wanted = request.GET.get("mapping", "")
    one = next((each for each in offered if str(each.id) == wanted), None)
    mapping, choice = (one.mapping, one.choice) if one else (found.mapping, found.choice)
    return _Said(mapping, choice.get("type", ""), choice.get("least", screening_files.LEAST))


def _show(
    request: HttpRequest, file: UUID, problem: CommonwealError | None = None, said: _Said | None = None
) -> HttpResponse:
    token = request.purpose_token
    found = screening.screening(token, file)
    after, band = _after(request.GET.get("after", "")), request.GET.get("band", "")
    band = band if band in BAND_WORDS else ""
    begun = found.state != "open"
    judged_too = "unjudged" not in request.GET
    matches = screening.matches(token, file, after=after, band=band, judged_too=judged_too) if begun else []
    offered = [] if begun else [each for each in mappings.mappings(token) if each.fits(found.found["columns"])]
    said = said or _proposal(request, found, offered)
    context = {
        "file": found,
        "mine": found.purpose in ("", request.purpose.purpose),
        "parts": [(code, name, said.mapping.get(code, "")) for code, name in QUESTION_PARTS.items()],
        "said": said,
        "offered": offered,
        "matches": matches,
        "refusals": screening.refusals(token, file) if begun else [],
        "next": f"{matches[-1].number}.{matches[-1].place}" if len(matches) == screening.A_PAGE else "",
        "band": band,
        "judged_too": judged_too,
        "bands": BAND_WORDS,
        "groups": words.type_groups(),
        "problem": error_words.sentence(problem) if problem else "",
        "highest": max((each.record.classification for each in matches), default=None),
    }
    return render(request, "portal/screening.html", context, status=errors.status_of(problem) if problem else 200)


def _after(text: str) -> tuple[int, int]:
    number, _, place = text.partition(".")
    sound = number.isdecimal() and place.isdecimal() and len(text) < 16
    return (int(number), int(place)) if sound else (0, -1)
