"""Starts children: under an account, in a session of their own, with a bare environment, tied to their parent."""

import contextlib
import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from commonweal.house import accounts, places

FOR_ONE = "COMMONWEAL_PULL_"
"""Begins variables that hold addresses of other systems: only the child that is to ask them is given them, by name."""
KEPT = ("LANG", "TZ", "DJANGO_SETTINGS_MODULE", "PYTHONDONTWRITEBYTECODE", "PYTHONWARNINGS")
"""Variables that a child inherits besides COMMONWEAL_…; all others, addresses with passwords too, stay here."""
PR_SET_PDEATHSIG = 1
LARGEST_LOG = 10_000_000
STARTED = "--- started "
"""Begins the line in a log that parts one start from the next."""
_LIBC = ctypes.CDLL(None, use_errno=True)


def start(
    command: Sequence[str | Path], *, account: accounts.Account, log: Path, at_parents_end: signal.Signals, **more: str
) -> subprocess.Popen:
    """Start `command` under `account`, output to `log`; the kernel sends it `at_parents_end` when its parent is gone.

    A session of its own: Ctrl-C in the terminal reaches the parent only, which then stops its children in order.
    """
    with _open_log(log) as output:
        output.write(f"{STARTED}{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode())
        output.flush()
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=tie_to_parent(at_parents_end),
            **arguments(account, **more),
        )


def arguments(account: accounts.Account, **more: str) -> dict[str, object]:
    """Arguments of subprocess.Popen that run a child as `account` and with nothing it does not need.

    As root a child of the service account keeps the web's group besides its own, because it hands sockets to it.
    `more` are further environment variables.
    """
    environment = {k: v for k, v in os.environ.items() if k.startswith("COMMONWEAL_") or k in KEPT}
    environment = {k: v for k, v in environment.items() if not k.startswith(FOR_ONE)}
    environment |= {"PATH": accounts.ADMIN_PATH, "LC_ALL": "C.UTF-8", "COMMONWEAL_VAR": str(places.var())} | more
    chosen: dict[str, object] = {"cwd": "/", "umask": 0o077, "env": environment}
    if accounts.as_root():
        extra = [accounts.web().gid] if account.name == accounts.SERVICE else []
        chosen |= {"user": account.uid, "group": account.gid, "extra_groups": extra}
    return chosen


def tie_to_parent(request: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn` that makes the kernel send `request` to the child when the thread that started it is gone.

    It must run after the change of user, which clears the wish; subprocess calls it there.
    """
    parent = os.getpid()

    def tie() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(request), 0, 0, 0)
        if os.getppid() != parent:  # the parent was gone before the wish was known
            os._exit(1)

    return tie


def end_group(process: subprocess.Popen, request: signal.Signals = signal.SIGKILL) -> None:
    """Send `request` to everything that is left in the child's session group, and take note of the child's end.

    A killed web server leaves its workers behind, which would go on answering on the shared port.
    """
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, request)
    process.wait()


def last_lines(path: Path, count: int = 5) -> str:
    """The last lines that a log has since the child was started, for an error message; empty when there are none."""
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").rpartition(STARTED)[2].splitlines()
    return "\n".join(lines[1:][-count:])


def _open_log(path: Path):
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        shutil.move(path, path.with_name(f"{path.name}.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640), "ab")
