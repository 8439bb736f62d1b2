"""The journal that convicts its owner: the tree, a matrix of frauds, a house that shows two faces, and what it costs."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from commonweal.audit import checkpoint, cosignature, journal, merkle, verify, witness, witness_ways
from tools.prove.forger import plain_entry
from tools.prove.line import Line
from tools.prove.trust_tree import prove_trees

ENTRIES = 1_000
POSITIONS = 1_000
EVERY = 100
QUERIES = 400
LONGEST = 2
"""Milliseconds that an entry may cost a question."""
TRIES = 5
"""Times that the cost is taken at most: a machine that is busy with something else is not so every time."""
AT = datetime(2026, 11, 25, tzinfo=UTC)
Rows = list[verify.Row]


# --- C2: eight frauds at a thousand places ----------------------------------------------------------------------------


class Known:
    """An honest journal of a thousand entries, its signed checkpoints, and a witness who cosigned it all."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance, self.key = chance, checkpoint.SigningKey.generate("commonweal.proof/journal")
        self.cosigner = checkpoint.SigningKey.generate("proof.example/witness", checkpoint.COSIGNER)
        texts = [plain_entry(chance, n=str(number)) for number in range(ENTRIES)]
        self.rows = [_row(number, text) for number, text in enumerate(texts)]
        self.leaves = [row.leaf_hash for row in self.rows]
        self.content = "".join(self.note(self.leaves[:size]) for size in range(0, ENTRIES + 1, EVERY))
        self.witness = witness.Witness(folder, key=self.cosigner, log=self.key.public, now=lambda: AT)
        self.line = self.witness.add_checkpoint(witness.request(0, [], self.note(self.leaves))).text

    def note(self, leaves: list[bytes], at: datetime = AT) -> str:
        """A checkpoint under the journal's own key."""
        return checkpoint.sign(len(leaves), merkle.root_of(leaves), key=self.key, at=at)


def _row(number: int, text: str) -> verify.Row:
    from uuid import UUID

    digest = merkle.leaf_hash(text.encode())
    return verify.Row(number, UUID(bytes=digest[:16]), text, digest)


def _changed(known: Known, kind: str, at: int) -> Rows:
    """The rows after a forger who recomputes every hash."""
    rows, other = list(known.rows), _row(at, plain_entry(known.chance, forged="yes"))
    if kind == "update":
        rows[at] = other
    elif kind == "delete":
        del rows[at]
    elif kind == "insert":
        rows.insert(at, other)
    elif kind == "swap":
        rows[at], rows[at + 1] = rows[at + 1], rows[at]
    else:
        del rows[at:]
    return [row._replace(leaf=number) for number, row in enumerate(rows)]


def _in_the_house(kind: str) -> Callable[[Known, int], bool]:
    def found(known: Known, at: int) -> bool:
        """The verification names the two neighbouring checkpoints around the place (no row is wrong by itself)."""
        report = verify.examine(_changed(known, kind, at), known.content, key=known.key.public)
        lower, upper = report.between or (0, 0)
        return not report.holds and lower <= at < upper == lower + EVERY

    return found


def _clumsy(known: Known, at: int) -> bool:
    """An entry changed under its old hash is named by its number."""
    rows = list(known.rows)
    rows[at] = rows[at]._replace(entry=plain_entry(known.chance, forged="yes"))
    report = verify.examine(rows, known.content, key=known.key.public)
    return report.first_bad == at and not report.between


def _fork(known: Known, at: int) -> bool:
    """A history that differs from `at` on, longer or as long, signed with the journal's key: no witness goes along."""
    leaves = list(known.leaves)
    leaves[at] = merkle.leaf_hash(known.chance.randbytes(16))
    leaves += [merkle.leaf_hash(known.chance.randbytes(16)) for _ in range(at % 3)]
    proof = merkle.consistency_proof(leaves, ENTRIES) if len(leaves) > ENTRIES else []
    return known.witness.add_checkpoint(witness.request(ENTRIES, proof, known.note(leaves))).status in (409, 422)


