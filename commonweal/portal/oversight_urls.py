"""Addresses of oversight: what a person asks, what the commission hears, what owners are asked."""

from django.urls import path

from commonweal.portal.web import complaints, public_requests, statistics, supervision

addresses = [
    path("request/", public_requests.ask, name="request"),
    path("request/state/", public_requests.state, name="request-state"),
    path("complaints/", complaints.all_cases, name="cases"),
    path("complaints/enter/", complaints.enter, name="case-enter"),
    path("complaints/<uuid:case>/", complaints.case, name="case"),
    path("complaints/<uuid:case>/records/<uuid:record>/", complaints.record, name="case-record"),
    path("complaints/<uuid:case>/<slug:event>/", complaints.act, name="case-act"),
    path("supervision/", supervision.sample, name="sample"),
    path("supervision/<uuid:question>/<slug:event>/", supervision.judge, name="sample-judge"),
    path("supervision/evidence/", supervision.evidence, name="evidence"),
    path("statistics/", statistics.published, name="statistics"),
    path("supervision/flags/", supervision.flags, name="flags"),
    path("supervision/flags/<uuid:flag>/<slug:event>/", supervision.settle, name="flag-settle"),
    path("asked/<uuid:question>/", supervision.asked, name="sample-asked"),
    path("contested/", complaints.contested, name="contested"),
    path("contested/<uuid:case>/<uuid:record>/", complaints.answer, name="contested-answer"),
]
