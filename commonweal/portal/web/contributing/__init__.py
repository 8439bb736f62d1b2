"""Pages by which an agency brings records in: a file step by step, one record by hand, batches, saved mappings."""

from django.urls import path

from commonweal.portal.web.contributing import batch, by_hand, check, mapping, uploading

addresses = [
    path("file/", uploading.new, name="contribute-file"),
    path("file/<uuid:upload>/", uploading.reading, name="contribute-reading"),
    path("file/<uuid:upload>/mapping/", mapping.mapping, name="contribute-mapping"),
    path("file/<uuid:upload>/check/", check.check, name="contribute-check"),
    path("file/<uuid:upload>/hand-in/", check.hand_in, name="contribute-hand-in"),
    path("file/<uuid:upload>/refused/<str:format>/", check.rejects, name="contribute-rejects"),
    path("file/<uuid:upload>/remove/", uploading.remove, name="contribute-remove"),
    path("mappings/", mapping.profiles, name="contribute-profiles"),
    path("record/", by_hand.record, name="contribute-record"),
    path("<uuid:batch>/", batch.contribution, name="contribution"),
    path("<uuid:batch>/approve/", batch.approve, name="approve"),
    path("<uuid:batch>/refuse/", batch.refuse, name="refuse"),
    path("<uuid:batch>/undo/", batch.undo, name="undo"),
    path("<uuid:batch>/refused/<str:format>/", batch.rejects, name="rejects"),
]
