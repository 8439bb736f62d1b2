"""What officers ask lies sealed: it opens at its place, with its keys, and nowhere else."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.common import sealed
from commonweal.common.errors import NotNow, RuleBroken

VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.text(), each), max_leaves=5)  # fmt: skip  # noqa: E501


@pytest.fixture(scope="module", autouse=True)
def files(tmp_path_factory):
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("keys")
    with override_settings(QUESTION_KEY=folder / "questions.key", QUESTION_RING=folder / "questions.ring"):
        yield folder / "questions.key", folder / "questions.ring"


@given(VALUES, st.text(), st.text())
def test_value_opens_at_its_place_and_at_no_other(value, here, there):
    closed = sealed.seal(value, here)
    assert sealed.unseal(closed, here) == value
    assert sealed.seal(value, here) != closed
    if here != there:
        with pytest.raises(RuleBroken, match=r"common\.sealed\.broken"):
            sealed.unseal(closed, there)


@given(st.binary(max_size=200), st.data())
def test_a_flipped_bit_anywhere_is_noticed(plain, data):
    closed = bytearray(sealed.seal_bytes(plain, "here"))
    at = data.draw(st.integers(0, len(closed) * 8 - 1))
    closed[at // 8] ^= 1 << at % 8
    with pytest.raises((RuleBroken, NotNow)):
        sealed.unseal_bytes(bytes(closed), "here")


def test_index_tells_equality_within_its_place_alone():
    assert sealed.index("Каримов", "a/b") == sealed.index("Каримов", "a/b")
    assert len({sealed.index("Каримов", "a/b"), sealed.index("Karimov", "a/b"), sealed.index("Каримов", "a/c")}) == 3


def test_another_key_of_the_house_wraps_the_ring_anew_and_opens_what_stood_before(files):
    key, ring = files
    before, closed, by = key.read_text(), sealed.seal("words", "here"), sealed.index("words", "here")
    assert sealed.change_key(key, ring) == 2
    assert (len(sealed.read_keys(key)), key.read_text() == before) == (1, False)
    assert [stat.S_IMODE(each.stat().st_mode) for each in files] == [0o600, 0o600]
    sealed._known.clear()  # as another process finds it
    newer = sealed.seal("words", "here")
    assert (sealed.unseal(closed, "here"), sealed.unseal(newer, "here")) == ("words", "words")
    assert newer[: sealed.NAMED] != closed[: sealed.NAMED]
    assert sealed.index("words", "here") == by
    lost = ring.read_text()
    key.write_text(before)
    sealed._known.clear()
    with pytest.raises(NotNow, match=r"common\.sealed\.other-house"):
        sealed.seal("words", "here")
    for path in files:
        path.unlink()
    sealed.seal("words", "here")
    with pytest.raises(NotNow, match=r"common\.sealed\.other-key"):
        sealed.unseal(newer, "here")
    assert lost


def test_process_that_runs_opens_what_a_key_made_later_sealed(files):
    sealed.seal("words", "here")
    here = sealed._known.copy()
    sealed.change_key(*files)
    sealed._known.clear()
    later = sealed.seal("words", "here")
    sealed._known.clear()
    sealed._known.update(here)
    assert sealed.unseal(later, "here") == "words"


def test_key_that_others_may_read_or_that_is_gone_is_refused(files):
    key, ring = files
    sealed.make(key, ring)
    key.chmod(0o640)
    with pytest.raises(RuleBroken, match=r"common\.sealed\.readable"):
        sealed.read_keys(key)
    key.unlink()
    with pytest.raises(NotNow, match=r"common\.sealed\.no-key"):
        sealed.make(key, ring)
