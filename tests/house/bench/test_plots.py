"""Plots are well-formed pictures that hold every figure in words as well."""

from xml.etree import ElementTree

import pytest

from commonweal.house.bench import plots, report
from commonweal.house.bench.recall import Result
from commonweal.house.bench.run import Measured

RESULTS = [
    Result(peer, 20_000, "all scripts", 300, one, 0.9, 0.01, 0, p50, 9 * p50, 100)
    for peer, one, p50 in (("Commonweal", 0.8, 2.0), ("scan <plain>", 0.5, 120.0))
]


def words(picture: str) -> list[str]:
    return [each.text for each in ElementTree.fromstring(picture).iter() if each.tag.endswith("text")]  # noqa: S314


def test_recall_is_drawn_with_its_figures():
    shown = words(plots.recall(RESULTS, 20_000, sets=("all scripts", "none")))
    assert shown[1:] == ["all scripts", "Commonweal", "0.800 / 0.900", "scan <plain>", "0.500 / 0.900"]


@pytest.mark.parametrize(("milliseconds", "place"), [(0.01, 0), (0.1, 0), (1, 0.25), (100, 0.75), (90_000, 1)])
def test_scale_of_tens_holds_every_speed(milliseconds, place):
    assert plots._of_ten(milliseconds) == pytest.approx(place)


def test_folder_holds_data_and_plots(tmp_path):
    report.write(Measured({}, {}, recall=RESULTS), tmp_path / "new")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["names.json", "recall-20000.svg", "speed.svg"]
