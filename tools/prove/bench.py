"""Tries mutants of the policy on a world in a database: does the comparison with the oracle notice?

Mutants of SQL forms are put into the database in a transaction that is rolled back, so no mutant outlives its trial.
While the policies of records are tried, labels are open to all: their own policy repeats some conditions, and each
guard is tried with the other out of the way.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import psycopg

from commonweal.databanks.protection import PARTS, select_rule
from commonweal.handling import decision
from commonweal.handling.decision import SPECIAL
from commonweal.handling.sql import at_least, columns, render
from commonweal.handling.terms import Level
from commonweal.search.visible import Sight
from tests.handling import reading, seeding
from tests.handling.cases import Cases
from tests.handling.expected import Expectation
from tests.handling.neighbours import Neighbours, make_neighbours
from tests.handling.oracle import FULL
from tests.handling.worlds import World, make_world
from tools.prove.edges import sharpened
from tools.prove.mutants import Mutant

TABLES = {question.split(" from ")[1]: name for name, question in reading.ALL.items()}
SMALL = {"warrants": 75, "records": 1_500, "labels": 400}
BY_LEVEL = (("databanks_record", Level.HIT), ("databanks_identity", Level.CORE), ("databanks_narrative", Level.FULL))


class _EditedSight(Sight):
    """The index filter with its questions altered as text."""

    def __init__(self, connection: psycopg.Connection, edit: Callable[[str], str]) -> None:
        super().__init__(connection, time.monotonic)
        self._groups, self._records = edit(self._groups), edit(self._records)


class _View:
    """What the oracle says about a world, in the forms in which it is compared."""

    def __init__(self, world: World, near: Neighbours) -> None:
        self.world, cases = world, Cases(world)
        self.expected = [Expectation(world, near, warrant) for warrant in world.warrants]
        self.rows = [expected.parts() | expected.beside() for expected in self.expected]
        self.found = [list(expected.levels) for expected in self.expected]
        self.cases = [list(cases.of(warrant)) for warrant in world.warrants]


class Bench:
    """A world, what the oracle says about it, and a database that holds it."""

    def __init__(
        self, world: World, near: Neighbours, superuser: psycopg.Connection, indexer: psycopg.Connection
    ) -> None:
        self.superuser, self.indexer = superuser, indexer
        superuser.prepare_threshold = indexer.prepare_threshold = None
        self._views = [_View(world, near), _View(replace(world, settled=False), near)]
        self._reading = self._policies()
        self._turn(self._views[0])

    def _turn(self, view: "_View") -> None:
        """Look at the world with the journal settled, or not; the database with it."""
        self.world, self.expected, self.rows = view.world, view.expected, view.rows
        self.found, self.cases = view.found, view.cases
        seeding.settle(self.superuser, view.world)

    def policies(self) -> dict[str, str]:
        """For each table beside the records, the condition under which the application reads it."""
        return {table: rule for table, (_, rule) in self._reading.items() if table in TABLES and table not in PARTS}

    def _policies(self) -> dict[str, tuple[str, str]]:
        """By table, name and condition of the policy under which the application reads it."""
        found = self.superuser.execute(
            "select c.relname, p.polname, pg_get_expr(p.polqual, p.polrelid) from pg_policy p"
            " join pg_class c on c.oid = p.polrelid where p.polcmd = 'r' and 'cw_app'::regrole = any(p.polroles)"
        ).fetchall()
        return {table: (name, rule) for table, name, rule in sorted(found)}

    def definition(self) -> str:
        """The statement that makes `handling_me()`."""
        return self.superuser.execute("select pg_get_functiondef('handling_me'::regproc)").fetchone()[0]

    def catches(self, mutant: Mutant) -> str:
        """Where the comparison differs, in words; empty where it does not."""
        for view in self._views:
            self._turn(view)
            if where := getattr(self, f"_{mutant.form}")(mutant):
                return where
        return ""

    def control(self) -> str:
        """Where the comparison differs for the policy as it is; it must be empty, or catching a mutant says nothing."""
        for view in self._views:
            self._turn(view)
            unaltered = [self._altered(table, select_rule(table)) for table in PARTS]
            found = self._read(TABLES) or next(filter(None, unaltered), "")
            found = found or self._levels(Mutant("function", "")) or self._index(Mutant("index", ""))
            if found:
                return found
        return ""

    # --- one method for each form ---------------------------------------------------------------------------------

    def _function(self, mutant: Mutant) -> str:
        try:
            return self._special(mutant) if mutant.special is not SPECIAL else self._levels(mutant)
        except AttributeError as raised:
            return f"raises {raised!r}"  # without row 1 the function looks into a warrant that does not exist

    def _levels(self, mutant: Mutant) -> str:
        for expected, cases in zip(self.expected, self.cases, strict=True):
            for case, level in zip(cases, expected.levels, strict=True):
                if decision.decide(case, mutant.table).level != level:
                    return f"level {level} under warrant {expected.warrant.id}"
        return ""

    def _special(self, mutant: Mutant) -> str:
        for expected, cases, rows in zip(self.expected, self.cases, self.rows, strict=True):
            for record, case, level in zip(self.world.records, cases, expected.levels, strict=True):
                sees = level == FULL and decision.sees_special(case, special=mutant.special)
                if sees != (record.id in rows["special"]):
                    return f"special under warrant {expected.warrant.id}"
        return ""

    def _rows(self, mutant: Mutant) -> str:
        if mutant.special is not SPECIAL:
            old, new = (render(rule, columns("databanks_special")) for rule in (SPECIAL, mutant.special))
            return self._altered("databanks_special", select_rule("databanks_special").replace(old, new))
        for table, level in BY_LEVEL:
            row = columns(table, PARTS[table][1])
            if at_least(level, row, mutant.table) != at_least(level, row):
                where = self._altered(table, select_rule(table, mutant.table))
                if where:
                    return where
        return ""

    def _index(self, mutant: Mutant) -> str:
        if mutant.edit:
            return self._sought(_EditedSight(self.indexer, mutant.edit))
        return self._sought(Sight(self.indexer, time.monotonic, mutant.table))

    def _facts(self, mutant: Mutant) -> str:
        for table, _ in BY_LEVEL:
            rule = select_rule(table)
            if mutant.edit(rule) != rule:
                where = self._altered(table, mutant.edit(rule))
                if where:
                    return where
        return self._sought(_EditedSight(self.indexer, mutant.edit))

    def _tables(self, mutant: Mutant) -> str:
        return self._altered(*mutant.policy)

    def _warrant(self, mutant: Mutant) -> str:
        with self.superuser.transaction(force_rollback=True):
            self.superuser.execute(mutant.edit(self.definition()))
            return self._read(["databanks_record"])

    # --- reading --------------------------------------------------------------------------------------------------

    def _altered(self, table: str, rule: str) -> str:
        with self.superuser.transaction(force_rollback=True):
            self.superuser.execute(f"alter policy {self._reading[table][0]} on {table} using ({rule})")
            if table in PARTS:
                self.superuser.execute("alter policy handling_label_read on handling_label using (true)")
            return self._read([table])

    def _read(self, tables: Iterable[str]) -> str:
        for expected, rows in zip(self.expected, self.rows, strict=True):
            with reading.holding(self.superuser, expected.warrant) as app:
                for table in tables:
                    name = TABLES[table]
                    if reading.rows(app, reading.ALL[name]) != rows[name]:
                        return f"{name} under warrant {expected.warrant.id}"
        return ""

    def _sought(self, sight: Sight) -> str:
        for expected, wanted in zip(self.expected, self.found, strict=True):
            visible = sight.of(seeding.token(expected.warrant))
            if [reading.found_level(visible, record, self.world) for record in self.world.records] != wanted:
                return f"index filter under warrant {expected.warrant.id}"
        return ""


@contextmanager
def made_bench(house, *, seed: int = 11, **size: int) -> Iterator[Bench]:
    """A bench in this fresh database, on a small world with more at its edges."""
    world = sharpened(make_world(seed, **(SMALL | size)), seed)
    near = make_neighbours(world, seed)
    with house.superuser() as superuser, house.connect("cw_indexer", autocommit=True) as indexer:
        seeding.seed(superuser, world, near)
        yield Bench(world, near, superuser=superuser, indexer=indexer)
