#!/usr/bin/env python3
"""Verify a Commonweal journal from outside: with public keys, checkpoints and receipts, and nothing of the house.

    verify_journal.py --journal journal.pub --witness KEY --quorum N [--checkpoints FILE] … RECEIPTS.json …

Give receipts oldest first. Needs Python 3.11 and the package `cryptography`; imports nothing of Commonweal. Found are:
  signature     a checkpoint that the journal's key did not sign, or too few of its witnesses cosigned
  fork          two histories under one key: two roots for one length, or two entries at one place
  rollback      a checkpoint signed later than another, and shorter
  receipt       a receipt whose proof, entry or touches are not what the checkpoint holds
  removed       an entry of an earlier file of receipts that a later one no longer proves
  entries       a copy of the journal (--entries, one text a line) that does not lead to the signed root
  undisclosed   a disclosure that the owner learned of otherwise (--known) and no proved receipt tells of

Exit code 0: nothing found; 1: something; 2: wrong usage. RFC 6962, RFC 9162; c2sp.org/signed-note, tlog-cosignature.
"""

import argparse
import base64
import csv
import hashlib
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LOG, COSIGNER = 1, 4
NOTE = re.compile(r"(?:(?!— )[^\n]+\n){3,}\n(?:— [^\n]+\n)+")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ACTOR = ("officer", "party", "agency", "purpose", "basis", "case_ref")


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes, level by level: a lone node at the end of a level moves up as it is."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    while len(leaves) > 1:
        pairs = [node_hash(*leaves[at : at + 2]) for at in range(0, len(leaves) - 1, 2)]
        leaves = pairs + leaves[len(pairs) * 2 :]
    return leaves[0]


