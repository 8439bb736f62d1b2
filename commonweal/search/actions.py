"""Asking: one question under one warrant, with its trace.

The search process says which records may be meant; what of them the officer reads is fetched under row-level security.
The disclosure is journalled and the owners told in the same transaction that read; nothing is shown before it commits.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError, NotAllowed
from commonweal.databanks import banks as banks_of_the_house
from commonweal.databanks import queries as databanks
from commonweal.databanks import types
from commonweal.databanks.banks import Bank
from commonweal.databanks.judgements import Judgement
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.members import queries as members
from commonweal.names import PartAgreement
from commonweal.search import client, doubts, explanation, judged, limits, narrative, questions, tokens, wire
from commonweal.search.steps import whole_steps
from commonweal.workflow import actions as workflow

MOST = 20
"""Candidates in one answer."""
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A record that may be meant, as this officer may see it."""

    band: str
    level: str
    record: RecordView
    agreements: tuple[PartAgreement, ...]
    contact: object | None
    judged: Judgement | None = None
    """That this person was judged not to be the one of the record, by whom and until when."""
    pairs: tuple[Judgement, ...] = ()
    """What owners judged of this record and others in the same answer."""
    settling: tuple[doubts.Doubt, ...] = ()
    """What would settle the doubt."""

    @property
    def meaning(self) -> str:
        """The band in words."""
        return doubts.MEANING[self.band]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question brought, and the receipt of its trace. `banks` were asked; `more` says that further records
    which the reader may see agree with the number as well; `notice`, that records of other parties were kept back."""

    receipt: str
    asked_at: datetime
    candidates: tuple[CandidateView, ...]
    banks: tuple[Bank, ...] = ()
    more: bool = False
    notice: CommonwealError | None = None


def ask(token: str, question: Mapping[str, object]) -> Answer:
    """Ask one question under a purpose; see `wire.Question` and `narrative.Question` for its parts.

    All banks that the holder's agency queries are asked, or those of them that the question names. Raises BadInput
    where it says too little or names what there is not, NotAllowed where no warrant is in order or the agency queries
    no such bank, NotNow where the search is away or the officer has asked as much as is allowed (`limits`).
    """
    with whole_steps():
        return _answer(token, as_asked(question))


def _answer(token: str, asked: narrative.Question) -> Answer:
    parts = _parts(asked)
    banks = banks_asked(asked.banks, token)
    asked.banks = [bank.code for bank in banks]
    limits.count_question(token, tokens.of_question(asked))
    deep = asked.asks_more and not questions.is_of_a_number(asked)
    limit = narrative.DEEP if deep else MOST
    reply = client.call(wire.Ask(token=token, question=asked.for_index(), limit=limit, weighed=asked.asks_more))
    with warrants.reading(token) as holder:
        found = databanks.fetch([uuid.UUID(each.id) for each in reply.candidates], holder=holder)
        weighed = [
            _candidate(each, found[uuid.UUID(each.id)], asked)
            for each in reply.candidates
            if uuid.UUID(each.id) in found
        ]
        held = {uuid.UUID(each.id) for each in reply.candidates if each.held}
        (candidates,) = judged.marked([judged.Asked(asked, narrative.chosen(weighed, most=MOST), held)])
        receipt = journal.record(
            "search.question.asked",
            by=holder.actor,
            touches=tuple(databanks.touch(each.record) for each in candidates),
            parts=parts,
            banks=asked.banks,
        )
        _tell_owners(candidates, holder)
        limits.note_shown(holder, [each.record.id for each in candidates if not each.record.mine])
    return Answer(receipt, clock.now(), candidates, banks, reply.more, holder.notice)


def banks_asked(wanted: list[str], token: str) -> tuple[Bank, ...]:
    """The banks to ask: those named, else all that the holder's agency queries today."""
    with warrants.reading(token) as holder:
        askable = {bank.code: bank for bank in banks_of_the_house.askable(holder)}
    if not askable:
        raise NotAllowed(
            "search.question.no-bank",
            "Your agency queries no bank today; who takes part in which bank is in the register of banks, which the"
            " secretariat keeps.",
        )
    if unknown := [code for code in wanted if code not in askable]:
        raise NotAllowed(
            "search.question.bank-not-queried",
            "Your agency does not query the bank {bank}; it queries {known}.",
            bank=unknown[0][:40],
            known=", ".join(askable),
        )
    return tuple(bank for code, bank in askable.items() if not wanted or code in wanted)


def as_asked(question: Mapping[str, object]) -> narrative.Question:
    """The question as the search process takes it; raises BadInput for what is too long or no type."""
    values = {}
    for name in narrative.Question.__struct_fields__:
        value = question.get(name) or ""
        if name in ("countries", "banks"):
            values[name] = [str(code)[:LONGEST_CODE] for code in value][:10] if value else []
            continue
        text = str(value).strip()
        if len(text) > 300 or "\x00" in text:
            raise BadInput("search.question.too-long", "A part of the question has at most 300 characters.")
        values[name] = text
    checked_type(values["type"])
    return narrative.Question(**values)


def checked_type(code: str) -> str:
    """The code of a record type or of a group; raises BadInput where there is neither, "" is none."""
    if code and not questions.types_of(code):
        raise BadInput(
            "search.question.unknown-type",
            "There is no record type or group {type}; there are {known}.",
            type=code[:40],
            known=", ".join((*types.by_group(), *types.all_types())),
        )
    return code


def _parts(asked: narrative.Question) -> list[str]:
    """Which parts were asked, for the journal: never their words."""
    return [name for name in narrative.Question.__struct_fields__ if getattr(asked, name)]


def _candidate(found: wire.Found, record: RecordView, asked: narrative.Question) -> tuple[CandidateView, float]:
    """The candidate, and what its narrative weighs."""
    hit = record.level == "hit"
    # At a hit nothing is said of parts: that one agrees would tell a value that the owner keeps.
    agreements = () if hit else tuple(explanation.explain(asked, record.type, record.identity))
    weighed = narrative.weigh(asked, found, record)
    agreements += weighed.agreements
    said = explanation.said_of(asked, "" if hit else record.type)._replace(untold=narrative.untold(asked, record))
    view = CandidateView(
        band=weighed.band,
        level=record.level,
        record=record,
        agreements=agreements,
        contact=contact(record),
        settling=doubts.at_hit(said) if hit else doubts.settling(said, agreements),
    )
    return view, weighed.weight


def contact(record: RecordView) -> object | None:
    """The duty desk to ask about a hit; None where the reader reads the record himself."""
    return members.contact_for(record.owner_agency) if record.level == "hit" else None


def _tell_owners(candidates: tuple[CandidateView, ...], holder: Holder) -> None:
    """An item in the inbox of each foreign owner whose record was shown."""
    for each in candidates:
        if each.record.owner_party != holder.party:
            tell_owner(each.record, holder)


def tell_owner(record: RecordView, holder: Holder) -> None:
    """Tell the owner that its record was shown to a reader of another party."""
    workflow.post(
        record.owner_agency,
        kind="record-seen",
        subject=f"record/{record.id}",
        words={
            "party": holder.party,
            "agency": holder.agency,
            "ref": record.owner_ref or record.hit_ref,
            "level": record.level,
            "purpose": holder.purpose,
            "case": holder.case_ref or holder.standing_duty,
        },
    )
