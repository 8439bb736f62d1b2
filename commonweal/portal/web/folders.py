"""Case folders: which name me, one with what it holds, what puts things in. Words travel in bodies of POSTs."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import BadInput, CommonwealError, NotNow
from commonweal.databanks import actions, handles
from commonweal.databanks.exports import FORMATS
from commonweal.handling import warrants
from commonweal.portal import acting, exporting
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.search import folder_work, folders
from commonweal.search.narrative import Question

DAYS = {"open_days": folder_work.OPEN_DAYS, "keep_days": folder_work.KEEP_DAYS}


def _days(request: HttpRequest) -> dict[str, int]:
    given = {name: request.POST.get(name, "") for name in DAYS}
    return {name: int(value) if value.isdecimal() and len(value) < 5 else DAYS[name] for name, value in given.items()}


@page(policy="desk", journal="search.folders.listed")
def all_folders(request: HttpRequest) -> HttpResponse:
    """The folders in which the officer is named; with a purpose the form that opens one."""
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    context = {"rows": folders.folders(acting.widest(request)), "problem": problem, "days": DAYS}
    return render(request, "portal/folders.html", context, status=400 if problem else 200)


@page(policy="purpose", journal="search.folder.opened", methods=("POST",))
def create(request: HttpRequest) -> HttpResponse:
    """Open a folder for the case of the open purpose."""
    try:
        made = folder_work.create(request.purpose_token, title=request.POST.get("title", ""), **_days(request))
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:folder", made.id)


@page(policy="desk", journal="search.folder.read")
def folder(request: HttpRequest, folder: UUID) -> HttpResponse:
    """One folder; one that is not there and one that names others answer alike."""
    return _show(request, folder)


def _show(request: HttpRequest, folder: UUID, problem: str = "") -> HttpResponse:
    too_many = ""
    try:
        found = folders.read(acting.widest(request), folder)
    except NotNow as bound:  # notes and one's own records are read all the same
        found, too_many = folders.read(request.desk_token, folder), sentence(bound)
    if found is None:
        raise Http404
    kept = found[2]
    shown = [each.record for one in kept for each in (one, *one.found) if each.record]
    context = {
        "folder": found[0],
        "named": found[1],
        "kept": kept,
        "problem": problem,
        "too_many": too_many,
        "mine": found[0].officer == request.desk.officer,
        "highest": max((each.classification for each in shown), default=None),
        "has_records": bool(shown),
        "formats": FORMATS,
    }
    return render(request, "portal/folder.html", context, status=400 if problem else 200)


@page(policy="desk", journal="search.folder.added", methods=("POST",))
@sensitive_post_parameters()
def act(request: HttpRequest, folder: UUID, deed: str) -> HttpResponse:
    """Add a note, name or unname an officer, take a thing out, close, or delete."""
    token, word = acting.widest(request), request.POST.get("word", "")
    try:
        if deed == "note":
            folder_work.keep_note(token, folder, word)
        elif deed == "invite":
            folder_work.invite(token, folder, word)
        elif deed == "leave":
            folder_work.leave(token, folder, word)
        elif deed == "drop":
            folder_work.drop(token, folder, _id(word))
        elif deed == "close":
            folder_work.close(token, folder)
        elif deed == "remove":
            folder_work.remove(token, folder)
            return redirect("portal:folders")
        else:
            raise Http404
    except (BadInput, NotNow) as problem:
        return _show(request, folder, sentence(problem))
    left = deed == "leave" and word == request.desk.officer
    return redirect("portal:folders") if left else redirect("portal:folder", folder)


@page(policy="purpose", journal="search.folder.added", methods=("POST",))
@sensitive_post_parameters()
def keep(request: HttpRequest) -> HttpResponse:
    """Put the search whose answer holds the form, or a record by its handle, into a folder, and show that."""
    wanted = _id(request.POST.get("folder", ""))
    found = []
    for each in request.POST.getlist("candidate")[: folder_work.AT_ONCE]:
        handle, _sign, band = each.partition(":")
        found.append((_record(request, handle), band))
    question = {name: request.POST.get(name, "") for name in Question.__struct_fields__}
    try:
        folder_work.keep_search(request.purpose_token, wanted, question, found, request.POST.get("receipt", ""))
    except (BadInput, NotNow) as problem:
        return errors.told(request, problem)
    return redirect("portal:folder", wanted)


def _record(request: HttpRequest, handle: str) -> UUID:
    try:
        return handles.unseal(handle, request.purpose)
    except ValueError:
        raise Http404 from None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@page(policy="purpose", journal="databanks.records.exported", methods=("POST",), proof="fresh")
def export(request: HttpRequest, folder: UUID) -> HttpResponseBase:
    """The records of a folder that the officer sees and may take out, as a file."""
    token = request.purpose_token
    with warrants.reading(token):
        if folders.one(folder) is None:
            raise Http404
    try:
        taken = actions.export_gathered(
            token,
            folders.records_in(token, folder),
            format=request.POST.get("format", ""),
            reason=request.POST.get("reason", ""),
        )
    except BadInput as problem:
        return _show(request, folder, sentence(problem))
    except CommonwealError as problem:
        return errors.told(request, problem)
    return exporting.response(taken)
