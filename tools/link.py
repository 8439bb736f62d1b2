"""Put the checkout on the path of its own environment and write the `commonweal` command.

Used by `make install` instead of an editable install, which would need a build back end from the registry.
Takes the environment's folder; writes `commonweal.pth` and `bin/commonweal`.
"""

import stat
import sys
import sysconfig
from pathlib import Path

LAUNCHER = """#!{python}
import sys
from commonweal.house.cli import main
sys.exit(main())
"""


def link(environment: Path, checkout: Path) -> None:
    site = Path(sysconfig.get_paths(vars={"base": str(environment), "platbase": str(environment)})["purelib"])
    (site / "commonweal.pth").write_text(f"{checkout}\n", encoding="utf-8")
    command = environment / "bin" / "commonweal"
    command.write_text(LAUNCHER.format(python=environment / "bin" / "python"), encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link(Path(sys.argv[1]).resolve(), Path(__file__).resolve().parent.parent)
