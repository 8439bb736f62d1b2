"""Proves the main job on the demonstration: every planted identity is asked in each of its scripts, by real officers.

Runs against the house that the environment names, with the demonstration loaded and the search running. What each
officer should see is asked of the oracle, from a copy of the database's own labels and facts, never of the policy.
"""

import time
import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from commonweal.common import clock
from commonweal.handling import warrants
from commonweal.house.demo import Demo
from commonweal.house.demo.planted import Planted
from commonweal.search import actions
from tests.handling import oracle, worlds
from tools.prove.line import Line

PURPOSE = "wanted-person"
LEVELS = {"hit": 2, "core": 3, "full": 4}


@dataclass
class Tally:
    """What was counted over all questions."""

    questions: int = 0
    expected: int = 0
    found: int = 0
    right_level: int = 0
    beyond: list[str] = field(default_factory=list)
    unexplained: int = 0
    shown: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    look_alikes: int = 0
    look_alikes_strong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    by_pair: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    milliseconds: list[float] = field(default_factory=list)


def read_world(superuser, officers) -> worlds.World:
    """The database as the oracle's world: labels, records, exchange; a warrant in order for each of these officers."""
    columns = (
        "id, owner_party, owner_agency, owner_unit, bank, classification, scope, see_full, see_core, see_hit, see_silent,"
        " denied, kinds, purposes, special_purposes, handling"
    )
    labels = [
        worlds.Label(*row[:7], *(frozenset(codes) for codes in row[7:15]), row[15])
        for row in superuser.execute(f"select {columns} from handling_label order by id").fetchall()
    ]
    places = {label.id: place for place, label in enumerate(labels, 1)}
    labels = [worlds.Label(places[label.id], *(getattr(label, n) for n in label.__slots__[1:])) for label in labels]
    records = [
        worlds.Record(row[0], places[row[1]], *row[2:])
        for row in superuser.execute(
            "select id, label_id, status, expires, contributor from databanks_record"
        ).fetchall()
    ]
    exchange = [
        worlds.Exchange(*row)
        for row in superuser.execute(
            "select owner, bank, reader, purpose, level, valid_from, valid_until, confirmed from handling_exchange"
        ).fetchall()
    ]
    now = clock.now()
    standing = [
        superuser.execute(
            "select party, agency, kind, unit, clearance from handling_standing(%s)", [each.code]
        ).fetchone()
        for each in officers
    ]
    made = [
        worlds.Warrant(
            number,
            each.code,
            *row,
            "reader",
            PURPOSE,
            "proof",
            "26/0417-3",
            "",
            now - worlds.DAY,
            now + worlds.DAY,
            None,
            True,
        )
        for number, (each, row) in enumerate(zip(officers, standing, strict=True))
    ]
    return worlds.World(now, made, labels, records, exchange, [], [], [])


def readers(demo: Demo) -> list:
    """One accredited reader of each of several agencies of every state that takes part."""
    chosen = []
    for agency in demo.agencies:
        if holding := demo.holding("reader", agency.code):
            chosen.append(holding[0])
    return chosen


def prove_identities(demo: Demo, superuser, *, told=lambda done, of: None) -> list[Line]:
    """Ask for everybody; returns the lines. `superuser` is a connection bound by no policy, for the oracle's world."""
    officers = readers(demo)
    world = read_world(superuser, officers)
    ids = {
        (agency, ref): record
        for agency, ref, record in superuser.execute(
            "select owner_agency, owner_ref, record_id from databanks_identity"
        ).fetchall()
    }
    records = {record.id: record for record in world.records}
    tokens = [
        warrants.open_warrant(
            each.code, role="reader", purpose=PURPOSE, basis="proof", case_ref="26/0417-3", minutes=120
        ).token
        for each in officers
    ]
    tally = Tally()
    for number, planted in enumerate(demo.planted):
        place = number % len(officers)
        expected = {
            ids[m.agency, m.ref]: oracle.level(world, world.warrants[place], records[ids[m.agency, m.ref]])
            for m in (*planted.members, *planted.others)
            if (m.agency, m.ref) in ids
        }
        for question in planted.questions:
            _ask(planted, question, expected, ids, tokens[place], tally)
        told(number + 1, len(demo.planted))
    return _lines(demo, tally, len(officers))


