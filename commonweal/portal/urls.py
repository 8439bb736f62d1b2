"""Every address of the site. Each view declares its policy and journal verb (pages.py)."""

from django.urls import include, path

from commonweal.portal import bank_urls, folder_urls, oversight_urls
from commonweal.portal.api import api
from commonweal.portal.web import (
    attachments,
    border,
    contributing,
    contributions,
    errors,
    exports,
    first_run,
    home,
    journal,
    kept,
    own_means,
    preferences,
    prints,
    purposes,
    records,
    related,
    screenings,
    search,
    signin,
    touches,
    versions,
)

pages = [
    path("", home.day, name="day"),
    path("inbox/noted/", home.noted, name="noted"),
    path("inbox/<uuid:item>/settle/", home.settle, name="settle"),
    path("first-run/", first_run.first, name="first-run"),
    path("sign-in/", signin.explain, name="sign-in"),
    path("sign-in/passkey/", signin.by_passkey, name="sign-in-passkey"),
    path("sign-in/mine/", own_means.mine, name="own-means"),
    path("sign-in/mine/passkey/", own_means.add_passkey, name="own-passkey"),
    path("sign-in/mine/codes/", own_means.add_codes, name="own-codes"),
    path("sign-in/mine/recovery/", own_means.make_recovery, name="own-recovery"),
    path("sign-in/mine/sessions/end/", own_means.end, name="own-sessions-end"),
    path("sign-in/proof/", own_means.prove, name="proof"),
    path("sign-in/mine/<uuid:one>/remove/", own_means.remove, name="own-means-remove"),
    path("sign-in/<str:token>/", signin.enter, name="enter"),
    path("sign-out/", signin.leave, name="sign-out"),
    path("purpose/", purposes.open_purpose, name="purpose"),
    path("purpose/close/", purposes.close_purpose, name="purpose-close"),
    path("search/", search.search, name="search"),
    path("search/files/", screenings.files, name="screenings"),
    path("search/files/<uuid:file>/", screenings.file, name="screening"),
    path("search/files/mappings/<uuid:mapping>/remove/", screenings.forget_mapping, name="screening-mapping-remove"),
    path("search/files/<uuid:file>/begin/", screenings.begin, name="screening-begin"),
    path("search/files/<uuid:file>/remove/", screenings.remove, name="screening-remove"),
    path("search/files/<uuid:file>/export/", screenings.export, name="screening-export"),
    path("border/", border.post, name="border"),
    path("border/shift/", border.shift, name="border-shift"),
    path("search/standing/", kept.questions, name="kept-questions"),
    path("search/standing/<uuid:question>/", kept.question, name="kept"),
    path("search/standing/<uuid:question>/change/", kept.change, name="kept-change"),
    path("search/standing/<uuid:question>/end/", kept.end, name="kept-end"),
    path("records/<uuid:record>/", records.record, name="record"),
    path("records/<uuid:record>/versions/", versions.earlier, name="record-versions"),
    path("records/<uuid:record>/related/", related.page_of, name="record-related"),
    path("records/<uuid:record>/related/export/", related.export, name="record-related-export"),
    path("records/<uuid:record>/print/", prints.printed, name="record-print"),
    path("records/<uuid:record>/attachments/<int:number>/", attachments.attachment, name="record-attachment"),
    path("exports/", exports.taken_out, name="exports"),
    path("exports/own/", exports.own, name="exports-own"),
    path("exports/found/", exports.found, name="exports-found"),
    path("journal/", journal.stands, name="journal"),
    path("touches/", touches.touches, name="touches"),
    path("touches/export/", touches.export, name="touches-export"),
    path("contributions/", contributions.contributions, name="contributions"),
    path("contributions/", include(contributing.addresses)),
    path("", include(bank_urls.addresses)),
    path("", include(folder_urls.addresses)),
    path("", include(oversight_urls.addresses)),
    path("help/", preferences.help_page, name="help"),
    path("help/states/", preferences.states, name="help-states"),
    path("language/", preferences.language, name="language"),
    path("look/", preferences.look, name="look"),
]
urlpatterns = [path("api/", api.urls), path("", include((pages, "portal")))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.broken
