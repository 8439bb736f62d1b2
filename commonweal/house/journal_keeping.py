"""Where this house keeps its journal's key and checkpoints, and the sequencer made from them.

The private key lies where only the service account looks; the public key lies beside the checkpoints, to be handed out.
"""

from pathlib import Path

import psycopg

from commonweal.audit import checkpoint
from commonweal.audit.sequencer import Sequencer
from commonweal.common.errors import NotNow
from commonweal.house import database, places

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
    return Sequencer(connection, key=key, file=checkpoints())


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
    key = checkpoint.SigningKey.read(path)
    if not public_key_file().exists():
        public_key_file().write_text(f"{key.public}\n", encoding="utf-8")
        public_key_file().chmod(0o644)
    return key
