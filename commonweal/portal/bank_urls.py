"""Addresses of banks, enquiries, quality, learned names and the register of officers."""

from django.urls import path

from commonweal.portal.web import banks, corrections, ends, judgements, learned, officers, quality, recalls, reviews

addresses = [
    path("banks/", banks.all_banks, name="banks"),
    path("banks/<slug:code>/", banks.bank, name="bank"),
    path("banks/<slug:code>/access/", banks.access, name="bank-access"),
    path("banks/<slug:code>/sheet/", banks.sheet, name="bank-sheet"),
    path("banks/<slug:code>/change/", banks.change, name="bank-change"),
    path("quality/", quality.quality, name="quality"),
    path("quality/export/", quality.export, name="quality-export"),
    path("corrections/", corrections.all_enquiries, name="corrections"),
    path("corrections/<uuid:enquiry>/", corrections.enquiry, name="enquiry"),
    path("corrections/<uuid:enquiry>/<slug:event>/", corrections.act, name="enquiry-act"),
    path("ends/", ends.soon, name="ends"),
    path("ends/<uuid:record>/", ends.keep, name="end"),
    path("ends/extensions/<uuid:extension>/<slug:event>/", ends.decide, name="extension"),
    path("ends/<uuid:record>/achieved/", ends.achieve, name="achieved"),
    path("recalls/", recalls.all_notices, name="recalls"),
    path("recalls/<uuid:notice>/<slug:answer>/", recalls.confirm, name="recall-confirm"),
    path("recalls/contests/<uuid:contest>/answer/", recalls.answer, name="contest"),
    path("reviews/", reviews.all_reviews, name="reviews"),
    path("reviews/ask/", reviews.ask, name="reviews-ask"),
    path("reviews/<uuid:review>/", reviews.review, name="review"),
    path("judgements/", judgements.all_judgements, name="judgements"),
    path("judgements/<uuid:judgement>/<slug:event>/", judgements.act, name="judgement-act"),
    path("judge/<str:handle>/", judgements.judge, name="judge"),
    path("judge/<str:handle>/pair/", judgements.pair, name="judge-pair"),
    path("certificates/", judgements.check, name="certificate-check"),
    path("certificates/issue/<uuid:record>/", judgements.certify, name="certificate-issue"),
    path("officers/sign-in/", officers.letting_in, name="letting-in"),
    path("officers/roster/", officers.roster, name="roster"),
    path("officers/roster/carry-out/", officers.carry_out, name="roster-carry-out"),
    path("names/", learned.pairs, name="names"),
    path("names/ask/", learned.ask, name="names-ask"),
    path("names/<uuid:pair>/<slug:event>/", learned.decide, name="names-decide"),
    path("ask/<str:handle>/", corrections.ask, name="ask-owner"),
    path("aside/<str:handle>/", corrections.set_aside, name="set-aside"),
]
