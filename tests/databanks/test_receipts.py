"""Receipts for the owner: taken out of a real house with a witness, held by the verifier that knows nothing of us."""

import csv
import json
import random
import runpy
import subprocess
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.test import Client

from commonweal.audit import checkpoint, verify, witness, witness_ways, witnessing
from commonweal.audit.sequencer import Sequencer
from commonweal.common.errors import BadInput, NotNow, RuleBroken
from commonweal.databanks import queries, receipts
from commonweal.house import places
from commonweal.portal.middleware import DESK_COOKIE
from tests import factories
from tests.portal.test_pages import record_ids
from tools.prove.forger import tamper

KEY = checkpoint.SigningKey.generate("commonweal.test/journal")
COSIGNER = checkpoint.SigningKey.generate("kz.example/witness", checkpoint.COSIGNER)
PROGRAM = places.checkout() / "verifier" / "verify_journal.py"
verify_journal = runpy.run_path(str(PROGRAM), run_name="verify_journal")


class Journal:
    """The house's journal with one witness; `settle` signs and has it cosigned."""

    def __init__(self, folder, clock, place: str = "here") -> None:
        self.clock, self.file = clock, checkpoint.CheckpointFile(folder / "checkpoints")
        self.settled = checkpoint.CheckpointFile(folder / "settled")
        self.witness = witness.Witness(folder, key=COSIGNER, log=KEY.public)
        self.place = place
        self.sequencer = Sequencer(clock, key=KEY, file=self.file)
        self.sequencer.start()

    def settle(self, *, grow: bool = True) -> witnessing.Settlement:
        while grow and self.sequencer.step():
            pass
        if grow:
            self.sequencer.sign()
        policy = witnessing.Policy(1, 14_400, (witnessing.Watcher(COSIGNER.public, self.place),))
        return witnessing.step(self.clock, policy=policy, log=KEY.public, file=self.file, settled=self.settled)


@pytest.fixture
def kept(house, superuser, as_role, tmp_path, monkeypatch):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-P-1", "Назаров", "Бахром")])
    made = Journal(tmp_path, as_role("cw_clock", autocommit=True))
    monkeypatch.setattr(witness_ways, "send", lambda _place, asked: (asked, made.witness.add_checkpoint(asked)))
    return made


@pytest.fixture
def read(superuser):
    def once(officer: str = "KZ-1") -> None:
        queries.record(factories.open_as(officer), record_ids(superuser)["UZ-P-1"])

    return once


def desk(officer: str = "UZ-3") -> str:
    return factories.open_as(officer, "desk", "own-records", standing_duty="desk", case_ref="")


def convict(tmp_path, *bundles: dict, alone: bool = False, **more: str) -> tuple[int, list[str]]:
    """What an outsider finds with these files of receipts; `alone`: as a program in a process of its own."""
    names = []
    for number, bundle in enumerate(bundles):
        names.append(str(tmp_path / f"bundle-{number}.json"))
        (tmp_path / f"bundle-{number}.json").write_text(receipts.as_text(bundle))
    options = [part for name, value in more.items() for part in (f"--{name}", value)]
    words = ["--journal", str(KEY.public), "--witness", str(COSIGNER.public), *options, *names]
    if alone:
        command = [sys.executable, "-I", str(PROGRAM), *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={})
        code, said = done.returncode, done.stdout
    else:
        with redirect_stdout(StringIO()) as told:
            code, said = verify_journal["main"](words), told.getvalue()
    assert code in (0, 1)
    return code, [line.partition(":")[0] for line in said.splitlines()[:-1]]


def test_owner_proves_each_disclosure_and_reads_its_entry(kept, read, tmp_path):
    read()
    kept.settle()
    bundle = receipts.receipts(desk())
    (one,) = bundle["receipts"]
    assert json.loads(one["entry"])["verb"] == "databanks.record.disclosed"
    assert [touch["officer"] for touch in one["touches"]] == ["KZ-1"]
    assert (bundle["pending"], bundle["owner"]["agency"]) == ([], "UZ-MIA")
    assert convict(tmp_path, bundle, alone=True, checkpoints=str(kept.settled.path)) == (0, [])
    assert convict(tmp_path, receipts.receipts(desk(), code=one["receipt"])) == (0, [])


