"""Words of the pages: one sign, one word, in the language of the reader.

Sources: the field's own usage as collected in docs/glossary.md. Codes belong to the rooms below; only their display
words stand here, so that a page never shows a bare code.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.portal.contributing_terms import (  # noqa: F401 – templates name them as `terms` has them
    DATE_ORDER_WORDS,
    DELIMITER_WORDS,
    ENCODING_WORDS,
    FIELD_WORDS,
    FORMAT_WORDS,
    OUTSIDE_WORDS,
    PART_OF_RECORD,
    UPLOAD_WORDS,
    WORK_WORDS,
)


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark a counted sentence for the catalogue."""
    return one, many


JOURNAL_VERBS = {
    "portal.day.read": "An officer read what waits for his agency",
    "portal.sign-in.read": "An officer looked at his passkeys, codes and sessions",
    "portal.reviews.read": "An officer read which entries wait for a second reviewer",
    "portal.touches.read": "An officer read who touched the records of his agency",
    "portal.touches.exported": "An officer took the list of touches out as a table",
    "portal.journal.viewed": "An officer looked at how the journal and its witnesses stand",
    "portal.exports.read": "An officer read what his agency took out",
    "portal.banks.read": "An officer read what the register says of banks",
    "portal.access-list.read": "An officer read who may query a bank",
    "portal.sheet.read": "An officer read a monthly sheet of a bank",
    "portal.quality.read": "An officer read what is amiss in the records of his agency",
    "portal.quality.exported": "An officer took the list of what to mend out as a table",
    "portal.roster.read": "An administrator looked at what a roster of officers would do",
    "portal.letting-in.read": "An administrator opened the page that lets officers in",
    "portal.disclosures.read": "An officer read what is asked and given of records",
    "portal.enquiries.read": "An officer read enquiries to owners",
    "portal.contributions.read": "An officer read the contributions of his agency",
}
"""Deeds that a page journals itself; every other verb belongs to the room whose action the page calls."""

POLICIES = {
    "anyone": "Nothing of any record is shown; no sign-in is needed.",
    "link": "The holder of an unused one-time link that has not run out.",
    "key": "The holder of an officer's passkey, whom his device has recognised.",
    "desk": "An officer whose desk warrant is in order; row-level security shows him his own agency's rows.",
    "purpose": "An officer who also holds a warrant with purpose, basis and a case or standing duty.",
    "border": "An officer in a shift at the border: the purpose border check with a standing duty.",
    "record": "Whatever the decision table gives the purpose's warrant, else the desk's, on this one record.",
    "secretariat": "An officer with the role secretariat, whose warrant alone writes the registers of the house.",
    "admin": "An officer with the role admin, for the agencies at and below his own.",
    "commission": "An officer with the role commission, on the cases of his commission and the records they name.",
    "auditor": "An officer with the role auditor, on the questions that officers of his party asked.",
    "approver": "An officer with the role approver, on batches of his agency that another officer contributed.",
}
"""What `pages.page(policy=…)` may name."""

LEVELS = ("nothing", "silent", "hit", "core", "full")
"""Names of the levels by their number in docs/decision-table.md."""

LEVEL_WORDS = {
    "full": _("In full"),
    "core": _("Identity only"),
    "hit": _("Hit only"),
    "silent": _("Alert us"),
    "nothing": _("Nothing"),
}
TILE_WORDS = {
    "owner": pgettext_lazy("tile", "owner"),
    "full": pgettext_lazy("tile", "full"),
    "core": pgettext_lazy("tile", "identity"),
    "hit": pgettext_lazy("tile", "hit"),
    "silent": pgettext_lazy("tile", "alert"),
    "nothing": pgettext_lazy("tile", "nothing"),
}
LEVEL_MEANING = {
    "full": _("the owner shares it with you for this purpose"),
    "core": _("the owner shares who it is, not the case"),
    "hit": _("you see that it exists and whom to ask"),
}
WITNESS_WORDS = {
    "silent": _("does not answer"),
    "refused": _("refuses what this house signs"),
    "ahead": _("has confirmed more entries than this house holds"),
    "behind": _("confirmed an older checkpoint"),
    "no-proof": _("cannot be shown a proof"),
    "false": _("answers with a signature that does not hold"),
    "replayed": _("answers with an old signature"),
}
"""What is wrong with a witness of the journal (`audit.witnessing`)."""

