"""The import contracts hold, and would notice if they did not."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.layers import CHECKOUT, heights


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the checkout at `root`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", root / ".importlinter"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_imports_run_downwards_only():
    outcome = lint(CHECKOUT)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    ("where", "what", "contract"),
    [
        ("members/planted.py", "import commonweal.databanks", "Rooms depend downwards only BROKEN"),
        ("workflow/planted.py", "import commonweal.handling.terms", "Rooms depend downwards only BROKEN"),
        ("members/terms.py", "import commonweal.members.actions", "Inside a room BROKEN"),
        ("databanks/planted.py", "import commonweal.members.policies", "its own BROKEN"),
        ("names/planted.py", "import django", "The calculating core knows no Django BROKEN"),
    ],
)
def test_planted_offence_is_found(tmp_path, where, what, contract):
    for name in ("commonweal", "tools"):
        shutil.copytree(
            CHECKOUT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static", "data")
        )
    shutil.copy(CHECKOUT / ".importlinter", tmp_path)
    with (tmp_path / "commonweal" / where).open("a") as offender:
        offender.write(f"\n{what}\n")

    outcome = lint(tmp_path)

    assert outcome.returncode == 1
    assert contract in " ".join(outcome.stdout.split())


def test_order_of_rooms_is_read_from_the_contract():
    order = heights()

    assert order["house"] == max(order.values())
    assert order["common"] == 0
    assert order["handling"] == order["workflow"] == order["audit"] + 1
    assert order["members"] > order["handling"]
