"""The corpora of hostile and of awkward valid files, judged in a process of their own whose memory is looked at."""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tools.prove.line import Line
from tools.prove.scratch import CHECKOUT

SECONDS, MEMORY = 1.0, 300
_CODE = re.compile(r"databanks(\.[a-z-]+){2}")


def prove() -> list[Line]:
    """A line for each corpus."""
    from tests.databanks.formats import awkward, hostile

    return [
        _line("hostile", [(each.name, each.format, each.data, 0) for each in hostile.files()]),
        _line("awkward valid", [(each.name, each.format, each.data, each.rows) for each in awkward.files()]),
    ]


def _line(what: str, files: list[tuple[str, str, bytes, int]]) -> Line:
    with tempfile.TemporaryDirectory(prefix="cw-corpus-") as folder:
        listed = []
        for number, (name, format_, data, rows) in enumerate(files):
            path = Path(folder) / f"{number}"
            path.write_bytes(data)
            listed.append([f"{format_ or 'any'}: {name}", str(path), format_, rows])
        manifest = Path(folder) / "manifest.json"
        manifest.write_text(json.dumps(listed))
        judged = subprocess.run(
            [sys.executable, "-m", "tools.prove.corpora", str(manifest)], cwd=CHECKOUT, capture_output=True, check=True
        )
        grown = sum(1 for each in Path(folder).iterdir()) - len(files) - 1
    found = json.loads(judged.stdout)
    wrong = [name for name, right in found["right"].items() if not right]
    done = "refused with a code and no record" if what == "hostile" else "taken whole"
    return Line(
        f"{len(files)} {what} files",
        f"{len(files) - len(wrong)} {done}{': not ' + ', '.join(wrong[:5]) if wrong else ''}; slowest"
        f" {found['slowest']:.2f} s of processor time ({found['slow']}), peak {found['peak']:.0f} MB, files left behind"
        f" {grown}; commonest codes {found['codes'] or '–'}",
        f"100 %, < {SECONDS:.0f} s each, < {MEMORY} MB, nothing left behind",
        not wrong and found["slowest"] < SECONDS and found["peak"] < MEMORY and not grown,
    )


def _judge(manifest: str) -> dict:
    """Hand in every file of a manifest; what came of each, how long the slowest took, and the memory at the peak."""
    from tests.databanks.formats.taking import take

    right, codes, slowest, slow = {}, Counter(), 0.0, ""
    for name, path, format_, rows in json.loads(Path(manifest).read_text()):
        began = time.process_time() + _children()
        outcome = take(Path(path), format_)
        took = time.process_time() + _children() - began
        if took > slowest:
            slowest, slow = took, name
        told = [code for code in (outcome.file, *outcome.refused) if code]
        codes.update(set(told))
        refused = not outcome.rows and not outcome.held and told and all(map(_CODE.fullmatch, told))
        right[name] = bool(refused) if not rows else len(outcome.rows) == rows and not told
    # Its own high-water mark; what getrusage says of this process would be that of the one that started it.
    own = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    peak = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024
    common = ", ".join(f"{code.removeprefix('databanks.')} {count}" for code, count in codes.most_common(4))
    return {"right": right, "slowest": slowest, "slow": slow, "peak": peak, "codes": common}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_judge(sys.argv[1])))