def _rollback(known: Known, at: int) -> bool:
    """An older checkpoint, signed anew and later, whatever the house says the witness saw last."""
    note = known.note(known.leaves[:at], AT + timedelta(hours=1))
    tries = [witness.request(old, [], note) for old in (0, at, ENTRIES)]
    return all(known.witness.add_checkpoint(each).status in (400, 409) for each in tries)


def _replay(known: Known, at: int) -> bool:
    """The cosignature of one checkpoint under another, and an old one with a new date."""
    other = known.note(known.leaves[:at], AT) if at % 2 else known.note(known.leaves, AT + timedelta(seconds=at + 1))
    return cosignature.when(other + known.line, key=known.cosigner.public) is None


def _matrix(folder: Path, chance: random.Random) -> list[Line]:
    known = Known(folder, chance)
    frauds = {f"{kind}, every hash recomputed": _in_the_house(kind) for kind in FORGED}
    frauds |= {"update under the old hash": _clumsy, "fork": _fork, "rollback": _rollback, "replay": _replay}
    lines = []
    for name, found in frauds.items():
        began = time.monotonic()
        places = [at % (ENTRIES - 1) for at in range(POSITIONS)]
        count = sum(found(known, at) for at in places)
        figure = f"{count:,} of {POSITIONS:,} ({time.monotonic() - began:.0f} s)"
        lines.append(Line(f"Fraud found and placed: {name}", figure, f"{POSITIONS:,}", count == POSITIONS))
    last = checkpoint.parse(known.witness.last()) == checkpoint.parse(known.note(known.leaves))
    kept = (folder / "refused").exists()
    figure = f"{'as it was' if last else 'moved'}; notes of forks {'kept' if kept else 'lost'}"
    return [*lines, Line("The witness after three thousand frauds", figure, "as it was, notes kept", last and kept)]


FORGED = ("update", "delete", "insert", "swap", "truncate")


# --- C3: two faces, the outsider, the cost ----------------------------------------------------------------------------


@contextmanager
def _witnessed(house, folder: Path):
    """A house with one disclosure and a witness that answers by HTTP."""
    from tests import factories
    from tests.databanks.test_receipts import COSIGNER, KEY, Journal

    with house.superuser() as superuser, house.connect("cw_clock", autocommit=True) as clock:
        factories.cast(superuser)
        factories.contribute(folder, [factories.person("UZ-P-1", "Назаров", "Бахром")])
        apart = folder / "witness"
        apart.mkdir()
        server = witness_ways.server(witness.Witness(apart, key=COSIGNER, log=KEY.public), 0)
        Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        kept = Journal(folder, clock, place=f"http://127.0.0.1:{server.server_address[1]}/")
        yield superuser, kept, apart
        server.shutdown()
        server.server_close()


