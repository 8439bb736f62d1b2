"""The proof of the journal, in small: the whole of it is run by `make prove-main-job`."""

from tools.prove import journal


def test_lines_of_the_proof_hold(house, monkeypatch):
    """All but the delay in milliseconds, which only a quiet machine can tell."""
    monkeypatch.setattr(journal, "CHANGES", 20)
    monkeypatch.setattr(journal, "IMPORT", 2_000)
    monkeypatch.setattr(journal, "LARGE", 3_000)
    lines = journal.prove_journal(house.superuser)
    assert [line.holds for line in lines[:3] + lines[4:]] == [True] * 5
