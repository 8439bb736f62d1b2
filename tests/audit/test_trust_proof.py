"""The chapter of `make prove-trust` on the journal, in small."""

import random

from tools.prove import trust_journal, trust_tree


def test_lines_of_the_chapter_hold(house, monkeypatch, tmp_path):
    """All but the cost in milliseconds, which only a quiet machine can tell."""
    monkeypatch.setattr(trust_tree, "TREES", 60)
    monkeypatch.setattr(trust_journal, "POSITIONS", 8)
    chance = random.Random(5)
    (tmp_path / "known").mkdir()
    lines = trust_tree.prove_trees(chance) + trust_journal._matrix(tmp_path / "known", chance)
    lines += trust_journal._split_view(house, tmp_path, chance)
    assert [line.claim for line in lines if not line.holds] == []
    assert len(lines) == 16
