"""The steps of a file on its way to being a contribution, and its settings in the forms in which pages need them."""

from dataclasses import dataclass

import msgspec
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.databanks.formats import Settings
from commonweal.databanks.uploads import Upload

STEPS = (
    ("file", _("File"), "portal:contribute-file"),
    ("reading", _("How it is read"), "portal:contribute-reading"),
    ("mapping", _("What it holds"), "portal:contribute-mapping"),
    ("check", _("Dry run"), "portal:contribute-check"),
    ("hand-in", _("Hand in"), "portal:contribute-check"),
)
WORDS = {
    "done": pgettext_lazy("step", "done"),
    "now": pgettext_lazy("step", "now"),
    "open": pgettext_lazy("step", "open"),
    "closed": pgettext_lazy("step", "not yet"),
}
NEEDS_NO_MAPPING = ("jsonl",)
"""Formats that say everything themselves."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its place, words, state and address ("" where it cannot be opened yet)."""

    number: int
    code: str
    words: object
    state: str
    page: str

    @property
    def said(self) -> str:
        """The state in words."""
        return str(WORDS[self.state])


def of(here: str, upload: Upload | None = None) -> dict[str, object]:
    """The steps as the bar above each page shows them."""
    codes = [code for code, _words, _page in STEPS]
    reached = codes.index(_reached(upload))
    steps = []
    for number, (code, words, page) in enumerate(STEPS):
        state = "now" if code == here else "done" if number < reached else "open" if number == reached else "closed"
        linked = page if upload and code != "file" and number <= reached and code != here else ""
        steps.append(Step(number + 1, code, words, state, linked))
    return {"all": steps, "upload": upload.id if upload else None}


def _reached(upload: Upload | None) -> str:
    """The furthest step that may be opened."""
    if upload is None:
        return "file"
    if upload.state in ("checked", "staging"):
        return "hand-in"
    return "check" if ready(upload) else "mapping"


def ready(upload: Upload) -> bool:
    """Whether the settings say all that a dry run needs."""
    if upload.settings.get("format") in NEEDS_NO_MAPPING:
        return True
    return bool(upload.settings.get("defaults", {}).get("label"))


def plain(struct: msgspec.Struct) -> dict:
    """A settings or detection object as JSON knows it."""
    return msgspec.to_builtins(struct)


def changed(settings: Settings, **values: object) -> Settings:
    """The settings with some of them replaced."""
    return msgspec.structs.replace(settings, **values)
