"""Pages by which an agency brings records in: a file step by step, one record by hand, batches, saved mappings."""

from django.urls import path, register_converter

from commonweal.common import tables
from commonweal.portal.web.contributing import batch, by_hand, check, mapping, uploading


class TableFormat:
    """In an address: the formats in which a table goes out."""

    regex = "|".join(tables.CONTENT_TYPES)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(TableFormat, "table")
addresses = [
    path("file/", uploading.new, name="contribute-file"),
    path("file/<uuid:upload>/", uploading.reading, name="contribute-reading"),
    path("file/<uuid:upload>/mapping/", mapping.mapping, name="contribute-mapping"),
    path("file/<uuid:upload>/check/", check.check, name="contribute-check"),
    path("file/<uuid:upload>/hand-in/", check.hand_in, name="contribute-hand-in"),
    path("file/<uuid:upload>/refused/<table:format>/", check.rejects, name="contribute-rejects"),
    path("file/<uuid:upload>/remove/", uploading.remove, name="contribute-remove"),
    path("mappings/", mapping.profiles, name="contribute-profiles"),
    path("record/", by_hand.record, name="contribute-record"),
    path("<uuid:batch>/", batch.contribution, name="contribution"),
    path("<uuid:batch>/approve/", batch.approve, name="approve"),
    path("<uuid:batch>/refuse/", batch.refuse, name="refuse"),
    path("<uuid:batch>/undo/", batch.undo, name="undo"),
    path("<uuid:batch>/refused/<table:format>/", batch.rejects, name="rejects"),
]