def test_others_get_no_receipt_of_a_foreign_touch(kept, read):
    read()
    kept.settle()
    (one,) = receipts.receipts(desk())["receipts"]
    for stranger in ("KZ-1", "TJ-1"):
        assert receipts.receipts(desk(stranger))["receipts"] == []
        with pytest.raises(BadInput, match="unknown"):
            receipts.receipts(desk(stranger), code=one["receipt"])


def test_entry_that_concerns_two_owners_is_proved_and_stays_closed(kept, tmp_path, superuser):
    from commonweal.audit import journal
    from commonweal.handling import warrants

    factories.contribute(tmp_path, [factories.person("AM-P-1", "Назаров", "Бахром")], party="AM", name="am.jsonl")
    ids = record_ids(superuser)
    touches = [journal.Touch(ids[f"{party}-P-1"], party, f"{party}-MIA", 4) for party in ("AM", "UZ")]
    with warrants.reading(factories.open_as("KZ-1")) as holder:
        journal.record("search.question.asked", by=holder.actor, touches=touches, parts=["family"], banks=["united"])
    kept.settle()
    bundle = receipts.receipts(desk())
    (one,) = bundle["receipts"]
    assert (one["entry"], len(one["touches"])) == (None, 1)
    assert str(ids["AM-P-1"]) not in receipts.as_text(bundle)
    assert convict(tmp_path, bundle) == (0, [])


def test_what_is_not_settled_yet_is_pending_and_nothing_settled_is_said(kept, read):
    read()
    with pytest.raises(NotNow, match="nothing-settled"):
        receipts.receipts(desk())
    kept.settle()
    read("AM-1")
    bundle = receipts.receipts(desk())
    assert (len(bundle["receipts"]), len(bundle["pending"])) == (1, 1)
    moment = datetime.now(UTC) + timedelta(hours=1)
    assert receipts.receipts(desk(), since=moment)["receipts"] == []


def test_removed_entry_is_found_by_who_kept_a_receipt(kept, read, tmp_path, superuser, as_role):
    read()
    kept.settle()
    early = receipts.receipts(desk())
    leaf = early["receipts"][0]["leaf"]
    read("AM-1")
    kept.settle()
    kept.sequencer.stop()
    with superuser.transaction():
        tamper(superuser, "delete", leaf, recompute=True, chance=random.Random(3))
        superuser.execute("set local session_replication_role = replica")
        superuser.execute("delete from audit_touch where officer = 'KZ-1'")
    with pytest.raises(RuleBroken, match="contradicted"):
        receipts.receipts(desk())
    forged = _signed_anew(kept, superuser, tmp_path, as_role)
    late = receipts.receipts(desk()) | {"checkpoint": forged}
    code, kinds = convict(tmp_path, early, late, checkpoints=str(kept.settled.path))
    assert (code, {"signature", "removed"} <= set(kinds)) == (1, True)


def _signed_anew(kept, superuser, tmp_path, as_role) -> str:
    """The forger has the key, too: a journal that agrees with itself, but the witness does not go along."""
    kept.file.path.unlink()
    hashes = [
        bytes(row[0])
        for row in superuser.execute(
            "select leaf_hash from audit_entry where leaf is not null order by leaf"
        ).fetchall()
    ]
    from commonweal.audit import merkle

    note = checkpoint.sign(len(hashes), merkle.root_of(hashes), key=KEY, at=datetime.now(UTC))
    kept.file.append([note])
    assert verify.verify(as_role("cw_clock", autocommit=True), kept.file, KEY.public).holds
    superuser.execute("alter table audit_settlement disable trigger user")
    superuser.execute("update audit_settlement set note = %s, size = %s", [note, len(hashes)])
    return note


