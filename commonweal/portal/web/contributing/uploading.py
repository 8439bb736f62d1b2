"""The first two steps: a file comes in; how it is read, with its first rows to look at."""

from itertools import zip_longest
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import actions, formats, uploads
from commonweal.databanks.formats import encodings, together
from commonweal.portal import uploading
from commonweal.portal.acting import contributing
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import steps
from commonweal.portal.web.contributing.fields import Fields, typed

TABLES = ("csv", "xlsx")
"""Formats with columns that a mapping explains."""
SHOWN_ROWS = 10


@csrf_exempt  # `_received` checks the form: its mark is looked for only once the file has a place to go to
@page(policy="desk", journal="databanks.upload.received", methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Choose a file, or the files of one list; with them, the upload begins."""
    if request.method != "POST":
        return _show(request, Fields({"profile": request.GET.get("profile", "")}))
    with uploading.receiving(request, most=together.MOST) as handler:
        request.receiving = handler
        return _received(request)


@csrf_protect
def _received(request: HttpRequest) -> HttpResponse:
    form = Fields(typed(request.POST))
    request.FILES  # noqa: B018 - with it the files come in
    came = request.receiving
    if came.refusal:
        form.refuse("file", came.refusal)
    elif not came.files:
        form.errors["file"] = _("Choose the file that holds the records.")
    if form.errors:
        return _show(request, form, status=400)
    with contributing(request) as token:
        try:
            upload = actions.receive(came.target, token, files=came.files)
        except BadInput as refusal:
            form.refuse("file", refusal)
            return _show(request, form, status=400)
        try:
            actions.look(token, upload, profile=form.values.get("profile", ""))
        except BadInput as refusal:
            actions.forget(token, upload.id)
            form.refuse("file", refusal)
            return _show(request, form, status=400)
    return redirect("portal:contribute-reading", upload.id)


def _show(request: HttpRequest, form: Fields, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "profiles": uploads.profiles(request.desk_token),
        "steps": steps.of("file"),
        "largest": uploads.LARGEST // 1_000_000,
    }
    return render(request, "portal/contributing/file.html", context, status=status)


@page(policy="desk", journal="databanks.upload.received", methods=("GET", "POST"))
def reading(request: HttpRequest, upload: UUID) -> HttpResponse:
    """How the file is read: what was found out, the first rows, and every part of it to be corrected."""
    found = uploads.upload(request.desk_token, upload)
    if request.method != "POST":
        return _show_reading(request, found, Fields({}))
    form = Fields(typed(request.POST))
    with contributing(request) as token:
        try:
            before = formats.from_json(uploads.text(found.settings))
            actions.look(token, found, chosen=_chosen(before, form.values))
        except CommonwealError as refusal:
            form.refuse("format", refusal)
            return _show_reading(request, found, form, status=400)
    return redirect("portal:contribute-reading", upload)


def _chosen(before: formats.Settings, values: dict[str, str]) -> formats.Settings:
    row = values.get("header_row", "").replace("\N{MINUS SIGN}", "-")
    if row and not row.removeprefix("-").isdigit():
        raise BadInput("databanks.settings.malformed", "The settings cannot be read: {what}.", what=row[:20])
    return steps.changed(
        before,
        format=values.get("format") or before.format,
        encoding=values.get("encoding", ""),
        delimiter={"tab": "\t"}.get(values.get("delimiter", ""), values.get("delimiter", "")),
        quote="" if values.get("quote") == "none" else '"',
        sheet=values.get("sheet", ""),
        header_row=int(row or 0),
    )


def _show_reading(request: HttpRequest, upload: uploads.Upload, form: Fields, *, status: int = 200) -> HttpResponse:
    context = {
        "upload": upload,
        "found": upload.found,
        "rows": _numbered(upload.found)[:SHOWN_ROWS],
        "settings": upload.settings,
        "form": form,
        "is_table": upload.found.get("format") in TABLES,
        "formats": formats.FORMATS,
        "encodings": encodings.CHOICES,
        "steps": steps.of("reading", upload),
    }
    return render(request, "portal/contributing/reading.html", context, status=status)


def _numbered(found: dict) -> list[tuple[int | str, list[str]]]:
    """The first rows, each with its number in the file: by the same number a refused row is told later."""
    sample = found.get("sample", [])
    return list(zip_longest(found.get("numbers", [])[: len(sample)], sample, fillvalue=""))


@page(policy="desk", journal="databanks.upload.removed", methods=("POST",))
def remove(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Let go of an upload."""
    with contributing(request) as token:
        actions.forget(token, upload)
    return redirect("portal:contributions")
