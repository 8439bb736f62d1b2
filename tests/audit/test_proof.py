"""The proof of the journal, in small: the whole of it is run by `make prove-main-job`."""

from tools.prove import journal


def test_every_line_of_the_proof_holds(house, monkeypatch):
    monkeypatch.setattr(journal, "CHANGES", 20)
    monkeypatch.setattr(journal, "IMPORT", 2_000)
    monkeypatch.setattr(journal, "LARGE", 3_000)
    lines = journal.prove_journal(house.superuser)
    assert [line for line in lines if not line.holds] == []
    assert len(lines) == 6
