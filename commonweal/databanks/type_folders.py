"""Where record types and their vocabularies lie: in the package, and in a folder of the installation's own.

`COMMONWEAL_SCHEMA` names that folder: types in it, vocabularies in its `reference`. It replaces nothing of the
package, but for classes of the entry gate.
"""

import os
from functools import cache
from pathlib import Path

import yaml

VARIABLE = "COMMONWEAL_SCHEMA"
_HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def own_folder() -> Path | None:
    """The installation's folder; None where it has none. ValueError where the folder that it names is not there."""
    chosen = os.environ.get(VARIABLE)
    if not chosen:
        return None
    if not (os.access(chosen, os.R_OK | os.X_OK) and Path(chosen).is_dir()):
        raise ValueError(f"{VARIABLE} names {chosen}, which is no folder that this account can read")
    return Path(chosen)


def type_files() -> list[Path]:
    """The files of all record types: the package's, then the installation's, each by name."""
    own = own_folder()
    return [*sorted((_HERE / "schema").glob("*.yaml")), *(sorted(own.glob("*.yaml")) if own else ())]


@cache
def reference(code: str) -> object:
    """What the file reference/<code>.yaml says, of the package or else of the installation."""
    own = own_folder()
    for folder in filter(None, (_HERE, own)):
        if (path := folder / "reference" / f"{code}.yaml").is_file():
            return read(path)
    raise ValueError(f"there is no reference/{code}.yaml")


def together(code: str) -> list[dict]:
    """The entries, each with a `code`, of reference/<code>.yaml of the package and of the installation, whose own goes
    before one of the package that has the same code."""
    found: dict[str, dict] = {}
    for folder in filter(None, (_HERE, own_folder())):
        if (path := folder / "reference" / f"{code}.yaml").is_file():
            found |= {each["code"]: each for each in read(path)}
    return list(found.values())


def read(path: Path) -> object:
    """A YAML file, read safely; ValueError names the file that is not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {error}") from None
