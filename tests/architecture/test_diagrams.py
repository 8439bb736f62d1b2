"""The diagrams in the documentation are those of the tables that run."""

from commonweal.workflow.transitions import Table, Transition
from tools import diagrams

TABLE = Table(
    "draft",
    {"open": "open", "sent": "sent"},
    (Transition("open", "send", "sent", ("author",), "papers.draft.sent", "The author sends it."),),
)


def test_diagrams_are_current():
    found = {path.name: path.read_text(encoding="utf-8") for path in diagrams.FOLDER.glob("*.md")}

    assert found == diagrams.pages(), "run `python -m tools.diagrams`"


def test_page_shows_the_table_twice():
    page = diagrams.page(TABLE)

    assert TABLE.mermaid() in page
    assert "| open | send | sent | author | `papers.draft.sent` | The author sends it. |" in page


def test_stale_pages_are_removed(tmp_path):
    (tmp_path / "gone.md").write_text("gone")

    written = diagrams.write(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == written == sorted(diagrams.pages())
