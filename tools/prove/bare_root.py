"""A bare Debian in a folder: made once by debootstrap, copied for every proof, entered with processes of its own.

It holds git, make and Python with venv and nothing else. It is of this machine's suite and comes from the mirror that
this machine's apt uses. What pip needs to reach its registry from here is handed over as this machine has it: the
effective configuration, the PIP_… variables, the files that they name. Packages that lie in folders of this machine are
not: a new machine has none, so what is fetched is what it would fetch (unless the only index is such a folder).
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.prove.scratch import CHECKOUT

PACKAGES = ("git", "make", "python3", "python3-venv")
STORE = CHECKOUT / "var" / "prove"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
NOT_HANDED = ("PIP_CONFIG_FILE", "PIP_CACHE_DIR", "PIP_CONSTRAINT", "PIP_LOG")
PLACES = ("find-links", "extra-index-url")
"""Options of pip that may name folders with packages besides the index."""
LOOPBACK = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x41))  # SIOCSIFFLAGS: up and running, netdevice(7)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Brings up the loopback of a network namespace that has nothing else, and becomes the command that follows."""
ENTER = """set -eu
root=$1; folders=$2; inner=$3; shift 3
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount --rbind /sys "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
while IFS= read -r folder; do
  test -n "$folder" || continue
  mount --bind "$folder" "$root$folder"
  mount -o remount,bind,ro "$root$folder"
done < "$folders"
exec chroot "$root" /bin/sh -c "$inner" inner "$@"
"""
LINGER_SECONDS = 2
INNER = f"""code=0; "$@" || code=$?
sleep {LINGER_SECONDS}
for one in /proc/[0-9]*; do
  test "$one" = /proc/1 || test ! -e "$one" || printf '== left: %s\\n' "$(tr '\\0' ' ' < $one/cmdline 2>/dev/null)"
done
exit $code
"""
"""Runs as process 1 of the bare system: the command, then a list of the processes that outlived it."""


@dataclass(frozen=True)
class Account:
    """An account inside: its name, numbers and home (as seen inside)."""

    name: str
    uid: int
    gid: int
    home: str


@dataclass(frozen=True)
class Root:
    """A bare system: its folder, and what pip needs in it from outside."""

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()

    def inside(self, path: str) -> Path:
        """Where `path` of the bare system lies as seen from outside."""
        return self.folder / path.lstrip("/")

    def pip_log(self, account: Account) -> Path:
        """Where pip writes down what it does for this account, as seen from outside."""
        return self.inside(f"/tmp/pip-{account.name}.log")

    def add_user(self, name: str) -> Account:
        """Make an ordinary user with a home that is closed to everyone else."""
        subprocess.run(["/usr/sbin/chroot", self.folder, "useradd", "-m", name], check=True, env={"PATH": PATH})
        for line in self.inside("/etc/passwd").read_text(encoding="utf-8").splitlines():
            found, _, uid, gid, _, home, _ = line.split(":")
            if found == name:
                self.inside(home).chmod(0o700)
                return Account(name, int(uid), int(gid), home)
        raise LookupError(name)

    def clone(self, account: Account) -> None:
        """Clone the checkout's HEAD into the account's home; root's home is closed to everyone else."""
        target = self.inside(account.home) / "commonweal"
        _do("git", "clone", "--quiet", "--no-hardlinks", CHECKOUT, target)
        _do("chown", "-R", f"{account.uid}:{account.gid}", target)
        if account.uid == 0:
            self.inside(account.home).chmod(0o700)

    def start(self, account: Account, command: list[str], output, *, network: bool = True) -> subprocess.Popen:
        """Start `command` as `account` in its clone, without `network` with the loopback alone; all ends with it."""
        listed = self.folder.with_name("mounts")
        listed.write_text("".join(f"{folder}\n" for folder in self.folders), encoding="utf-8")
        environment = {"PATH": PATH, "HOME": account.home, "USER": account.name, "LOGNAME": account.name}
        environment["PIP_LOG"] = self.pip_log(account).as_posix().removeprefix(self.folder.as_posix())
        who = ["setpriv", f"--reuid={account.uid}", f"--regid={account.gid}", "--init-groups"]
        return subprocess.Popen(
            [
                *("unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child"),
                *([] if network else ["--net", sys.executable, "-c", LOOPBACK]),
                *("/bin/sh", "-c", ENTER, "enter", self.folder, listed, INNER),
                *([] if account.uid == 0 else who),
                *("env", "--chdir", f"{account.home}/commonweal", *command),
            ],
            env=environment | self.variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
        )


def why_not() -> str:
    """The reason why this machine cannot make a bare Debian; empty when it can."""
    if os.geteuid() != 0:
        return "only root can make and enter another system"
    missing = [name for name in ("debootstrap", "unshare", "chroot", "tar", "apt-get") if shutil.which(name) is None]
    if missing:
        return f"{', '.join(missing)} not found (Debian: apt-get install debootstrap)"
    return "" if _codename() else "this system does not name its suite in /etc/os-release"