BAND_WORDS = {"strong": _("Strong"), "possible": _("Possible"), "weak": _("Weak")}
CLASSIFICATION_WORDS = (_("Open"), _("For official use"), _("Confidential"), _("Secret"))
HANDLING_WORDS = {
    "H0": _("H0: only to prevent and combat crime."),
    "H1": _("H1: not in judicial proceedings without the owner’s permission."),
    "H2": _("H2: not onward without the owner’s permission."),
    "H3": _("H3: other restrictions, in the owner’s words."),
}
_PURPOSE = _("Use for another purpose needs the owner’s consent.")
_IN_THE_STATE = _("It may be handed on within the own state only, to who may read the record himself.")
_NO_COPY = _("It is not copied into files of one’s own; the reference is kept in its place.")
CONDITIONS = {
    "H0": (_PURPOSE, _IN_THE_STATE, _NO_COPY),
    "H1": (_PURPOSE, _("In judicial proceedings only with the owner’s consent."), _IN_THE_STATE, _NO_COPY),
    "H2": (
        _PURPOSE,
        _("In judicial proceedings as evidence only by a request for legal assistance."),
        _("It is handed on to nobody without the owner’s consent."),
        _NO_COPY,
    ),
    "H3": (_PURPOSE, _("Everything else only as the owner allowed in this case."), _NO_COPY),
}
"""What may be done with a record that was read, by handling code; model: handling codes of Reg. (EU) 2016/794,
article 19, and the model table of actions in docs/rooms/handling.md."""
ATTACHMENT_WORDS = {
    "photograph": pgettext_lazy("attachment", "photograph"),
    "document": pgettext_lazy("attachment", "document"),
    "fingerprint-card": pgettext_lazy("attachment", "fingerprint card"),
    "other": pgettext_lazy("attachment", "other"),
}
MEDIA_WORDS = {
    "image/png": _("picture"),
    "image/jpeg": _("picture"),
    "application/pdf": "PDF",
    "text/plain": pgettext_lazy("file", "text"),
}
BIOMETRIC_WORDS = {
    "face": pgettext_lazy("biometric", "face"),
    "fingerprint": pgettext_lazy("biometric", "fingerprint"),
    "palm": pgettext_lazy("biometric", "palm"),
    "iris": pgettext_lazy("biometric", "iris"),
    "dna": pgettext_lazy("biometric", "DNA"),
}
CHART_WORDS = {
    "batch": pgettext_lazy("states of", "Contribution"),
    "case": pgettext_lazy("states of", "Case before the commission"),
    "flag": pgettext_lazy("states of", "Flag of a rule of misuse"),
    "sample": pgettext_lazy("states of", "Question drawn for the sample"),
    "confirmation": pgettext_lazy("states of", "Hit put to its owner"),
    "disclosure": pgettext_lazy("states of", "Request for more of a record"),
    "correction": pgettext_lazy("states of", "Request for correction"),
    "extension": pgettext_lazy("states of", "Request to keep a record for longer"),
    "judgement": pgettext_lazy("states of", "Judgement about a person met"),
    "officer": pgettext_lazy("states of", "Officer"),
    "record": pgettext_lazy("states of", "Record"),
    "sign-in-link": pgettext_lazy("states of", "Sign-in link"),
    "upload": pgettext_lazy("states of", "Upload"),
    "warrant": pgettext_lazy("states of", "Warrant"),
    "work": pgettext_lazy("states of", "Work in the background"),
}
"""What each transition table is about."""
ACTOR_WORDS = {
    "owner": pgettext_lazy("who", "owner"),
    "asker": pgettext_lazy("who", "who asked"),
    "house": pgettext_lazy("who", "the house"),
    "holder": pgettext_lazy("who", "its holder"),
    "registrar": pgettext_lazy("who", "registrar"),
    "contributor": pgettext_lazy("who", "contributor"),
    "approver": pgettext_lazy("who", "approver"),
    "worker": pgettext_lazy("who", "the worker"),
    "commission": pgettext_lazy("who", "commission"),
    "rule": pgettext_lazy("who", "a rule of the owner"),
    "reviewer": pgettext_lazy("who", "second reviewer"),
    "auditor": pgettext_lazy("who", "supervisor"),
}
SCREENING_WORDS = {
    "open": _("to be begun"),
    "queued": _("waits for its turn"),
    "running": _("is being screened"),
    "stopped": _("stopped"),
    "done": _("screened"),
}
KEPT_WORDS = {"active": _("is asked"), "paused": _("paused"), "suspended": _("suspended")}
QUESTION_PARTS = {
    "full_name": _("Full name"),
    "family": _("Family name"),
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "born": _("Born"),
    "age": _("Age"),
    "sex": _("Sex"),
    "countries": _("Country, two letters"),
    "birthplace": _("Place of birth"),
    "father": _("Father"),
    "mother": _("Mother"),
    "number": _("Number of a document or thing"),
}
EXPORT_WORDS = {
    "own": pgettext_lazy("export", "records of ours"),
    "found": pgettext_lazy("export", "answer to a question"),
    "print": pgettext_lazy("export", "print of a record"),
    "screened": pgettext_lazy("export", "screening of a file"),
    "folder": pgettext_lazy("export", "records of a case folder"),
}
VERDICT_WORDS = {
    "same": _("same"),
    "variant": _("variant"),
    "fits": _("fits"),
    "agrees": _("agrees"),
    "differs": _("differs"),
    "unknown": _("not known"),
}
VERDICT_SIGNS = {"same": "eq", "agrees": "eq", "variant": "near", "fits": "near", "differs": "not", "unknown": "unk"}
PART_WORDS = {
    "family": _("Family name"),
    "given": _("Given name"),
    "patronymic": _("Patronymic"),
    "name": _("Name"),
    "form": _("Legal form"),
    "born": _("Born"),
    "age": _("Age"),
    "birthplace": _("Place of birth"),
    "father": _("Father"),
    "mother": _("Mother"),
    "sex": _("Sex"),
    "identifier": _("Document"),
    "number": _("Number"),
    "check": _("Check digit"),
}
SCRIPT_WORDS = {
    "Latn": _("Latin"),
    "Cyrl": _("Cyrillic"),
    "Armn": _("Armenian"),
    "Geor": _("Georgian"),
    "Arab": _("Arabic"),
    "Hebr": _("Hebrew"),
    "Grek": _("Greek"),
}
SCRIPT_TONGUE = {"Latn": "und-Latn", "Cyrl": "und-Cyrl", "Armn": "hy", "Geor": "ka", "Arab": "und-Arab", "Hebr": "he"}
"""Language tags for `lang`: the tongue where the script decides it, else undetermined with the script."""
RIGHT_TO_LEFT = {"Arab", "Hebr"}
STATUS_WORDS = {
    "draft": (_("Draft"), ""),
    "active": (_("Active"), "run"),
    "blocked": (_("Blocked"), "stop"),
    "withdrawn": (_("Withdrawn"), "stop"),
}
AGENCY_KIND_WORDS = {
    "interior": _("interior"),
    "security": _("security"),
    "border": _("border guard"),
    "customs": _("customs"),
    "prosecutor": _("prosecutor"),
    "financial": _("financial investigation"),
    "drugs": _("drug control"),
    "migration": _("migration"),
    "justice": _("justice"),
    "body": _("common bodies"),
}
BATCH_WORDS = {
    "receiving": (pgettext_lazy("batch", "Being received"), "run"),
    "staged": (pgettext_lazy("batch", "Waits for approval"), "soon"),
    "unchanged": (pgettext_lazy("batch", "Nothing new in it"), "done"),
    "faulty": (pgettext_lazy("batch", "Not taken: something in the file is wrong"), "stop"),
    "approving": (pgettext_lazy("batch", "Being approved"), "run"),
    "approved": (pgettext_lazy("batch", "Approved"), "done"),
    "refused": (pgettext_lazy("batch", "Refused"), "stop"),
    "withdrawn": (pgettext_lazy("batch", "Withdrawn"), "stop"),
    "undoing": (pgettext_lazy("batch", "Being undone"), "run"),
    "undone": (pgettext_lazy("batch", "Undone"), "stop"),
}
BAND_COUNTED = {
    "strong": ngettext_noop("{count} strong", "{count} strong"),
    "possible": ngettext_noop("{count} possible", "{count} possible"),
    "weak": ngettext_noop("{count} weak", "{count} weak"),
}
"""Bands after a number: English needs one form, Russian three."""
SOURCE_WORDS = {
    "A": _("source reliable"),
    "B": _("source usually reliable"),
    "C": _("source mostly unreliable"),
    "X": _("source cannot be assessed"),
}
INFORMATION_WORDS = {
    "1": _("known to be true"),
    "2": _("known to the source at first hand"),
    "3": _("known to the source from others"),
    "4": _("cannot be assessed"),
}
UNIT_WORDS = {
    "duty": pgettext_lazy("unit", "duty desk"),
    "records": pgettext_lazy("unit", "records"),
    "search": pgettext_lazy("unit", "search"),
    "analysis": pgettext_lazy("unit", "analysis"),
}
CASE_PART_WORDS = {
    "basis": _("Basis"),
    "evaluation": _("Evaluation"),
    "retention_class": _("Kept as"),
    "attachments": _("Attachments"),
    "biometrics": _("Biometric references"),
}
RETENTION_WORDS = {
    "wanted": pgettext_lazy("retention", "sought person"),
    "missing": pgettext_lazy("retention", "missing person"),
    "procedure": pgettext_lazy("retention", "sought for procedure"),
    "discreet": pgettext_lazy("retention", "discreet check"),
    "object": pgettext_lazy("retention", "object"),
    "analysis": pgettext_lazy("retention", "analysis"),
    "victim-witness-minor": pgettext_lazy("retention", "victim, witness or minor"),
    "unsorted": pgettext_lazy("retention", "not yet sorted"),
    "copy": pgettext_lazy("retention", "copy after action"),
}
DEED_WORDS = {
    "search.question.asked": _("found by a search"),
    "databanks.record.disclosed": _("opened"),
    "databanks.links.disclosed": _("named as linked"),
    "databanks.versions.read": _("earlier states read"),
    "databanks.attachment.disclosed": _("attachment opened"),
    "databanks.record.printed": _("printed"),
    "databanks.records.exported": _("taken out as a table"),
    "databanks.judgement.said": _("a person met judged not to be meant"),
    "databanks.judgement.made": _("judged the same as another, or different"),
    "databanks.certificate.issued": _("certificate issued"),
    "databanks.batch.approved": _("contribution approved"),
    "oversight.records.named": _("named in a case before the commission"),
    "databanks.record.withdrawn": _("withdrawn"),
    "databanks.record.blocked": _("blocked"),
    "databanks.record.unblocked": _("block lifted"),
}
"""What a deed did to a record, for its owner."""

