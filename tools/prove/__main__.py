"""`python -m tools.prove NAME`: prove one chapter on the house that the environment names.

`make prove-… ONLY=NAME` gives it a place of its own (tools/prove/chapters.py). Prints claim, figure, aim, holds for each promise, from measurements of this very run; exit code 1 where one fails.
"""

import importlib
import os
import sys
import time

VERDICTS = {True: "holds", False: "FAILS", None: "not run"}


def load() -> None:
    """The machine's load, printed beside the figures."""
    one, five, fifteen = os.getloadavg()
    print(f"load of the machine: {one:.2f} {five:.2f} {fifteen:.2f} on {os.cpu_count()} cores", flush=True)


def show(lines: list) -> bool:
    """Print the lines; True when none fails."""
    for line in lines:
        print(f"{VERDICTS[line.holds]:<7} {line.claim}: {line.figure} (aim: {line.aim})", flush=True)
    return not any(line.holds is False for line in lines)


def main(name: str) -> int:
    """Prove one chapter."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.settings")
    os.environ.setdefault("COMMONWEAL_DB_ROLE", "cw_app")
    django.setup()
    load()
    began = time.monotonic()
    holds = show(importlib.import_module(f"tools.prove.{name.replace('-', '_')}").prove())
    load()
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
