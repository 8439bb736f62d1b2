"""Words of the pages by which records come in; `terms` shows them to templates beside its own."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PART_OF_RECORD = {
    "identity": _("Who or what it is"),
    "narrative": _("Case, places, circumstances"),
    "special": _("Special categories"),
}
OUTSIDE_WORDS = {
    ("basis", "kind"): _("Basis: kind"),
    ("basis", "number"): _("Basis: number"),
    ("basis", "date"): _("Basis: date"),
    ("basis", "organ"): _("Basis: organ"),
    ("evaluation", ""): _("Evaluation, such as B2"),
    ("retention", "until"): _("Kept until"),
    ("label", "classification"): _("Classification, 0 to 3"),
    ("label", "handling"): _("Handling code, H0 to H3"),
}
"""What a column may fill beside the properties of the record type."""
FIELD_WORDS = {
    "family": _("family name"),
    "given": _("given name"),
    "patronymic": _("patronymic"),
    "series": _("series"),
    "country": _("country"),
    "issued": _("issued on"),
    "since": _("since"),
    "until": _("valid until"),
    "unit": _("unit"),
    "currency": _("currency"),
    "language": _("language"),
    "script": _("script"),
    "source": _("source"),
    "text": _("text"),
}
"""Parts of a value."""
DATE_ORDER_WORDS = {"dmy": _("day, month, year"), "mdy": _("month, day, year"), "ymd": _("year, month, day")}
FORMAT_WORDS = {
    "jsonl": "Commonweal JSON Lines",
    "csv": "CSV",
    "xlsx": "XLSX",
    "un-xml": _("UN consolidated list, XML"),
    "ofac-csv": _("OFAC list, CSV"),
    "ftm-json": "FollowTheMoney JSON",
    "form": _("by hand"),
}
ENCODING_WORDS = {
    "utf-8": "UTF-8",
    "utf-8-sig": _("UTF-8 with its mark"),
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1251": _("Windows Cyrillic (CP1251)"),
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp866": _("DOS Cyrillic (CP866)"),
}
DELIMITER_WORDS = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("vertical line")}
UPLOAD_WORDS = {
    "open": (pgettext_lazy("upload", "Being prepared"), "run"),
    "checking": (pgettext_lazy("upload", "Being checked"), "run"),
    "checked": (pgettext_lazy("upload", "Checked"), "done"),
    "staging": (pgettext_lazy("upload", "Being handed in"), "run"),
    "failed": (pgettext_lazy("upload", "Could not be read"), "late"),
}
WORK_WORDS = {
    "check": _("The dry run"),
    "stage": _("Handing in"),
    "approve": _("The approval"),
    "undo": _("Undoing"),
}