REASON_ONE = {
    "names.explain.letters-differ": ngettext_noop("{count} letter differs", "{count} letters differ"),
    "names.age.beyond": ngettext_noop("{count} year beyond", "{count} years beyond"),
    "names.date.days-apart": ngettext_noop("{count} day apart", "{count} days apart"),
    "names.date.months-apart": ngettext_noop("{count} month apart", "{count} months apart"),
    "names.date.years-apart": ngettext_noop("{count} year apart", "{count} years apart"),
    "names.number.half-read": ngettext_noop(
        "what was read agrees, {count} character was not read", "what was read agrees, {count} characters were not read"
    ),
}
"""Reasons that count, with their singular; the plural is the sentence of the names room."""
PART_IN_SENTENCE = {
    "family": pgettext_lazy("in a sentence", "family name"),
    "given": pgettext_lazy("in a sentence", "given name"),
    "patronymic": pgettext_lazy("in a sentence", "patronymic"),
}
NAME_PARTS = {"name", "family", "given", "patronymic", "father", "mother"}
"""Parts of a comparison that are names: they are read aloud."""
LANGUAGE_WORDS = {
    "uz": _("Uzbek"),
    "az": _("Azerbaijani"),
    "de": _("German"),
    "fr": _("French"),
    "pl": _("Polish"),
    "kk": _("Kazakh"),
    "tg": _("Tajik"),
    "uk": _("Ukrainian"),
    "be": _("Belarusian"),
}
FITS = {"names.date.year-only", "names.date.month-only"}
"""Reasons for which a variant reads better as: fits."""
SAYS_NOTHING = {"names.explain.equal", "names.number.same", "names.number.another"}
RANKS = (
    _("Lt."),
    _("Sr Lt."),
    _("Capt."),
    _("Maj."),
    _("Lt. Col."),
    _("Col."),
    _("Inspector"),
    _("Sr Inspector"),
    _("Chief Inspector"),
    _("Adviser"),
    _("Jr Counsellor"),
    _("Counsellor"),
    _("Sr Counsellor"),
    _("Counsellor, 1st class"),
    _("Counsellor, 2nd class"),
    _("Counsellor, 3rd class"),
)
"""Ranks as the register writes them, for the catalogue; a rank that is not here stands as written."""
SERVICE_WORDS = (_("service duty"), _("desk"), _("approval"), _("complaints"), _("supervision"))
"""Basis and standing duty that the portal itself gives to warrants, for the catalogue."""
HOURS_WORDS = {"24/7": _("round the clock"), "always": _("round the clock"), "5/7": _("Monday to Friday")}
"""Signs by which registers write the days of a duty desk."""
SHARED_WORDS = {
    "link": _("link drawn by the owner"),
    "number": _("same number"),
    "address": _("same address"),
    "name": _("name agrees, same date of birth"),
}
"""What two related records share."""
