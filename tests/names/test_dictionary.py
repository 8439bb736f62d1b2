"""The operator's dictionary: what files are taken, what names it gives, and that nothing changes without it."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.names import aliases, dictionary, fingerprint, fold, likeness

PAIRS = """
# a remark
wallace\tУ о л л е с\t3
محمود\tMahmoud\t7
mahmud\tم ح م و د\t2
mahmoud\tMahmoud\t2
two words\tдва слова\t1
kadman\tי צ ח ק\t1
no tab
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "names.dictionary"
    told = dictionary.install(PAIRS.splitlines(), path, source="a test", licence="CC0-1.0")
    dictionary.use(path)
    yield told
    dictionary.use(None)


def _reduced(text: str) -> str:
    return fold(text)[0].reduced


def test_pairs_are_read_in_either_order_and_the_rest_left_out(book):
    assert (book.lines, book.left_out) == (9, 6)


def test_a_name_is_found_in_both_directions(book):
    assert dictionary.others(_reduced("Уоллес")) == (_reduced("Wallace"),)
    assert dictionary.others(_reduced("Wallace")) == (_reduced("Уоллес"),)


def test_the_most_frequent_form_comes_first(book):
    assert dictionary.others(_reduced("محمود"))[0] == _reduced("Mahmoud")


def test_a_pair_that_was_aligned_wrongly_is_left_out(book):
    assert dictionary.others(_reduced("Kadman")) == ()


def test_the_dictionary_makes_names_equivalent(book):
    assert _reduced("Wallace") in aliases(_reduced("Уоллес"))
    assert likeness(fold("Уоллес")[0], fold("Wallace")[0]) == 0.95


def test_without_a_dictionary_nothing_is_added(tmp_path):
    dictionary.use(tmp_path / "absent")
    assert dictionary.others(_reduced("Уоллес")) == ()


def test_a_dictionary_says_whence_it_comes(book, tmp_path):
    assert dictionary.load(tmp_path / "names.dictionary").about == {
        "source": "a test",
        "licence": "CC0-1.0",
        "names": "4",
        "reading": fingerprint(),
    }


def test_a_file_without_pairs_is_refused(tmp_path):
    with pytest.raises(BadInput) as refused:
        dictionary.install(["nothing"], tmp_path / "names.dictionary", source="a test", licence="CC0-1.0")
    assert refused.value.code == "names.dictionary.empty"


def test_another_file_is_refused(tmp_path):
    (tmp_path / "other").write_bytes(b"something else")
    with pytest.raises(BadInput) as refused:
        dictionary.load(tmp_path / "other")
    assert refused.value.code == "names.dictionary.unreadable"


def test_a_dictionary_of_another_reading_is_compiled_anew_from_its_own_pairs(book, tmp_path):
    path = tmp_path / "names.dictionary"
    compiled = path.read_bytes()
    path.write_bytes(compiled.replace(fingerprint().encode(), b"0" * len(fingerprint())))
    with pytest.raises(BadInput) as refused:
        dictionary.use(path)
    assert (refused.value.code, dictionary.others(_reduced("Уоллес"))) == ("names.dictionary.outdated", ())
    assert dictionary.renew(path)
    assert path.read_bytes() == compiled
    assert not dictionary.renew(path)
    dictionary.use(path)
    assert dictionary.others(_reduced("Уоллес")) == (_reduced("Wallace"),)


def test_what_is_no_dictionary_is_not_compiled_anew(tmp_path):
    (tmp_path / "other").write_bytes(b"something else")
    assert not dictionary.renew(tmp_path / "other")
    assert not dictionary.renew(tmp_path / "absent")


@pytest.fixture
def learned():
    dictionary.learn([("Шоу", "Shaw"), ("Ковальский", "Ковальский")], as_of=7)
    yield
    dictionary.learn([], as_of=0)


def test_learned_pairs_are_equivalent_both_ways_beside_the_dictionary(book, learned):
    assert aliases(_reduced("Шоу")) == (_reduced("Shaw"),)
    assert likeness(fold("Shaw")[0], fold("Шоу")[0]) == 0.95
    assert dictionary.others(_reduced("Уоллес")) == (_reduced("Wallace"),)
    assert dictionary.learned_as_of() == 7


def test_learned_pairs_are_replaced_whole(learned):
    dictionary.learn([("Мур", "Moore")], as_of=8)
    assert (aliases(_reduced("Шоу")), aliases(_reduced("Мур"))) == ((), (_reduced("Moore"),))
