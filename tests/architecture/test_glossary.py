"""The glossary and the code use the same words."""

import importlib
import inspect
import pkgutil
import re
from enum import Enum

import commonweal
from tests.architecture.layers import CHECKOUT

COLUMNS = 5


def rows() -> list[list[str]]:
    """The cells of every term of the glossary."""
    lines = (CHECKOUT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    tables = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [cells for cells in tables if cells[0] not in ("term", "---")]


def code_names() -> list[str]:
    return [name for row in rows() for name in re.findall(r"`([^`]+)`", row[-1])]


def exists(name: str) -> bool:
    """Whether a path below `commonweal` is a module, or something that a module holds."""
    parts = f"commonweal.{name}".split(".")
    for length in range(len(parts), 1, -1):
        try:
            found = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        return _holds(found, parts[length:])
    return False


def _holds(found: object, path: list[str]) -> bool:
    for step in path:
        if not hasattr(found, step):
            return path[-1] == step and step in getattr(found, "__annotations__", {})
        found = getattr(found, step)
    return True


def term_classes() -> set[str]:
    """Every class of words in the rooms' terms.py."""
    found = set()
    for room in pkgutil.iter_modules(commonweal.__path__):
        if not (CHECKOUT / "commonweal" / room.name / "terms.py").is_file():
            continue
        module = importlib.import_module(f"commonweal.{room.name}.terms")
        for name, one in inspect.getmembers(module, inspect.isclass):
            if issubclass(one, Enum) and one.__module__ == module.__name__:
                found.add(f"{room.name}.terms.{name}")
    return found


def test_every_term_has_all_columns():
    assert [row for row in rows() if len(row) != COLUMNS or not all(row)] == []


def test_every_term_stands_once():
    terms = [row[0] for row in rows()]

    assert sorted({term for term in terms if terms.count(term) > 1}) == []


def test_every_name_in_code_exists():
    assert [name for name in code_names() if not exists(name)] == []


def test_every_class_of_words_is_in_the_glossary():
    assert term_classes() - set(code_names()) == set()


def test_russian_column_is_russian():
    assert [row[0] for row in rows() if not re.search("[а-яё]", row[3])] == []


def test_name_that_does_not_exist_is_noticed():
    assert exists("members.models.Officer.clearance")
    assert not exists("members.models.Officer.shoe_size")
    assert not exists("members.nowhere")