def root_by_proof(index: int, size: int, leaf: bytes, proof: list[bytes]) -> bytes | None:
    """The root to which a proof of inclusion leads, or None where its length is wrong (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return None
    last, found = size - 1, leaf
    for step in proof:
        if last == 0:
            return None
        if index % 2 or index == last:
            found = node_hash(step, found)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            found = node_hash(found, step)
        index, last = index // 2, last // 2
    return found if last == 0 else None


class Key:
    """A public key as `name+id+base64`; `kind` is LOG or COSIGNER."""

    def __init__(self, text: str) -> None:
        self.name, key_id, data = text.strip().split("+", 2)
        raw = base64.b64decode(data, validate=True)
        self.kind, self.raw = raw[0], raw[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if self.id.hex() != key_id or len(self.raw) != 32 or self.kind not in (LOG, COSIGNER):
            raise ValueError(f"this is no key: {text.strip()}")

    def signed(self, note: str) -> bool:
        """Whether a signature of this key under the note holds."""
        body, _, lines = note.partition("\n\n")
        body += "\n"
        for line in lines.splitlines():
            name, _, data = line.removeprefix("— ").partition(" ")
            try:
                signature = base64.b64decode(data, validate=True)
            except ValueError:
                continue
            if name != self.name or signature[:4] != self.id:
                continue
            text, signature = body, signature[4:]
            if self.kind == COSIGNER:
                text = f"cosignature/v1\ntime {int.from_bytes(signature[:8], 'big')}\n{body}"
                signature = signature[8:]
            try:
                Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
            except InvalidSignature:
                continue
            return True
        return False


class Point:
    """What a checkpoint says."""

    def __init__(self, note: str) -> None:
        self.origin, size, root, *extra = note.partition("\n\n")[0].split("\n")
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        said = dict(line.partition(" ")[::2] for line in extra)
        self.time, self.next_key = said.get("time", ""), said.get("next-key", "")


class Verifier:
    """Takes in evidence piece by piece and keeps what does not fit in `found`, as (kind, sentence)."""

    def __init__(self, journal: Key, witnesses: list[Key], quorum: int) -> None:
        self.journal, self.witnesses, self.quorum = journal, witnesses, quorum
        self.journals = {journal.id: journal}  # and keys that were announced in notes that these signed
        self.found: list[tuple[str, str]] = []
        self.points: dict[int, Point] = {}
        self.places: dict[int, bytes] = {}
        self.proved: dict[str, tuple[int, str]] = {}
        self.touches: list[dict] = []
        self.dated: list[tuple[str, int]] = []

    def _say(self, kind: str, sentence: str) -> None:
        self.found.append((kind, sentence))

    def checkpoint(self, note: str, *, settled: bool = False) -> Point | None:
        """Take in one note; `settled` asks for the quorum of cosignatures too. None where it counts for nothing."""
        try:
            point = Point(note)
        except ValueError:
            return self._say("signature", "A note cannot be read as a checkpoint.")
        if point.origin != self.journal.name or not any(key.signed(note) for key in self.journals.values()):
            return self._say("signature", f"The checkpoint of {point.size} entries is not signed by the journal's key.")
        self.journals |= {key.id: key for key in map(Key, filter(None, [point.next_key]))}
        standing = sum(witness.signed(note) for witness in self.witnesses)
        if settled and standing < self.quorum:
            said = f"{standing} of {self.quorum} witnesses stand behind the checkpoint of {point.size} entries."
            self._say("signature", said)
        known = self.points.setdefault(point.size, point)
        if known.root != point.root:
            self._say("fork", f"The journal's key signed two different histories of {point.size} entries.")
        if point.time:
            self.dated.append((point.time, point.size))
        return point

    def notes(self, text: str) -> None:
        """Take in every note of a file: the house's checkpoints, a witness's `last`, what it refused."""
        notes = NOTE.findall(text)
        for note in notes:
            self.checkpoint(note)
        if not notes:
            self._say("signature", "A file of checkpoints holds none.")

    def receipts(self, bundle: dict) -> None:
        """Take in one file of receipts; what an earlier one proved, this one must prove too, where it tells of it."""
        point = self.checkpoint(bundle["checkpoint"], settled=True)
        before, now = dict(self.proved), {}
        for each in bundle["receipts"]:
            code, leaf, digest = each["receipt"], each["leaf"], bytes.fromhex(each["leaf_hash"])
            proof = [bytes.fromhex(step) for step in each["proof"]]
            fault = "" if receipt_code(digest) == code else "it stands under another entry's code"
            if point is None or root_by_proof(leaf, point.size, digest, proof) != point.root:
                fault = "its proof does not lead to the signed root"
            fault = fault or content_fault(each, digest)
            if fault:
                self._say("receipt", f"{code}: {fault}.")
                continue
            if self.places.setdefault(leaf, digest) != digest:
                self._say("fork", f"{code}: another entry was proved at place {leaf} before.")
            now[code] = (leaf, each["leaf_hash"])
            self.touches += [touch | {"receipt": code} for touch in each["touches"]]
        since, until = bundle.get("since") or "", bundle.get("until") or "9999"
        for code, where in before.items():
            told = [touch["at"] for touch in self.touches if touch["receipt"] == code]
            if now.get(code, where) != where:
                self._say("removed", f"{code} moved from place {where[0]} to {now[code][0]}.")
            elif code not in now and any(since <= at < until for at in told):
                self._say("removed", f"{code} was proved before and is missing from a later file of receipts.")
        self.proved |= now

    def entries(self, texts: list[str]) -> None:
        """Hold a copy of the journal's texts, in order, against every checkpoint."""
        leaves = [leaf_hash(text.encode()) for text in texts]
        agreed = 0
        for size, point in sorted(self.points.items()):
            if size > len(leaves):
                return self._say("entries", f"{size} entries were signed, the copy holds {len(leaves)}.")
            if root_of(leaves[:size]) != point.root:
                return self._say(
                    "entries", f"An entry between {agreed} and {size} was changed, added, removed or moved."
                )
            agreed = size
        return None

    def dates(self) -> None:
        """After all checkpoints: none that was signed later is shorter."""
        longest = 0
        for time, size in sorted(self.dated):
            if size < longest:
                self._say("rollback", f"{size} entries were signed at {time}, after {longest} had been.")
            longest = max(longest, size)

    def known(self, rows: list[dict]) -> None:
        """Hold disclosures that the owner learned of otherwise (columns receipt, or record, officer, agency, day)."""
        for number, row in enumerate(rows, start=1):
            wanted = {name: value.strip() for name, value in row.items() if name and value and value.strip()}
            if not any(_fits(touch, wanted) for touch in self.touches):
                told = ", ".join(f"{name} {value}" for name, value in wanted.items())
                self._say("undisclosed", f"Line {number} ({told}): no proved receipt tells of it.")


