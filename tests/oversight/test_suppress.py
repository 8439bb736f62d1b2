"""Published counts: no small one, and none that follows from the others."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.oversight.suppress import LEAST, published

TABLES = st.integers(1, 4).flatmap(
    lambda high: st.integers(1, 4).flatmap(
        lambda wide: st.lists(
            st.lists(st.sampled_from([0, 0, 1, 3, 9, 10, 12, 40, 500]), min_size=wide, max_size=wide),
            min_size=high,
            max_size=high,
        )
    )
)


def whole(grid: list[list[int]]) -> list[list[int]]:
    lines = [[*line, sum(line)] for line in grid]
    return [*lines, [sum(line[at] for line in lines) for at in range(len(lines[0]))]]


def follows(hidden: list[tuple[int, int]], high: int, wide: int) -> set[tuple[int, int]]:
    """Which of the cells left out are determined by the sums: by elimination over fractions."""
    equations = []
    across = [[(y, x) for x in range(wide)] for y in range(high)]
    for lines in (across, list(zip(*across, strict=True))):
        for line in lines:
            signs = {cell: Fraction(-1 if place == len(line) - 1 else 1) for place, cell in enumerate(line)}
            equations.append([signs.get(cell, Fraction(0)) for cell in hidden])
    done = 0
    for at in range(len(hidden)):
        pivot = next((row for row in range(done, len(equations)) if equations[row][at]), None)
        if pivot is None:
            continue
        equations[done], equations[pivot] = equations[pivot], equations[done]
        equations[done] = [value / equations[done][at] for value in equations[done]]
        for row in range(len(equations)):
            if row != done and equations[row][at]:
                factor = equations[row][at]
                equations[row] = [a - factor * b for a, b in zip(equations[row], equations[done], strict=True)]
        done += 1
    return {
        hidden[next(at for at, value in enumerate(row) if value)]
        for row in equations[:done]
        if sum(1 for value in row if value) == 1
    }


@settings(max_examples=150)
@given(TABLES)
def test_no_small_count_is_shown_or_follows_from_what_is_shown(grid):
    rows, columns = [f"r{y}" for y in range(len(grid))], [f"c{x}" for x in range(len(grid[0]))]
    counts = {(rows[y], columns[x]): count for y, line in enumerate(grid) for x, count in enumerate(line)}
    shown = published(counts, rows, columns).cells
    true = whole(grid)

    assert all(count == true[y][x] for y, line in enumerate(shown) for x, count in enumerate(line) if count is not None)
    assert all(count is None or count == 0 or count >= LEAST for line in shown for count in line)
    hidden = [(y, x) for y, line in enumerate(shown) for x, count in enumerate(line) if count is None]
    small = {(y, x) for y, x in hidden if 0 < true[y][x] < LEAST}
    assert not small & follows(hidden, len(true), len(true[0]))


def test_a_table_without_small_counts_stands_as_it_is():
    shown = published({("a", "x"): 12, ("a", "y"): 0, ("b", "x"): 30, ("b", "y"): 11}, ["a", "b"], ["x", "y"])
    assert shown.cells == ((12, 0, 12), (30, 11, 41), (42, 11, 53))


def test_one_small_count_takes_another_of_its_row_and_column_with_it():
    shown = published({("a", "x"): 3, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40}, ["a", "b"], ["x", "y"])
    assert shown.cells == ((None, None, 23), (None, None, 70), (33, 60, 93))
