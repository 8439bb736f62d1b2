"""What the narrative of a record says of who was asked for: place of birth, father, mother.

They are read at level full alone, so they stay out of the index: a band that moved with them would tell at a hit what
the owner keeps. Here they are weighed once more where the reader has the record before him, in the transaction that
read it under row-level security; a hit is given back as it came, whatever was asked. Where a record is shown in its
core, the country of birth and the patronymic, which stand there, are compared, and nothing is said of the rest.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from commonweal.databanks.queries import RecordView
from commonweal.names import PartAgreement, explain_parent, explain_place
from commonweal.search import reading, wire
from commonweal.search.explanation import written_parts
from commonweal.search.index.bands import band_at
from commonweal.search.index.likelihood import parent_weight, place_weight

PARTS = ("birthplace", "father", "mother")
DEEP = 50
"""Candidates that are looked at where these parts are asked: one further down may be the one whose parents agree."""
_ORDER = ("strong", "possible", "weak")


class Question(wire.Question):
    """A question with what only narratives tell. It never goes over the socket: the process would refuse it."""

    birthplace: str = ""
    father: str = ""
    mother: str = ""

    @property
    def asks_more(self) -> bool:
        """Whether there is anything to weigh that the index does not hold."""
        return any(getattr(self, part) for part in PARTS)

    def for_index(self) -> wire.Question:
        """What goes to the search process."""
        return wire.Question(**{part: getattr(self, part) for part in wire.Question.__struct_fields__})


class Weighed(NamedTuple):
    """A candidate after the narrative: its band, how that agrees or not, part by part, and the weight (log-odds)."""

    band: str
    agreements: tuple[PartAgreement, ...] = ()
    weight: float = 0.0


def weigh(question: Question, found: wire.Found, record: RecordView) -> Weighed:
    """The candidate as it stands after what this reader was given of the record."""
    if record.level == "hit" or not question.asks_more:
        return Weighed(found.band)
    agreements = tuple(_agreements(question, record))
    weight = sum(_weight(each, found.agreements) for each in agreements)
    if found.standing is None:
        return Weighed(found.band, agreements)
    verdicts = found.agreements | {each.part: each.verdict for each in agreements if not _is_initial(each)}
    return Weighed(band_at(found.standing, verdicts, weight=weight), agreements, weight)


def of_row(
    question: Question, row: wire.Row, seen: Mapping[uuid.UUID, RecordView]
) -> list[tuple[uuid.UUID, str, bool]]:
    """Of the candidates of one of many questions those that the reader sees, the strongest first: id, band after the
    narrative, whether the record holds the very number asked for."""
    told = []
    for at, (each, band, held) in enumerate(row.candidates):
        if (record := seen.get(uuid.UUID(each))) is not None:
            verdicts, standing = row.resting[at] if row.resting else ({}, None)
            told.append((record.id, weigh(question, wire.Found(each, band, verdicts, standing), record).band, held))
    return sorted(told, key=lambda each: _ORDER.index(each[1])) if question.asks_more else told


def _agreements(question: Question, record: RecordView) -> Iterable[PartAgreement]:
    plan = reading.plan(record.type)
    if not (plan.births or plan.sex):
        return
    for part in PARTS:
        if not (asked := getattr(question, part)):
            continue
        if part == "birthplace":
            found = explain_place(part, asked, _places(record))
        else:
            names = [written_parts(name) for name in record.values(part)]
            # The patronymic, read where no father is named.
            own = reading.values(plan.names, record.identity) if part == "father" and not names else ()
            patronymics = [word for name in own for word in written_parts(name).patronymic]
            found = explain_parent(part, asked, names, patronymics=patronymics)
        # Whether a part that is not shown holds anything is not known here either.
        hidden = record.level != "full" and found.code == "names.explain.not-in-record"
        yield found._replace(code="names.explain.not-shown") if hidden else found


def _places(record: RecordView) -> list[tuple[str, str]]:
    """Places of birth with the country of each; the country alone where no place is told."""
    lands = [each["code"] for each in record.values("countries") if each.get("kind") == "birth"]
    land = lands[0] if len(lands) == 1 else ""
    places = [each for each in record.values("places") if each.get("kind") == "birth"]
    return [(each["text"], each.get("country", "") or land) for each in places] or [("", each) for each in lands]


def untold(question: Question, record: RecordView) -> bool:
    """Whether the record shows its reader a place of birth or parents after whom he did not ask."""
    shown = {"birthplace": bool(_places(record)), "father": record.values("father"), "mother": record.values("mother")}
    return record.level == "full" and any(shown[part] and not getattr(question, part) for part in PARTS)


def _weight(said: PartAgreement, verdicts: Mapping[str, str]) -> float:
    if said.part == "birthplace":
        return place_weight(said.code.rpartition(".")[2])
    if _is_initial(said) or (said.part == "father" and _tells_the_same(said.verdict, verdicts.get("patronymic", ""))):
        return 0.0
    return parent_weight(said.verdict)


def _tells_the_same(father: str, patronymic: str) -> bool:
    """Whether the patronymic that was asked has told it already."""
    agree = ("same", "variant")
    return patronymic == father or (patronymic in agree and father in agree)


def _is_initial(said: PartAgreement) -> bool:
    return said.code == "names.explain.initial"


def chosen(candidates: Iterable[tuple], *, most: int) -> list:
    """The candidates of a page, each given as (view, weight): hits that would stand there without the narrative, and
    the best of the others. In a band those come first for whom the narrative speaks, those last against whom it does.
    """
    whole = list(candidates)
    hits = [each for each in whole[:most] if each[0].level == "hit"]
    others = sorted((each for each in whole if each[0].level != "hit"), key=_place)
    kept = [*hits, *others[: most - len(hits)]]
    at = {id(each): place for place, each in enumerate(whole)}
    return [view for view, _ in sorted(sorted(kept, key=lambda each: at[id(each)]), key=_place)]


def _place(candidate: tuple) -> tuple[int, int]:
    view, weight = candidate
    return _ORDER.index(view.band), -1 if weight > 0 else 1 if weight < 0 else 0