def _fits(touch: dict, wanted: dict) -> bool:
    said = touch | {"day": touch["at"][:10]}
    record = wanted.get("record", "")
    if record and record not in (touch["record"], touch.get("reference")):
        return False
    return all(said.get(name) == value for name, value in wanted.items() if name != "record")


def receipt_code(digest: bytes) -> str:
    """The code that stands for an entry: the first 60 bits of its hash in Crockford's letters."""
    number = int.from_bytes(digest[:8], "big") >> 4
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in range(11, -1, -1))
    return f"R-{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def content_fault(each: dict, digest: bytes) -> str:
    """What is wrong with the opened text of an entry, or with the touches beside it; empty where nothing is.

    Where an entry concerns other owners too, its text stays closed, and the hash alone is proved.
    """
    if not each.get("entry"):
        return ""
    if leaf_hash(each["entry"].encode()) != digest:
        return "its text is not the one that was hashed"
    said = json.loads(each["entry"])
    lines = sorted(f"{t['record']}|{t['owner_party']}|{t['owner_agency']}|{t['level']}\n" for t in each["touches"])
    told = {"count": len(lines), "sha256": hashlib.sha256("".join(lines).encode()).hexdigest()}
    by = {name: said["by"].get(name) or "" for name in ACTOR} | {"action": said["verb"]}
    at = datetime.fromisoformat(said["at"])
    for touch in each["touches"]:
        if any((touch.get(name) or "") != value for name, value in by.items()):
            return "who touched the record is told otherwise in the entry"
        if datetime.fromisoformat(touch["at"]) != at:
            return "when the record was touched is told otherwise in the entry"
    return "" if said.get("touches") == told else "which records were touched is told otherwise in the entry"


def read_keys(texts: list[str]) -> list[Key]:
    """Keys given as text or as files that hold them, a word each (a house's list of witnesses will do)."""
    contents = [Path(text).read_text(encoding="utf-8") if "+" not in text else text for text in texts]
    words = [word for each in contents for line in each.splitlines() for word in line.partition("#")[0].split()]
    return [Key(word) for word in words if word.count("+") >= 2]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--journal", required=True, help="the journal's public key, or its file")
    parser.add_argument("--witness", action="append", default=[], help="a witness's public key, or a file of keys")
    parser.add_argument("--quorum", type=int, default=1, help="how many of them must stand behind a checkpoint")
    parser.add_argument("--checkpoints", action="append", default=[], help="a file of notes; may be given again")
    parser.add_argument("--entries", help="a copy of the journal: the text of one entry a line")
    parser.add_argument("--known", help="disclosures learned of otherwise, CSV with a heading")
    parser.add_argument("receipts", nargs="*", help="files of receipts, oldest first")
    given = parser.parse_args(arguments)
    try:
        (journal,) = read_keys([given.journal])
        verifier = Verifier(journal, read_keys(given.witness), given.quorum)
        for name in given.checkpoints:
            verifier.notes(Path(name).read_text(encoding="utf-8"))
        for name in given.receipts:
            verifier.receipts(json.loads(Path(name).read_text(encoding="utf-8")))
        verifier.dates()
        if given.entries:
            verifier.entries(Path(given.entries).read_text(encoding="utf-8").splitlines())
        if given.known:
            with Path(given.known).open(encoding="utf-8", newline="") as file:
                verifier.known(list(csv.DictReader(file)))
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print(f"cannot be read: {problem!r}", file=sys.stderr)
        return 2
    for kind, sentence in verifier.found:
        print(f"{kind}: {sentence}")
    print(
        f"{len(verifier.points)} checkpoints, {len(verifier.proved)} receipts proved, {len(verifier.found)} findings."
    )
    return 1 if verifier.found else 0


if __name__ == "__main__":
    sys.exit(main())