@contextmanager
def fresh() -> Iterator[Root]:
    """A fresh bare system in a temporary folder, removed afterwards."""
    packed = _packed()
    place = Path(tempfile.mkdtemp(prefix="cw-bare-", dir="/var/tmp"))
    place.chmod(0o755)
    try:
        folder = place / "root"
        folder.mkdir(mode=0o755)
        _do("tar", "-xpf", packed, "-C", folder, "--numeric-owner")
        shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
        yield _with_pip(folder)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _do(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _packed() -> Path:
    """The bare system as an archive, made when it is missing."""
    packed = STORE / f"bare-{_codename()}.tar"
    if packed.exists():
        return packed
    STORE.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    place = Path(tempfile.mkdtemp(prefix="cw-bare-", dir="/var/tmp"))
    try:
        mirror, components = _mirror()
        options = [f"--include={','.join(PACKAGES)}", f"--components={components}"]
        command = ["debootstrap", "--variant=minbase", *options, _codename(), place / "root", mirror]
        with (STORE / "debootstrap.log").open("w") as log:
            subprocess.run(command, check=True, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        for archive in (place / "root/var/cache/apt/archives").glob("*.deb"):
            archive.unlink()
        draft = packed.with_suffix(".new")
        _do("tar", "-cf", draft, "--numeric-owner", "-C", place / "root", ".")
        draft.rename(packed)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    print(f"a bare {_codename()} was made in {time.monotonic() - began:.0f} s", flush=True)
    return packed


def _codename() -> str:
    lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    return next((line.partition("=")[2].strip('"') for line in lines if line.startswith("VERSION_CODENAME=")), "")


def _mirror() -> tuple[str, str]:
    """Address of the mirror from which this machine's apt takes its suite, and the suite's components there."""
    wanted = "$(REPO_URI) $(CODENAME) $(RELEASE) $(COMPONENT)"
    command = ["apt-get", "indextargets", "--format", wanted, "Created-By: Packages"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in said.splitlines()]
    found = [(row[0], row[3]) for row in rows if len(row) == 4 and row[1] == row[2] == _codename()]
    if not found:
        raise LookupError(f"apt's sources name no mirror of {_codename()}")
    mirror = found[0][0]
    return mirror, ",".join(dict.fromkeys(component for address, component in found if address == mirror))


def _with_pip(folder: Path) -> Root:
    """The root with this machine's configuration of pip."""
    settings = _pip_settings()
    variables = {k: v for k, v in os.environ.items() if k.startswith("PIP_") and k not in NOT_HANDED}
    for option in PLACES:
        name = f"PIP_{option.upper().replace('-', '_')}"
        variables[name] = _elsewhere(variables.pop(name, ""))
    variables |= {k: os.environ[k] for k in PROXIES if k in os.environ}
    variables = {k: v for k, v in variables.items() if v}
    sections: dict[str, str] = {}
    for (section, option), value in settings.items():
        words = "\n    ".join(value.split())
        sections[section] = sections.get(section, f"[{section}]\n") + f"{option} = {words}\n"
    (folder / "etc" / "pip.conf").write_text("".join(sections.values()), encoding="utf-8")
    folders = []
    for path in _named([*settings.values(), *(v for k, v in variables.items() if k.startswith("PIP_"))]):
        inside = folder / os.fspath(path).lstrip("/")
        if path.is_dir():
            inside.mkdir(parents=True, exist_ok=True)
            folders.append(path)
        else:
            inside.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, inside)
    return Root(folder, variables, tuple(folders))


def _pip_settings() -> dict[tuple[str, str], str]:
    """Pip's effective settings from all its files, by section and option; those of the environment are apart."""
    command = [sys.executable, "-m", "pip", "config", "list"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settings = {}
    for line in said.splitlines():
        name, _, value = line.partition("=")
        section, _, option = name.rpartition(".")
        if section == ":env:" or option in ("cache-dir", "constraint", "log", "require-virtualenv"):
            continue
        value = ast.literal_eval(value)
        if kept := _elsewhere(value) if option in PLACES else value:
            settings[section, option] = kept
    return settings


def _elsewhere(value: str) -> str:
    """The words of `value` that name no place on this machine's own disk."""
    return " ".join(word for word in value.split() if not word.startswith(("/", "file:")))


def _named(values: list[str]) -> list[Path]:
    """The files and folders that settings name. With an index in a folder goes what lies beside it: its files."""
    found = {}
    for word in (word for value in values for word in value.split()):
        address = urlsplit(word)
        if address.scheme == "file":
            index = Path(unquote(address.path))
            path = index.parent if len(index.parts) > 2 else index
        elif word.startswith("/"):
            path = Path(word)
        else:
            continue
        if path.exists():
            found[path.resolve() if path.is_dir() else path] = None
    return list(found)
