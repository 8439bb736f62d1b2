"""The API of the house: the operations under one address, one description (OpenAPI) and one form of error."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow
from commonweal.portal.api.banks import router as banks_router
from commonweal.portal.api.border import router as border_router
from commonweal.portal.api.contributions import router as contributions_router
from commonweal.portal.api.desk import router as desk_router
from commonweal.portal.api.disclosures import router as disclosures_router
from commonweal.portal.api.ends import router as ends_router
from commonweal.portal.api.enquiries import router as enquiries_router
from commonweal.portal.api.exports import router as exports_router
from commonweal.portal.api.folders import router as folders_router
from commonweal.portal.api.judgements import router as judgements_router
from commonweal.portal.api.learned import router as learned_router
from commonweal.portal.api.officers import router as officers_router
from commonweal.portal.api.oversight import router as oversight_router
from commonweal.portal.api.recalls import router as recalls_router
from commonweal.portal.api.records import router as records_router
from commonweal.portal.api.related import router as related_router
from commonweal.portal.api.reviews import router as reviews_router
from commonweal.portal.api.screenings import router as screenings_router
from commonweal.portal.api.search import router as search_router
from commonweal.portal.api.uploads import router as uploads_router
from commonweal.portal.api.versions import router as versions_router
from commonweal.portal.api.warrants import router as warrants_router

STATUS = ((NotAllowed, 403), (NotNow, 409), (BadInput, 400))

api = NinjaAPI(
    title="Commonweal",
    version="1",
    description="Search and records under a warrant. Send its token as Authorization: Bearer.",
    docs_url=None,  # the usual viewer loads from outside
    openapi_url="openapi.json",
)
for router in (
    desk_router,
    warrants_router,
    search_router,
    screenings_router,
    border_router,
    records_router,
    related_router,
    versions_router,
    exports_router,
    banks_router,
    enquiries_router,
    disclosures_router,
    ends_router,
    recalls_router,
    reviews_router,
    judgements_router,
    folders_router,
    officers_router,
    learned_router,
    oversight_router,
    uploads_router,
    contributions_router,
):
    api.add_router("", router)


def _problem(request: HttpRequest, code: str, message: str, status: int, **values: str) -> HttpResponse:
    told = message.format(**values) if values else message
    return api.create_response(request, {"code": code, "message": told}, status=status)


@api.exception_handler(CommonwealError)
def _known(request: HttpRequest, error: CommonwealError) -> HttpResponse:
    status = next((number for kind, number in STATUS if isinstance(error, kind)), 400)
    return _problem(request, error.code, error.sentence(), status)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(request, "api.nothing", "Nothing that you may see.", 404)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return _problem(request, "api.no-warrant", "No warrant in order: send its token as Authorization: Bearer.", 401)


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Names the fields that cannot be read, and none of what was in them."""
    fields = ", ".join(sorted({".".join(str(part) for part in each.get("loc", ())) for each in error.errors}))
    return _problem(request, "api.request.malformed", "These fields cannot be read: {fields}.", 422, fields=fields)
