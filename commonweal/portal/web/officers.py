"""Officers of our agency by a roster: the plan of a file, then the same plan carried out, by an administrator alone."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commonweal.common.errors import BadInput, CommonwealError, NotAllowed
from commonweal.databanks import uploads
from commonweal.databanks.formats import plain
from commonweal.handling.terms import Role
from commonweal.members import onboarding
from commonweal.portal import letting_in as helping
from commonweal.portal import uploading
from commonweal.portal.acting import has_role, step
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page

MOST = 2_000
"""Officers of one file on the page; the command takes more."""
OUTCOMES = ("refused", "added", "changed", "leaving", "same")
"""In the order in which the page lists them."""


@csrf_exempt  # `_planned` checks the form: its mark is looked for only once the file has a place to go to
@page(policy="admin", journal="portal.roster.read", methods=("GET", "POST"))
def roster(request: HttpRequest) -> HttpResponse:
    """The form; with a file, what it would do. Nothing is written yet."""
    if not has_role(request, Role.ADMIN):
        raise not_admin()
    if request.method != "POST":
        return _show(request)
    with uploading.receiving(request) as handler:
        request.receiving = handler
        return _planned(request)


def not_admin() -> NotAllowed:
    """The refusal of who is no administrator."""
    return NotAllowed("members.roster.not-admin", "Officers are entered under the warrant of an administrator.")


@csrf_protect
def _planned(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    try:
        if request.receiving.refusal:
            raise request.receiving.refusal
        if file is None:
            raise _no_file()
        rows = plain.rows(uploads.path_of(file.file), file.name, most=MOST)
        plan = onboarding.plan(rows, officer=request.desk.officer)
    except BadInput as problem:
        return _show(request, error=sentence(problem))
    return _show(request, plan=plan, rows=rows)


def _no_file() -> BadInput:
    return BadInput("members.roster.no-file", "Choose the file that holds the roster.")


@page(policy="admin", journal="members.roster.carried-out", methods=("POST",))
def carry_out(request: HttpRequest) -> HttpResponse:
    """The plan that was shown is carried out, or nothing is."""
    number = request.POST.get("leave", "").strip()
    rows = _again(request.POST.get("rows", ""))
    try:
        leave = int(number) if number.isdigit() and len(number) < 6 else None
        if number and leave is None:
            raise BadInput("members.roster.no-number", "Say in figures how many officers leave, or leave it empty.")
        with step(request.desk.officer, Role.ADMIN) as token:
            plan = onboarding.carry_out(rows, token, digest=request.POST.get("digest", ""), leave=leave)
    except BadInput as problem:
        plan = onboarding.plan(rows, officer=request.desk.officer)
        return _show(request, plan=plan, rows=rows, error=sentence(problem))
    return _show(request, plan=plan, done=True, left=leave)


@page(policy="admin", journal="portal.letting-in.read", methods=("GET", "POST"), proof="fresh")
def letting_in(request: HttpRequest) -> HttpResponse:
    """A link for an officer, or his lost means taken away, or his sessions ended; the link is shown this once."""
    if not has_role(request, Role.ADMIN):
        raise not_admin()
    context: dict[str, object] = {"officer": request.POST.get("officer", "").strip()[:60]}
    what = request.POST.get("what", "")
    try:
        if what == "link":
            context["link"] = helping.issue_link(request, request.desk, context["officer"])
        elif what in ("means", "sessions"):
            deed = helping.remove_means if what == "means" else helping.end_sessions
            context["done"] = deed(request.desk, context["officer"])
            context["what"] = what
    except CommonwealError as problem:
        context["error"] = sentence(problem)
    return render(request, "portal/letting_in.html", context, status=400 if "error" in context else 200)


def _again(text: str) -> list[plain.RowByHeading]:
    """The rows as the page of the plan held them; they are planned anew, so nothing hangs on what comes back."""
    try:
        read = json.loads(text)
        return [(int(number), {str(name): str(cell) for name, cell in cells.items()}) for number, cells in read][:MOST]
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise _no_file() from None


def _show(
    request: HttpRequest,
    *,
    plan: onboarding.Plan | None = None,
    rows: list[plain.RowByHeading] | None = None,
    error: str = "",
    done: bool = False,
    left: int | None = None,
) -> HttpResponse:
    groups = [(outcome, [_line(each) for each in plan.of(outcome)]) for outcome in OUTCOMES] if plan else []
    context = {
        "plan": plan,
        "groups": [group for group in groups if group[1]],
        "leaving": len(plan.of("leaving")) if plan else 0,
        "work": bool(plan and (plan.of("added") or plan.of("changed") or plan.of("leaving"))),
        "rows": json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else "",
        "error": error,
        "done": done,
        "left": left,
    }
    return render(request, "portal/roster.html", context, status=400 if error else 200)


def _line(one: onboarding.Step) -> dict[str, object]:
    """One step in the reader's words."""
    fields = [str(FIELD_WORDS.get(each, each)) for each in one.changes]
    problem: CommonwealError | None = one.problem
    return {"step": one, "words": sentence(problem) if problem else ", ".join(fields)}


FIELD_WORDS = {"rank": _("rank"), "name": _("name"), "name_latin": _("Latin name"), "until": _("a longer term")}