def test_fork_rollback_and_replayed_cosignature_are_found(kept, read, tmp_path, superuser):
    read()
    kept.settle()
    bundle = receipts.receipts(desk())
    point = checkpoint.parse(bundle["checkpoint"])
    forked = tmp_path / "forked"
    forked.write_text(checkpoint.sign(point.size, bytes(32), key=KEY, at=datetime.now(UTC)))
    assert convict(tmp_path, bundle, checkpoints=str(forked)) == (1, ["fork"])
    shorter = tmp_path / "shorter"
    shorter.write_text(checkpoint.sign(point.size - 1, bytes(32), key=KEY, at=datetime.now(UTC) + timedelta(hours=1)))
    assert convict(tmp_path, bundle, checkpoints=str(shorter)) == (1, ["rollback"])
    line = bundle["checkpoint"].splitlines(keepends=True)[-1]
    replayed = checkpoint.sign(point.size, point.root, key=KEY, at=datetime.now(UTC) + timedelta(hours=1)) + line
    assert convict(tmp_path, bundle | {"checkpoint": replayed}) == (1, ["signature"])


def test_changed_receipts_and_disclosures_without_an_entry_are_found(kept, read, tmp_path):
    read()
    kept.settle()
    bundle = receipts.receipts(desk())
    (one,) = bundle["receipts"]
    (touch,) = one["touches"]
    changes = (
        {"leaf": one["leaf"] + 1},
        {"leaf_hash": "00" * 32},
        {"proof": [*one["proof"], "00" * 32]},
        {"receipt": "R-0000-0000-0000"},
        {"entry": one["entry"].replace("KZ-1", "KZ-2")},
        {"touches": [touch | {"officer": "KZ-2"}]},
        {"touches": [touch | {"level": 2}]},
        {"touches": []},
    )
    for change in changes:
        assert convict(tmp_path, bundle | {"receipts": [one | change]}) == (1, ["receipt"]), change
    known = tmp_path / "known.csv"
    with known.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("record", "officer", "day"))
        rows.writerow(("UZ-P-1", "KZ-1", touch["at"][:10]))
        rows.writerow(("UZ-P-1", "AM-1", touch["at"][:10]))
    assert convict(tmp_path, bundle, known=str(known)) == (1, ["undisclosed"])


def test_copy_of_the_journal_is_held_against_the_checkpoints(kept, read, tmp_path, superuser):
    read()
    kept.settle()
    bundle = receipts.receipts(desk())
    texts = [row[0] for row in superuser.execute("select entry from audit_entry order by leaf").fetchall()]
    copy = tmp_path / "entries"
    for content, expected in (
        (texts, (0, [])),
        (texts[:3] + texts[4:], (1, ["entries"])),
        (texts[:-5], (1, ["entries"])),
    ):
        copy.write_text("\n".join(content) + "\n")
        assert convict(tmp_path, bundle, entries=str(copy)) == expected


def test_page_and_api_hand_out_the_same_file(kept, read, tmp_path):
    read()
    browser = Client(raise_request_exception=False)
    browser.cookies[DESK_COOKIE] = token = desk()
    refused = browser.get("/journal/receipts/")
    assert (refused.status_code, b"No proofs are taken out" in refused.content) == (409, True)
    kept.settle()
    page = browser.get("/journal/receipts/?since=24.11.2000")
    assert (page.status_code, page["Content-Type"]) == (200, "application/json")
    api = browser.get("/api/receipts?since=2000-11-24T00:00:00Z", headers={"authorization": f"Bearer {token}"})
    assert api.json()["receipts"] == page.json()["receipts"] != []
    reader = browser.get("/api/receipts", headers={"authorization": f"Bearer {factories.open_as('UZ-3')}"})
    assert reader.status_code == 403
    code = page.json()["receipts"][0]["receipt"]
    assert f"?code={code}".encode() in browser.get("/touches/").content
    assert browser.get(f"/journal/receipts/?code={code}").json()["receipts"][0]["receipt"] == code
    assert browser.get("/journal/receipts/?since=yesterday").status_code == 400
