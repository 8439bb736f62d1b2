"""Where things lie: data, keys, sockets, index, checkpoints. Knows no Django and makes no decision about who may read.

Environment: `COMMONWEAL_VAR` (folder of all data), `COMMONWEAL_CLUSTER` (`main`, or `test` for the tests' own cluster),
`COMMONWEAL_DATABASE` (name of the database, `commonweal` when unset). What is derived from a database (index, journal's
checkpoints, the search process's socket) lies apart for each, so that tests running side by side do not meet.
"""

import hashlib
import os
import re
import secrets
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commonweal.common.errors import BadInput

SYSTEM_DATA = Path("/var/lib/commonweal")
SYSTEM_RUN = Path("/run/commonweal")
CLUSTERS = ("main", "test")
DEFAULT_DATABASE = "commonweal"
LONGEST_SOCKET = 107
"""Longest path of a Unix socket in bytes on Linux, without the closing zero byte (unix(7): sun_path holds 108)."""


def checkout() -> Path:
    """The folder that holds the package `commonweal`."""
    return Path(__file__).resolve().parent.parent.parent


def cluster() -> str:
    """Name of the cluster that this process works with: `main` or `test`."""
    name = os.environ.get("COMMONWEAL_CLUSTER", "main")
    if name not in CLUSTERS:
        raise BadInput("house.cluster.unknown", "COMMONWEAL_CLUSTER is “{name}”; use main or test.", name=name)
    return name


def database_name() -> str:
    """Name of the embedded database: `COMMONWEAL_DATABASE`, else `commonweal`."""
    name = os.environ.get("COMMONWEAL_DATABASE") or DEFAULT_DATABASE
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise BadInput(
            "house.database.bad-name",
            "COMMONWEAL_DATABASE is “{name}”; use small Latin letters, digits and _ only.",
            name=name,
        )
    return name


def var() -> Path:
    """Folder of all data of this house (not created here).

    `COMMONWEAL_VAR` when set; else `var` in the checkout; but when root started us and the checkout lies where the
    service user cannot go (a home of mode 0700), a folder of our own under /var/lib: permissions of folders that are
    not ours are never changed.
    """
    chosen = os.environ.get("COMMONWEAL_VAR")
    if chosen:
        return Path(chosen).resolve()
    if os.geteuid() == 0 and not open_to_others(checkout()):
        return SYSTEM_DATA / short_name(checkout())
    return checkout() / "var"


@contextmanager
def elsewhere(folder: Path) -> Iterator[None]:
    """Let another folder be that of all data, in this process and its children, for the block."""
    before = os.environ.get("COMMONWEAL_VAR")
    os.environ["COMMONWEAL_VAR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COMMONWEAL_VAR"]
        else:
            os.environ["COMMONWEAL_VAR"] = before


def open_to_others(path: Path) -> bool:
    """Whether a user who owns nothing may walk down to `path`: every folder on the way carries the x bit for others."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (path, *path.parents) if folder.exists())


def short_name(path: Path) -> str:
    """Twelve hexadecimal digits that stand for a path, for names that must be short and unique on a machine."""
    return _short(os.fspath(path))


def _short(text: str) -> str:
    return hashlib.sha256(os.fsencode(text)).hexdigest()[:12]


def cluster_folder(name: str | None = None) -> Path:
    """Folder of everything that belongs to one cluster: data, sockets, index, journal's checkpoints, logs."""
    return var() / (name or cluster())


def data_folder(name: str | None = None) -> Path:
    """PostgreSQL's data folder of the cluster."""
    return cluster_folder(name) / "pgdata"


def configuration_folder(name: str | None = None) -> Path:
    """Folder of postgresql.conf, pg_hba.conf and pg_ident.conf, outside the data folder so that root may own them."""
    return cluster_folder(name) / "conf"


def log_folder(name: str | None = None) -> Path:
    """Folder of the logs of the database and the other children."""
    return cluster_folder(name) / "log"


