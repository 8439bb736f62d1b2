"""Where the list of witnesses lies, the house's thread that asks them, a witness's folder, the demonstration's witness.

A witness in earnest stands in a member state, on its machine, under its key. The demonstration runs one beside the
house, so that everything can be seen at work; started as root, on an account of its own that the database lets in
nowhere.
"""

import logging
import os
import socket
import time
from pathlib import Path
from threading import Event

import psycopg

from commonweal.audit import checkpoint, witness, witness_ways, witnessing
from commonweal.common.errors import NotNow
from commonweal.house import accounts, journal_keeping, places

EVERY = 60.0
"""Seconds between two rounds once a checkpoint is settled."""
AGAIN = 5.0
"""Seconds between two rounds while the candidate is not settled, or was not signed yet."""
DEMO = "commonweal.example/demonstration-witness"
PATIENCE = 30.0
"""Seconds to wait for the journal's key where the house has only just begun."""
LOOK = 1.0
"""Seconds between two looks of a witness into the folder through which it is asked."""


def list_file() -> Path:
    """The operator's list of witnesses; where there is none, nothing is witnessed."""
    return places.checkpoint_file().with_name("witnesses")


def settled() -> checkpoint.CheckpointFile:
    """The file of settled checkpoints with their cosignatures."""
    return checkpoint.CheckpointFile(places.checkpoint_file().with_name("settled"))


def policy() -> witnessing.Policy:
    """What the list says."""
    path = list_file()
    return witnessing.read_policy(path.read_text(encoding="utf-8")) if path.exists() else witnessing.Policy()


def ask(connection: psycopg.Connection) -> witnessing.Settlement:
    """One round with this house's list, key and files; `connection` is cw_clock's, in autocommit."""
    return witnessing.step(
        connection,
        policy=policy(),
        log=journal_keeping.key_in_force(),
        file=journal_keeping.checkpoints(),
        settled=settled(),
    )


def keep(stop: Event, settings: dict) -> None:
    """Ask the witnesses until told to stop; a fault of one round is told in the log and does not end the others."""
    pause = AGAIN
    while not stop.wait(pause):
        try:
            with psycopg.connect(**settings, autocommit=True) as connection:
                pause = AGAIN
                while not stop.is_set():
                    now = ask(connection)
                    fresh = now.settled_at and not any(seen.get("fault") for seen in now.witnesses.values())
                    pause = EVERY if fresh or not now.witnesses else AGAIN
                    stop.wait(pause)
        except Exception as fault:
            logging.getLogger(__name__).error("witnesses: %s: %s", type(fault).__name__, getattr(fault, "code", ""))


# --- a witness's own folder -------------------------------------------------------------------------------------------


def make(folder: Path, *, name: str, log: checkpoint.PublicKey) -> checkpoint.PublicKey:
    """Make a witness's folder with its new key and the journal's public key; returns the witness's public key."""
    if (folder / "witness.key").exists():
        raise NotNow("house.witness.there", "There is a witness in {folder} already.", folder=folder)
    key = checkpoint.SigningKey.generate(name, checkpoint.COSIGNER)
    places.make_folder(folder, 0o755)
    key.write(folder / "witness.key")
    for file, text in (("witness.pub", key.public), ("journal.pub", log)):
        (folder / file).write_text(f"{text}\n", encoding="utf-8")
        (folder / file).chmod(0o644)
    return key.public


def public(folder: Path) -> checkpoint.PublicKey:
    """The public key of the witness in this folder."""
    if not (folder / "witness.pub").exists():
        raise NotNow(
            "house.witness.none",
            "There is no witness in {folder}: make one with commonweal journal witness make.",
            folder=folder,
        )
    return checkpoint.PublicKey.parse((folder / "witness.pub").read_text(encoding="utf-8"))


def opened(folder: Path) -> witness.Witness:
    """The witness of this folder, ready to be asked."""
    public(folder)
    log = checkpoint.PublicKey.parse((folder / "journal.pub").read_text(encoding="utf-8"))
    return witness.Witness(folder, key=checkpoint.SigningKey.read(folder / "witness.key"), log=log)


def serve(folder: Path, *, port: int | None, exchange: Path | None, once: bool, stop: Event) -> None:
    """Run the witness of this folder on a port, through an exchange folder, or both, until told to stop."""
    found = opened(folder)
    if port is not None and not once:
        from threading import Thread

        server = witness_ways.server(found, port)
        Thread(target=server.serve_forever, daemon=True).start()
        if exchange is None:
            stop.wait()
            server.shutdown()
            return
    while True:
        if exchange is not None:
            witness_ways.answer_folder(found, exchange)
        if once or stop.wait(LOOK):
            return


# --- the demonstration's witness --------------------------------------------------------------------------------------


def local_folder() -> Path:
    """Folder of the witness that the demonstration runs beside the house."""
    return places.house_folder() / "witness"


def local_port() -> int | None:
    """The port of the demonstration's witness, or None where there is none."""
    path = local_folder() / "port"
    return int(path.read_text(encoding="ascii")) if path.exists() else None


def set_up_demonstration() -> bool:
    """Make the demonstration's witness and put it on the list; False where a list is there already."""
    if list_file().exists():
        return False
    folder, deadline = local_folder(), time.monotonic() + PATIENCE
    while not journal_keeping.public_key_file().exists() and time.monotonic() < deadline:
        time.sleep(0.1)  # the clock process, which makes the journal's key, may just have been started
    key = make(folder, name=DEMO, log=journal_keeping.public_key())
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "port").write_text(str(port), encoding="ascii")
    _give(folder, accounts.witness())
    path = list_file()
    path.write_text(
        "# Who witnesses this journal; docs/rooms/audit.md tells how to name others.\n"
        f"quorum 1\nseconds {witnessing.LIMIT}\nwitness {key} http://127.0.0.1:{port}/\n",
        encoding="utf-8",
    )
    path.chmod(0o644)
    return True


def _give(folder: Path, owner: accounts.Account) -> None:
    for path in (folder, *folder.iterdir()):
        os.chown(path, owner.uid, owner.gid)
