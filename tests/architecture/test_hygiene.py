"""What no line of the code may do, whoever writes it: gates against whole classes of faults."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tools.prove import trust_patterns

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = sorted((ROOT / "commonweal").rglob("*.py"))
TEMPLATES = sorted((ROOT / "commonweal").rglob("*.html"))
UNESCAPING = {"mark_safe", "SafeString", "SafeText", "safe", "html_safe", "RawSQL", "extra", "eval", "exec"}
"""Names of calls that let words through as markup, as SQL or as code."""
GOES_OUT = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib"}
MAY_GO_OUT = {"commonweal/audit/witness_ways.py": "witnesses, whose addresses the operator's file names"}
"""Reviewed: the only code that opens an address by itself. A database of another system is reached by
`databanks/connectors.py`, whose address stands in the operator's environment or file."""
SECRETS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]{2,10} ){0,3}PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}"),
    "access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "token of a service": re.compile(r"\b(?:ghp|gho|ghs|glpat|xox[abp]|pypi)[-_][A-Za-z0-9_-]{20,80}"),
    "password in an address": re.compile(
        r"\b[a-z][a-z0-9+]{1,20}://[^\s:/@{}<>$]{1,60}:[^\s:/@{}<>$]{3,60}@(?!example)"
    ),
    "machine path": re.compile(r"(?<![\w/.])/(?:home|Users|work)/[a-z]\w{1,30}/"),
}
NO_SECRET = {"user:password@", "name:password@", "web:pw%40d@", "cw_app:word@", "web:secretword@", "u:secret@"}
"""What documentation and tests write in the place of a password."""


DRAWN = ("portal/charts.py", "portal/drawing.py", "portal/templatetags/contributing.py")
"""Reviewed: they make markup themselves and escape every word in it; `tests/journeys/test_stored_browser.py` tries."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def called(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield node.lineno, name, node


def of_a_request(node: ast.expr) -> bool:
    """Whether the names of the arguments come from a request: `request.GET` and the like, through calls and items."""
    if isinstance(node, ast.DictComp):
        return any(of_a_request(each) for each in (node.key, *(part.iter for part in node.generators)))
    return any(
        isinstance(each, ast.Attribute) and each.attr in ("GET", "POST", "COOKIES", "headers", "META")
        for each in ast.walk(node)
    )


def offences(parsed: ast.AST) -> list[tuple[int, str]]:
    """Lines that let words through as markup, SQL or code, or spread what a request holds over arguments."""
    found = []
    for line, name, call in called(parsed):
        if name in UNESCAPING and not (name == "safe" and not call.args):
            found.append((line, name))
        if name == "raw" and isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("objects"):
            found.append((line, name))
        found += [(line, f"{name}(**request)") for each in call.keywords if not each.arg and of_a_request(each.value)]
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("mark_safe(x)", ["mark_safe"]),
        ("Person.objects.raw(x)", ["raw"]),
        ("Person.objects.extra(where=[x])", ["extra"]),
        ("Person.objects.filter(**request.GET.dict())", ["filter(**request)"]),
        ("filter(**{k: v for k, v in request.POST.items()})", ["filter(**request)"]),
        ("uploading.raw(request); Person.objects.filter(**known)", []),
    ],
)
def test_gate_sees_what_it_looks_for(source, expected):
    assert [what for _line, what in offences(ast.parse(source))] == expected


def test_no_code_lets_words_through_as_markup_sql_or_code():
    found = {
        f"{path.relative_to(ROOT)}:{line}": what
        for path in CODE
        for line, what in offences(tree(path))
        if not (what == "SafeString" and str(path).endswith(DRAWN))
    }
    assert found == {}


def test_no_template_switches_escaping_off_or_writes_scripts_styles_and_handlers():
    never = re.compile(r"\|\s*safe\b|autoescape|safeseq|<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
    assert {
        str(path.relative_to(ROOT)): found for path in TEMPLATES if (found := never.findall(path.read_text()))
    } == {}


def test_only_reviewed_code_opens_addresses():
    going = set()
    for path in CODE:
        for node in ast.walk(tree(path)):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if set(names) & GOES_OUT:
                going.add(str(path.relative_to(ROOT)))
    assert going == set(MAY_GO_OUT)


def test_no_secret_stands_in_a_file_of_the_project():
    listed = [shutil.which("git") or "git", "ls-files", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    found = []
    for name in filter(None, names.split("\0")):
        path = ROOT / name
        if path.suffix in (".mo", ".png", ".xlsx", ".gz") or not path.is_file() or path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="ignore")
        found += [
            f"{name}: {what} {hit[0][:40]}"
            for what, pattern in SECRETS.items()
            for hit in pattern.finditer(text)
            if not any(known in hit[0] for known in NO_SECRET)
        ]
    assert found == []


def test_every_dependency_has_its_licence_in_the_list_and_each_fits():
    """docs/security/licences.yaml names every pinned package with its licence, as its own metadata says."""
    listed = yaml.safe_load((ROOT / "docs/security/licences.yaml").read_text("utf-8"))
    fits, packages = set(listed["fit"]), listed["packages"]
    pinned = set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))

    assert sorted(packages) == sorted(pinned)
    assert {name: licence for name, licence in packages.items() if licence not in fits} == {}


def test_some_patterns_are_not_kept_busy_by_long_texts():
    """All patterns and fifty strings: `make prove-trust ONLY=trust_patterns`."""
    found = trust_patterns.patterns()
    assert len(found) > 100
    assert trust_patterns.slow(found, trust_patterns.pumps(4, length=1_000), longest=0.2) == {}


def test_gate_sees_a_pattern_that_is_kept_busy():
    assert set(trust_patterns.slow({"bad": re.compile(r"(a+)+$")}, ["a" * 22 + "!"], longest=0.02)) == {"bad"}


def test_settings_pass_djangos_check_for_deployment():
    environment = os.environ | {"COMMONWEAL_ADDRESS": "https://example.org", "COMMONWEAL_CLUSTER": "test"}
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    environment |= {"DJANGO_SETTINGS_MODULE": "commonweal.settings", "COMMONWEAL_HOSTS": "example.org"}
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")
