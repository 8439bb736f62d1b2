"""Opening and closing a purpose: no question is asked, and no record of others shown, without one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from commonweal.handling import warrants
from commonweal.members import sessions
from commonweal.portal import forms, middleware
from commonweal.portal.pages import page


@page(policy="desk", journal="handling.warrant.opened", methods=("GET", "POST"))
def open_purpose(request: HttpRequest) -> HttpResponse:
    """The form; with everything in it, the warrant is opened, committed and journalled before anything is read."""
    if request.method != "POST":
        form = forms.Form({"minutes": "30", "purpose": request.GET.get("purpose", "")})
        return _show(request, form, request.GET.get("next", ""))
    form = forms.purpose_form(request.POST)
    if form.errors:
        return _show(request, form, request.POST.get("next", ""), status=400)
    values = form.values
    opened = warrants.open_warrant(
        request.desk.officer,
        role="reader",
        purpose=values["purpose"],
        basis=values["basis"],
        case_ref=values["case_ref"],
        standing_duty=values["standing_duty"],
        minutes=int(values["minutes"]),
    )
    sessions.note_opened(request.desk.id, opened.id)
    warrants.close_warrant(request.purpose_token)
    response = redirect(safe_next(request, request.POST.get("next", "")) or "portal:search")
    middleware.keep(response, middleware.PURPOSE_COOKIE, opened.token)
    return response


@page(policy="purpose", journal="handling.warrant.closed", methods=("POST",))
def close_purpose(request: HttpRequest) -> HttpResponse:
    """Close the purpose that is open."""
    warrants.close_warrant(request.purpose_token)
    response = redirect("portal:day")
    middleware.forget(response, middleware.PURPOSE_COOKIE)
    return response


def safe_next(request: HttpRequest, address: str) -> str:
    """The address to go on to, if it is one of this site; else ""."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


def _show(request: HttpRequest, form: forms.Form, onward: str, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "purposes": forms.purposes(),
        "durations": forms.DURATIONS,
        "onward": safe_next(request, onward),
    }
    return render(request, "portal/purpose.html", context, status=status)
