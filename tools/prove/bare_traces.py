"""What a command leaves in a bare system outside its checkout, and how much disk it takes."""

import os
import re
import subprocess
from pathlib import Path

from tools.prove.bare_root import Account, Root

ACCOUNTS = r"/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?|/etc/\.pwd\.lock|/var/log/(faillog|lastlog)"
OF_ROOT = rf"/var/lib/commonweal(/.*)?|{ACCOUNTS}"
"""What root's house keeps outside the checkout (docs/operations.md, "Where things lie"); an ordinary user's: nothing."""
OF_TOOLS = r"/tmp/pip-\w+\.log|/tmp/pytest-of-\w+(/.*)?|{home}/\.cache(/pip(/.*)?)?"
"""What pip and pytest keep for themselves wherever they run."""
Listing = dict[str, tuple[int, int, int, int]]


def listing(root: Root, account: Account) -> Listing:
    """Owner, mode, size and time of change of all that lies outside the account's checkout, by path as seen inside."""
    found: Listing = {}
    checkout = str(root.inside(f"{account.home}/commonweal"))
    for folder, folders, files in os.walk(root.folder):
        folders[:] = [name for name in folders if os.path.join(folder, name) != checkout]
        for name in folders + files:
            path = os.path.join(folder, name)
            state = os.lstat(path)
            content = (0, 0) if name in folders else (state.st_size, state.st_mtime_ns)
            found[path.removeprefix(str(root.folder))] = (state.st_uid, state.st_mode, *content)
    return found


def strangers(before: Listing, after: Listing, account: Account) -> list[str]:
    """Paths that came, went or changed and that neither the documentation nor a tool's habit accounts for."""
    allowed = OF_TOOLS.format(home=re.escape(account.home))
    if account.uid == 0:
        allowed = f"{OF_ROOT}|{allowed}"
    changed = (path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return sorted(path for path in changed if not re.fullmatch(allowed, path))


def leftovers(root: Root, account: Account) -> list[str]:
    """What `make clean` should have removed and did not."""
    checkout = root.inside(account.home) / "commonweal"
    system = root.inside("/var/lib/commonweal")
    houses = [path / "main" for path in system.iterdir()] if system.is_dir() and account.uid == 0 else []
    return [path.name for path in (checkout / ".venv", checkout / "var", *houses) if path.exists()]


def space(root: Root) -> int:
    """Bytes of disk that the bare system takes; a file of several names counts once."""
    said = subprocess.run(["du", "-sxB1", Path(root.folder)], capture_output=True, text=True, check=True)
    return int(said.stdout.split()[0])
