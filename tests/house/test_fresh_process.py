"""Every command in a process of its own, as a shell runs it: nothing was imported or set up before it."""

import subprocess
import sys

import pytest

RUN = """
import sys
from contextlib import nullcontext
from commonweal.house import cli, processes
processes.borrowed = nullcontext
sys.exit(cli.main(sys.argv[1:]))
"""
BATCH = "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11"
COMMANDS = {
    "import": ("import", "{file}", "--as", "NOBODY"),
    "approve": ("approve", BATCH, "--as", "NOBODY"),
    "rejects": ("rejects", BATCH, "--as", "NOBODY"),
    "undo": ("undo", BATCH, "--as", "NOBODY", "--because", "x"),
    "profiles": ("profiles", "--as", "NOBODY"),
    "export": ("export", "--as", "NOBODY", "--reason", "x"),
    "pull": ("pull", "nothing"),
    "search": (
        "search",
        "--as",
        "NOBODY",
        "--purpose",
        "own-records",
        "--basis",
        "x",
        "--case",
        "1",
        "--number",
        "A123BC",
    ),
    "members onboard": ("members", "onboard", "{file}", "--as", "NOBODY"),
    "members suspend": ("members", "suspend", "NOBODY", "--reason", "x"),
    "banks apply": ("banks", "apply", "{file}", "--as", "NOBODY"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_in_a_fresh_process_ends_with_a_coded_error(house, tmp_path, name):
    file = tmp_path / "officers.csv"
    file.write_text("code;name\n", encoding="utf-8")
    words = [word.format(file=file) for word in COMMANDS[name]]
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr[-1500:]
    assert "[" in done.stderr