def socket_folder(name: str | None = None) -> Path:
    """Folder of the sockets of database and search process; elsewhere when the path would be too long for a socket."""
    usual = cluster_folder(name) / "run"
    if _fits(usual):
        return usual
    unique = short_name(usual)
    if os.geteuid() == 0 or (SYSTEM_RUN / unique).exists():
        return SYSTEM_RUN / unique
    uid = os.geteuid()
    session = Path("/run/user") / str(uid)
    if session.is_dir() and session.stat().st_uid == uid:
        return session / f"commonweal-{unique}"
    return Path(tempfile.gettempdir()) / f"commonweal-{uid}-{unique}"


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / "search-0123456789ab.sock")) <= LONGEST_SOCKET


def search_socket() -> Path:
    """Socket on which the search process answers."""
    name = database_name()
    return socket_folder() / ("search.sock" if name == DEFAULT_DATABASE else f"search-{_short(name)}.sock")


def house_folder(name: str | None = None) -> Path:
    """Folder of what is derived from the present database of the cluster."""
    return cluster_folder(name) / database_name()


def index_folder() -> Path:
    """Folder of the derived search index; may be deleted at any time, `rebuild-index` makes it anew."""
    return house_folder() / "index"


def dictionary_file() -> Path:
    """File of the operator's dictionary of names; the house runs without it."""
    return house_folder() / "names.dictionary"


def sign_in_file() -> Path:
    """File of the operator's own rules of sign-in; the house runs without it."""
    return house_folder() / "sign-in.yaml"


def intake_folder() -> Path:
    """Folder in which files that come in are written while they are read; only the web's account looks into it."""
    return cluster_folder() / "intake"


def checkpoint_file() -> Path:
    """File of the journal's signed checkpoints, outside the database."""
    return house_folder() / "journal" / "checkpoints"


def journal_key_folder() -> Path:
    """Folder of the keys that sign checkpoints. Started as root, the web's user cannot read it."""
    return house_folder() / "journal" / "keys"


def web_key_file() -> Path:
    """File of the key that signs sessions and one-time links."""
    return var() / "keys" / "web.key"


def codes_key_file() -> Path:
    """File of the key that encrypts the secrets of one-time codes in the database."""
    return var() / "keys" / "codes.key"


def question_key_file() -> Path:
    """The house's key of what officers keep (`common.sealed`): `COMMONWEAL_QUESTION_KEY`, else among the other keys."""
    chosen = os.environ.get("COMMONWEAL_QUESTION_KEY")
    return Path(chosen).resolve() if chosen else var() / "keys" / "questions.key"


def question_ring_file() -> Path:
    """The keys that seal what officers keep, wrapped by the house's key; they lie and travel with the data."""
    return cluster_folder() / "questions.ring"


def web_key_files() -> tuple[Path, ...]:
    """Keys that the web needs, made where they are missing: random, mode 0600.

    Started as root, the launcher afterwards opens them to the web's group.
    """
    files = (web_key_file(), codes_key_file())
    for path in files:
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(64))
    return files


def secret_key() -> str:
    """The key that signs sessions and one-time links; made at the first call."""
    return web_key_files()[0].read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Create `path` with `text`, whole or not at all; when another process was quicker, its file stays."""
    make_folder(path.parent.parent, 0o755 if os.geteuid() == 0 else 0o700)
    make_folder(path.parent, 0o711 if os.geteuid() == 0 else 0o700)
    draft, name = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    try:
        os.write(draft, text.encode("ascii"))
        os.fsync(draft)
        os.link(name, path)
    except FileExistsError:
        return
    finally:
        os.close(draft)
        Path(name).unlink()


def make_folder(path: Path, mode: int) -> None:
    """Create `path` with exactly `mode` (whatever the umask) when it is missing; an existing one stays as it is."""
    if path.is_dir():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    try:
        path.mkdir(mode=mode)
    except FileExistsError:
        return
    path.chmod(mode)
