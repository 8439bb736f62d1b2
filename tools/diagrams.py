"""Draw the state diagrams in docs/diagrams from the transition tables that run.

A room registers its tables by listing them as `TABLES` in its `status.py`. `python -m tools.diagrams` writes the pages;
a test fails while they differ from the tables.
"""

import importlib
from pathlib import Path

from commonweal.workflow.transitions import Table

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = CHECKOUT / "docs" / "diagrams"
INDEX = "README.md"


def registered() -> list[Table]:
    """All transition tables of all rooms, by name."""
    rooms = sorted(path.parent.name for path in (CHECKOUT / "commonweal").glob("*/status.py"))
    modules = [importlib.import_module(f"commonweal.{room}.status") for room in rooms]
    return sorted((table for module in modules for table in getattr(module, "TABLES", ())), key=lambda one: one.name)


def page(table: Table) -> str:
    """The Markdown page of one table: the diagram, then every line with who may cause it and the journal's verb."""
    rows = [
        f"| {table.states[line.state]} | {line.event} | {table.states[line.next]} | {', '.join(line.who)} "
        f"| `{line.verb}` | {line.words} |"
        for line in table.transitions
    ]
    return "\n".join(
        [
            f"# {table.name}",
            "",
            "Drawn by `python -m tools.diagrams` from the table that runs; do not edit.",
            "",
            "```mermaid",
            table.mermaid().rstrip(),
            "```",
            "",
            "| from | event | to | who | journal | meaning |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def pages() -> dict[str, str]:
    """File name and content of every page, and of the list of them."""
    tables = registered()
    return {f"{table.name}.md": page(table) for table in tables} | {INDEX: index(tables)}


def index(tables: list[Table]) -> str:
    """The list of all diagrams: what each thing may become, first to last."""
    rows = [f"| [{table.name}]({table.name}.md) | {' · '.join(table.states.values())} |" for table in tables]
    head = ["# States", "", "Drawn by `python -m tools.diagrams` from the tables that run; the portal shows them, too,"]
    return "\n".join(
        [*head, "in both languages, under Keys and signs.", "", "| thing | states |", "|---|---|", *rows, ""]
    )


def write(folder: Path = FOLDER) -> list[str]:
    """Write all pages and remove those whose table is gone; returns the names written."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for stale in (path for path in folder.glob("*.md") if path.name not in wanted):
        stale.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(wanted)


if __name__ == "__main__":
    print("\n".join(write()) or "no room has a transition table yet")