def _ask(planted: Planted, question, expected: dict[uuid.UUID, int], ids: dict, token: str, tally: Tally) -> None:
    began = time.perf_counter()
    asked = {name: getattr(question, name) for name in ("family", "given", "patronymic", "born")}
    answer = actions.ask(token, asked)
    tally.milliseconds.append((time.perf_counter() - began) * 1000)
    tally.questions += 1
    shown = {each.record.id: each for each in answer.candidates}
    same = {ids[m.agency, m.ref]: m for m in planted.members if (m.agency, m.ref) in ids}
    notices = {ids[key] for key in planted.notices if key in ids}
    for record, member in same.items():
        level = expected[record]
        if level < 2:
            if record in shown:
                tally.beyond.append(f"{planted.identity} {member.ref}")
            continue
        pair = f"{question.script}→{member.script}"
        tally.expected += 1
        tally.by_pair[pair][1] += 1
        if record not in shown:
            asked_for = " ".join((question.family, question.given, question.patronymic, question.born))
            held = " ".join((member.name.family, member.name.given, member.name.patronymic, member.born or "-"))
            tally.missed.append(f"{pair} {asked_for} / {held}{' (edited)' if member.edited else ''}")
            continue
        tally.found += 1
        tally.by_pair[pair][0] += 1
        found = shown[record]
        tally.right_level += LEVELS[found.level] == level
        tally.unexplained += found.level != "hit" and not any(part.asked for part in found.agreements)
    for record, found in shown.items():
        tally.shown[found.band] += 1
        tally.wrong[found.band] += record not in same and record not in notices
    for member in planted.others:
        record = ids.get((member.agency, member.ref))
        if record in shown:
            tally.look_alikes += 1
            if shown[record].band == "strong":
                tally.look_alikes_strong.append(f"{planted.identity} {member.ref}")


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({100 * part / whole:.2f} %)" if whole else "none"


def _lines(demo: Demo, tally: Tally, officers: int) -> list[Line]:
    strong = tally.shown["strong"]
    ordered = sorted(tally.milliseconds)
    worst = min(tally.by_pair.items(), key=lambda pair: pair[1][0] / pair[1][1])
    identities = len({each.identity for each in demo.planted if each.kind != "look-alike"})
    return [
        Line(
            "planted identities asked",
            f"{identities}, {tally.questions:,} questions by {officers} officers",
            "≥ 600",
            identities >= 600,
        ),
        Line(
            "every record that the oracle lets the officer find is found",
            _share(tally.found, tally.expected)
            + f"; weakest pair of scripts {worst[0]} {worst[1][0]}/{worst[1][1]}"
            + "".join(f"\n         missed {each}" for each in tally.missed[:20]),
            "all",
            tally.found == tally.expected,
        ),
        Line(
            "found at the oracle's level",
            _share(tally.right_level, tally.found),
            "all",
            tally.right_level == tally.found,
        ),
        Line("found beyond the oracle", str(len(tally.beyond)), "0", not tally.beyond),
        Line("shown with identity but without an explanation", str(tally.unexplained), "0", tally.unexplained == 0),
        Line(
            "look-alikes called strong",
            f"{len(tally.look_alikes_strong)} (seen {tally.look_alikes:,} times)",
            "never",
            not tally.look_alikes_strong,
        ),
        Line(
            "precision and recall, for the reader",
            f"recall {100 * tally.found / tally.expected:.2f} %, precision of strong"
            f" {100 * (1 - tally.wrong['strong'] / max(1, strong)):.2f} % of {strong:,}, of possible"
            f" {100 * (1 - tally.wrong['possible'] / max(1, tally.shown['possible'])):.2f} % of {tally.shown['possible']:,}",
            "printed",
            True,
        ),
        Line(
            "time of one question, everything included",
            f"p50 {ordered[len(ordered) // 2]:.1f} ms, p99 {ordered[len(ordered) * 99 // 100]:.1f} ms",
            "printed",
            True,
        ),
    ]


def prove() -> list[Line]:
    """Prove on the house that the environment names; loads the demonstration if it is not there."""
    from commonweal.house import places, postgres, processes
    from commonweal.house.commands.demo import settle
    from commonweal.house.demo import stage

    with processes.borrowed(("search", "clock")):
        demo = stage.load()
        settle()
        with postgres.connect_super("main", places.database_name()) as superuser:
            return prove_identities(demo, superuser)
