"""Where this house keeps its journal's key and checkpoints, and the sequencer made from them.

The private key lies where only the service account looks; the public key lies beside the checkpoints, to be handed out.
"""

import os
from pathlib import Path

import psycopg

from commonweal.audit import checkpoint
from commonweal.audit.sequencer import Sequencer
from commonweal.common.errors import NotNow
from commonweal.house import accounts, database, places

ORIGIN = "commonweal/journal"
"""Name of a new journal; the name is part of its key and of every checkpoint."""


def private_key_file() -> Path:
    """File of the key that signs."""
    return places.journal_key_folder() / "journal.key"


def public_key_file() -> Path:
    """File of the key that anybody may check with."""
    return places.checkpoint_file().with_name("journal.pub")


def checkpoints() -> checkpoint.CheckpointFile:
    """The file of this house's checkpoints."""
    return checkpoint.CheckpointFile(places.checkpoint_file())


def public_key() -> checkpoint.PublicKey:
    """The public key of this house's journal; NotNow where none was made yet."""
    if not public_key_file().exists():
        raise NotNow("house.journal.no-key", "This house has no journal yet: start it once with make serve.")
    return checkpoint.PublicKey.parse(public_key_file().read_text(encoding="utf-8"))


def make_sequencer() -> Sequencer:
    """The sequencer of this house, not started yet; makes the keys at the very first call. For the clock process.

    `sequencer.run(stopped)` keeps the journal until the event is set; SIGUSR1 may be tied to `sequencer.demand`.
    """
    key = _signing_key()
    connection = psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True)
    next_key = checkpoint.SigningKey.read(next_key_file()).public if next_key_file().exists() else None
    return Sequencer(connection, key=key, file=checkpoints(), first_key=public_key(), successor=next_key)


def key_in_force() -> checkpoint.PublicKey:
    """The public key that signs now: the journal's first, or the last of those that were announced after it."""
    return checkpoint.in_force(checkpoints().read(), first=public_key())


def next_key_file() -> Path:
    """File of the key that is to sign once the journal has announced it."""
    return places.journal_key_folder() / "journal.key.next"


def announce() -> checkpoint.PublicKey:
    """Make the key that is to follow. From the next start of the clock process on every note announces it; from the
    start after that on which its announcement is settled it signs. NotNow where one is announced already."""
    if next_key_file().exists():
        raise NotNow("house.journal.key-announced", "A key is being announced already; start the house again.")
    key = checkpoint.SigningKey.generate(public_key().name)
    key.write(next_key_file())
    if accounts.as_root():
        os.chown(next_key_file(), accounts.service().uid, accounts.service().gid)
    return key.public


def _take_over() -> None:
    """Let the announced key sign where the last note, and the last settled one where there are witnesses, tell of it;
    the former key is gone then."""
    settled = places.checkpoint_file().with_name("settled")
    notes = [checkpoints().last()] + ([checkpoint.CheckpointFile(settled).last()] if settled.exists() else [])
    heir = checkpoint.SigningKey.read(next_key_file()).public
    if all(note and checkpoint.parse(note).successor == heir for note in notes):
        next_key_file().replace(private_key_file())


def _signing_key() -> checkpoint.SigningKey:
    path = private_key_file()
    if not path.exists():
        if checkpoints().last():
            raise NotNow(
                "house.journal.key-lost",
                "There are signed checkpoints, but {path} is gone: bring the key back; a new one cannot continue them.",
                path=path,
            )
        checkpoint.SigningKey.generate(ORIGIN).write(path)
    if next_key_file().exists():
        _take_over()
    key = checkpoint.SigningKey.read(path)
    if not public_key_file().exists():
        public_key_file().write_text(f"{key.public}\n", encoding="utf-8")
        public_key_file().chmod(0o644)
    return key