def _split_view(house, folder: Path, chance: random.Random) -> list[Line]:
    from commonweal.databanks import queries, receipts
    from tests import factories
    from tests.databanks.test_receipts import KEY, convict, desk
    from tests.portal.test_pages import record_ids
    from tools.prove.forger import tamper

    with _witnessed(house, folder) as (superuser, kept, apart):
        record = record_ids(superuser)["UZ-P-1"]
        for officer in ("KZ-1", "AM-1"):
            queries.record(factories.open_as(officer), record)
        before = kept.settle()
        early = receipts.receipts(desk())
        untouched = convict(folder, early, alone=True, checkpoints=str(kept.settled.path))
        kept.sequencer.stop()
        with superuser.transaction():
            tamper(superuser, "delete", early["receipts"][0]["leaf"], recompute=True, chance=chance)
            superuser.execute("set local session_replication_role = replica")
            superuser.execute("delete from audit_touch where officer = 'KZ-1'")
        rows = superuser.execute("select leaf_hash from audit_entry where leaf is not null order by leaf").fetchall()
        forged = [bytes(row[0]) for row in rows][: before.size]
        forged += [merkle.leaf_hash(b"padding")] * (before.size - len(forged))
        second = checkpoint.sign(before.size, merkle.root_of(forged), key=KEY, at=datetime.now(UTC))
        kept.file.path.unlink()
        kept.file.append([second])
        superuser.execute("update audit_settlement set candidate = %s", [second])
        after = kept.settle(grow=False)
        refused = (
            after.witnesses["kz.example/witness"].get("fault") == "refused" and after.settled_at == before.settled_at
        )
        removed = early | {"receipts": early["receipts"][1:]}
        known = folder / "known.csv"
        known.write_text("record,officer\nUZ-P-1,KZ-1\nUZ-P-1,TJ-1\n")
        frauds = {
            "removed entry": (convict(folder, early, removed, alone=True), "removed"),
            "forked log": (convict(folder, early, alone=True, checkpoints=str(apart / "refused")), "fork"),
            "disclosure without an entry": (convict(folder, early, alone=True, known=str(known)), "undisclosed"),
        }
    found = [name for name, ((code, kinds), kind) in frauds.items() if code == 1 and set(kinds) == {kind}]
    clean = untouched == (0, [])
    return [
        Line("A second root for the same length", "refused" if refused else "cosigned", "refused", refused),
        Line("The outsider, before any fraud", "finds nothing" if clean else str(untouched), "finds nothing", clean),
        Line(
            "The outsider with keys, checkpoints and receipts alone",
            f"finds {', '.join(found)}",
            "all 3",
            len(found) == 3,
        ),
    ]


def _cost() -> list[Line]:
    """What a question pays for its entry with five touches: a transaction with it, less one without."""
    from django.db import connection

    from tests import factories

    token = factories.open_as("KZ-1")
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        backend = cursor.fetchone()[0]
    tries = []
    while len(tries) < TRIES and not (tries and min(tries)[0] <= LONGEST):
        without, with_entry = (_transactions(token, backend, entry=entry) for entry in (False, True))
        tries.append((with_entry[0] - without[0], with_entry[1] - without[1]))
    waited, worked = min(tries)
    asked = []
    for _ in range(QUERIES):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("select audit_settled()")
        asked.append((time.perf_counter() - began) * 1000)
    figure = f"{waited:.2f} ms with five touches, of it {worked:.2f} ms of a processor; tries: {len(tries)}"
    return [
        Line("Cost of the journal for a question, p50", figure, f"at most {LONGEST} ms", waited <= LONGEST),
        Line("Asking whether it is settled, p50", f"{statistics.median(asked):.2f} ms", "printed", True),
    ]


def _transactions(token: str, backend: int, *, entry: bool) -> tuple[float, float]:
    """Milliseconds of the middle transaction, and of a processor for each, here and in the database."""
    from uuid import uuid4

    from commonweal.handling import warrants

    touches, took = [journal.Touch(uuid4(), "UZ", "UZ-MIA", 4) for _ in range(5)], []
    before = _worked(backend)
    for _ in range(QUERIES):
        began = time.perf_counter()
        with warrants.reading(token) as holder:
            if entry:
                journal.record("search.question.asked", by=holder.actor, touches=touches, parts=["family"])
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), (_worked(backend) - before) / QUERIES


def _worked(backend: int) -> float:
    """Milliseconds of a processor that this process and its session of the database took so far (proc(5), schedstat)."""
    session = int(Path(f"/proc/{backend}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6
    return time.process_time() * 1000 + session


def prove() -> list[Line]:
    """All of it, on a scratch database of the tests' server."""
    from tools.prove import scratch

    chance = random.Random(20261125)
    lines = prove_trees(chance)
    with tempfile.TemporaryDirectory() as name:
        lines += _matrix(Path(name), chance)
    with tempfile.TemporaryDirectory() as name, scratch.database() as house:
        lines += _split_view(house, Path(name), chance)
        lines += _cost()
    return lines
