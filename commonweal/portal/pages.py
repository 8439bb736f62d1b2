"""What every page declares: its policy and its journal verb, so that none can be forgotten.

`@page(policy="desk", journal="portal.day.read")` marks a view, refuses who lacks the warrant that the policy names,
and journals verbs of the portal itself. tests/architecture/test_every_url_has_a_policy.py reads the marks.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from commonweal.audit import journal as journals
from commonweal.members import sessions
from commonweal.portal.terms import JOURNAL_VERBS, POLICIES
from commonweal.search import border

View = Callable[..., HttpResponse]
NEEDS_DESK = {"desk", "purpose", "border", "record", "approver", "secretariat", "admin", "commission", "auditor"}


def page(
    *, policy: str, journal: str = "", methods: tuple[str, ...] = ("GET",), proof: str = ""
) -> Callable[[View], View]:
    """Declare a view: `policy` is one of `terms.POLICIES`, `journal` the verb of what it does ("" for none); with
    `proof` the officer must lately have proved that it is he: "fresh" for what takes out, approves or lets in,
    "if-any" for what changes his means, of which he may have none yet.

    A page without a verb must stand in the reviewed exception list of the architecture test.
    """
    if policy not in POLICIES:
        raise ValueError(f"no policy named {policy}")

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method not in (*methods, "HEAD"):
                return HttpResponseNotAllowed(methods)
            missing = _missing(policy, request)
            if missing is None and proof:
                missing = _unproved(request, proof, comes_again="GET" in methods)
            if missing is not None:
                return missing
            if journal in JOURNAL_VERBS:
                _record(journal, request)
            return view(request, *args, **kwargs)

        guarded.policy = policy
        guarded.journal = journal
        guarded.proof = proof
        return guarded

    return declare


def _missing(policy: str, request: HttpRequest) -> HttpResponse | None:
    """Where the officer gets what he lacks, or None where he lacks nothing."""
    if policy in NEEDS_DESK and request.desk is None:
        return redirect("portal:sign-in")
    if policy == "purpose" and request.purpose is None:
        return redirect(f"{reverse('portal:purpose')}?{urlencode({'next': request.path})}")
    if policy == "border" and not border.on_duty(request.purpose):
        return redirect("portal:border-shift")
    return None


def _unproved(request: HttpRequest, proof: str, *, comes_again: bool) -> HttpResponse | None:
    """To the page of proof, and from there back to this page, or to the one on which the button was pressed."""
    if request.desk is None or sessions.lacks_proof(request.desk, first=proof == "if-any") is None:
        return None
    back = request.get_full_path() if comes_again else urlsplit(request.headers.get("Referer", "")).path
    return redirect(f"{reverse('portal:proof')}?{urlencode({'next': back or '/'})}")


@transaction.atomic
def _record(verb: str, request: HttpRequest) -> None:
    journals.record(verb, by=request.desk.actor)
