"""Cheap looks that spare a pattern: where they say no, the pattern finds nothing."""

import importlib
import re

from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import endings

fold = importlib.import_module("commonweal.names.fold")

_SOUNDS = st.text("aeioubvgdzklmnprstfhjSCcy", min_size=1, max_size=12)
_ENDINGS = st.sampled_from(
    [
        "avis",
        "iviS",
        "iniSna",
        "avna",
        "kiSna",
        "iliS",
        "kitiS",
        "miS",
        "uli",
        "ulu",
        "kizi",
        "gizi",
        "agli",
        "aglu",
        "zada",
        "zadi",
    ]
)


@given(st.one_of(_SOUNDS, st.builds(str.__add__, _SOUNDS, _ENDINGS)))
def test_a_look_never_hides_what_its_pattern_finds(form: str) -> None:
    assert fold._may_drop(form) or not fold._DROPPED.search(form)
    assert form.endswith(endings._LAST) or not endings._PATRONYMIC.search(form)


@given(_SOUNDS)
def test_the_reduced_form_is_what_the_patterns_alone_make_of_it(fine: str) -> None:
    form, shorter = "", fine.translate(fold._REDUCED)
    while form != shorter:
        form = re.sub(r"(.)\1+", r"\1", shorter)
        shorter = fold._DROPPED.sub("", form)
    assert fold.reduce(fine) == form
