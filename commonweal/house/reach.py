"""Program code that the house's accounts can read.

Usually that is the checkout itself. But when root works in a checkout under its own closed home, database, search,
clock and web could not read a line of it. Then a copy is kept with the data (hard links where possible, so it costs
a second and no space); no permission of a folder that is not ours is changed.
"""

import os
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import accounts, places


@dataclass(frozen=True)
class Code:
    """The Python to run and the folder that holds the package `commonweal`."""

    python: Path
    folder: Path


def code(account: accounts.Account) -> Code:
    """Python and package that `account` can read; renews the copy when one is needed."""
    own = Code(Path(sys.executable), places.checkout())
    interpreter = own.python.resolve()
    if not accounts.may_reach(interpreter, account):
        raise NotNow(
            "house.reach.python",
            "The account {name} cannot run {python}. Make the environment with a Python of the system: remove .venv "
            "and run make install PYTHON=/usr/bin/python3.",
            name=account.name,
            python=interpreter,
        )
    package = own.folder / "commonweal" / "__init__.py"
    if accounts.may_reach(Path(sys.prefix), account) and accounts.may_reach(package, account):
        return own
    return _copy(own, places.var() / "code")


@cache  # once in the life of a tree: children that run must not have their code moved from under them
def _copy(own: Code, target: Path) -> Code:
    places.make_folder(target, 0o755)
    _renew(own.folder / "commonweal", target / "commonweal")
    if sys.prefix != sys.base_prefix:
        site = Path(sysconfig.get_paths()["purelib"])
        stamp = f"{site} {site.stat().st_mtime_ns}"
        mark = target / "environment.of"
        if not mark.exists() or mark.read_text(encoding="utf-8") != stamp:
            _renew(Path(sys.prefix), target / "environment")
            mark.write_text(stamp, encoding="utf-8")
        return Code(target / "environment" / own.python.relative_to(sys.prefix), target)
    return Code(own.python, target)


def _renew(source: Path, target: Path) -> None:
    """Replace `target` by a copy of `source` that everyone can read."""
    draft = target.with_name(f"{target.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(source, draft, symlinks=True, copy_function=_link_or_copy, ignore=shutil.ignore_patterns("*.new"))
    for folder in (draft, *(p for p in draft.rglob("*") if p.is_dir() and not p.is_symlink())):
        folder.chmod(0o755)
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)


def _link_or_copy(source: str, target: str) -> None:
    """A hard link where the file is readable for everyone and lies on the same disk, else a readable copy."""
    mode = Path(source).stat().st_mode
    if mode & 0o004:
        try:
            os.link(source, target)
            return
        except OSError:
            pass
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if mode & 0o100 else 0o644)
