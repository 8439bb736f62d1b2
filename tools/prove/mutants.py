"""Mutants of the access policy, made by rule from the policy itself, in every form in which it is enforced.

- `function`: the table, and the rule for special categories, in their Python form;
- `rows`: the same in their SQL form, as row-level security of the parts of a record;
- `index`: the same as the index filter, and the filter's own conditions;
- `facts`: exchange, consents, reviews, complaints, as both SQL forms ask for them;
- `tables`: what the policies of single tables ask besides;
- `warrant`: what `handling_me()` asks of a warrant.

A mutant is caught when the comparison with the oracle differs (tools/prove/bench.py). Alterations that leave the
rendered text, or the order of rows with one answer, as it was are no mutants and are not made.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from commonweal.databanks.protection import PARTS, select_rule
from commonweal.handling.decision import SPECIAL, TABLE, Condition, No, Row
from commonweal.handling.sql import SETS, at_least, columns, me, render
from commonweal.handling.terms import Level
from commonweal.search.visible import groups_sql, records_sql
from tools.prove import altered, workers
from tools.prove.line import Line

FORMS = ("function", "rows", "index", "facts", "tables", "warrant")
RULE_FORMS = ("function", "rows", "index")
LEAST = 40

EQUIVALENT = {
    "row 19 dropped": "what row 19 hides, row 18 has not given, and row 20 hides anything narrower than abroad",
    "row 1 dropped": "without a warrant every value of it is null, and no condition that gives anything holds",
    "consents.3: without “d.level = 3”": "a consent in full was decided on by row 14 before row 15 is asked",
}
"""Changes after which every warrant sees what it saw before, with the reason; in whatever form they come."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One alteration. Which of the other fields are filled depends on the form."""

    form: str
    change: str
    table: tuple[Row, ...] = TABLE
    special: Condition = SPECIAL
    edit: Callable[[str], str] | None = None
    policy: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        return f"{self.form}: {self.change}"


# --- the table ----------------------------------------------------------------------------------------------------


def of_rules(form: str) -> Iterator[Mutant]:
    """Mutants of the table and, where the form knows it, of the rule for special categories."""
    for change, table in _tables(form):
        if _told(table, form) != _told(TABLE, form):
            yield Mutant(form, change, table=table)
    if form != "index":
        yield Mutant(form, "special categories: negated", special=No(SPECIAL))
        for words, special in altered.conditions(SPECIAL, form):
            yield Mutant(form, f"special categories: {words}", special=special)


def _tables(form: str) -> Iterator[tuple[str, tuple[Row, ...]]]:
    scale = [Level.NOTHING, Level.HIT, Level.CORE, Level.FULL] if form == "rows" else list(Level)
    for place, row in enumerate(TABLE):
        before, after = TABLE[:place], TABLE[place + 1 :]
        yield f"row {row.number} dropped", (*before, *after)
        yield f"row {row.number} negated", (*before, replace(row, when=No(row.when)), *after)
        for words, when in altered.conditions(row.when, form):
            yield f"row {row.number}: {words}", (*before, replace(row, when=when), *after)
        step = max(n for n, level in enumerate(scale) if level <= row.level)
        for other in scale[max(step - 1, 0) : step] + scale[step + 1 : step + 2]:
            change = f"row {row.number}: {other.name.lower()} for {row.level.name.lower()}"
            yield change, (*before, replace(row, level=other), *after)
        if after and after[0].level != row.level:
            yield f"rows {row.number} and {after[0].number} swapped", (*before, after[0], row, *after[1:])


def _told(table: tuple[Row, ...], form: str) -> list[tuple]:
    """What a form makes of a table: row-level security shows nothing below a hit, and rows at the end that show
    nothing go.

    The index filter asks the table only for a warrant in order, so row 1 tells it nothing.
    """
    shows = Level.HIT if form == "rows" else Level.SILENT
    rows = [row for row in table if form != "index" or row.number != 1]
    told = [(row.when, row.level if row.level >= shows else 0) for row in rows]
    if form != "function":
        told = [(when.sql, level) for when, level in told]
    while told and not told[-1][1]:
        told.pop()
    return told


# --- everything else ----------------------------------------------------------------------------------------------


def _exchanged(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


def of_facts() -> Iterator[Mutant]:
    """One condition of a sub-select on the facts of the day left out or moved, wherever it is rendered."""
    for name, text in SETS.items():
        if name not in ("now", "settled"):
            # What is decided record by record is listed without the brackets; one exchange's text begins another's.
            bare = slice(None) if name.startswith("exchange") else slice(1, -1)
            for words, changed in altered.boolean_text(text):
                yield Mutant("facts", f"{name}: {words}", edit=_exchanged(text[bare], changed[bare]))


def of_index() -> Iterator[Mutant]:
    """The filter's own conditions: which groups it asks about, and which records one by one."""
    groups, records = groups_sql(), records_sql()
    where = groups[groups.rindex(" where ") :]
    for words, changed in altered.boolean_text(where.removeprefix(" where ")):
        yield Mutant("index", f"groups {words}", edit=_exchanged(where, f" where {changed}"))
    single = records[records.rindex(" in (") + len(" in (") : -1]
    arms = single.split(" union all ")
    for arm in arms:
        rest = " union all ".join(other for other in arms if other != arm)
        table = arm.split(" from ")[1].split()[0]
        level = arm.partition("d.level = ")[2]
        yield Mutant("index", f"records without {table} {level}".strip(), edit=_exchanged(single, rest))


def of_parts() -> Iterator[Mutant]:
    """Levels of the tables that hold a record, and what custody, links and versions ask besides."""
    for table, (level, record) in PARTS.items():
        row, rule = columns(table, record), select_rule(table)
        levels = (Level.CORE, Level.FULL) if table == "databanks_version" else (level,)
        for asked in levels:
            others = {Level.HIT: (1, 3), Level.CORE: (2, 4), Level.FULL: (3,)}[asked]
            for other in others:
                changed = rule.replace(at_least(asked, row), at_least(other, row))
                yield _part(table, f"at level {other} for {int(asked)}", changed)
    for table in ("databanks_special", "databanks_biometric", "databanks_attachment"):
        special = render(SPECIAL, columns(table))
        yield _part(table, "without the rule for special", select_rule(table).replace(f" and {special}", ""))
    card = select_rule("databanks_attachment").replace("when 'fingerprint-card' then", "when '' then")
    yield _part("databanks_attachment", "card as any other", card)
    yield from _custody_and_links()
    yield from _versions()


def _part(table: str, words: str, rule: str) -> Mutant:
    return Mutant("tables", f"{table}: {words}", policy=(table, rule))


def _custody_and_links() -> Iterator[Mutant]:
    rule = select_rule("databanks_custody")
    party, agency = f" and l.owner_party = {me('party')}", f" and l.owner_agency = {me('agency')}"
    seen = rule.removesuffix(f"{party}{agency})")
    yield _part("databanks_custody", "without the owner's party", f"{seen}{agency})")
    yield _part("databanks_custody", "without the owner's agency", f"{seen}{party})")
    yield _part("databanks_custody", "for everybody at level full", f"{seen})")
    rule = select_rule("databanks_link")
    place = rule.rindex(" and exists (")
    yield _part("databanks_link", "whatever it leads to", rule[:place])
    yield _part("databanks_link", "wherever it starts from", rule[place + len(" and ") :])


def _versions() -> Iterator[Mutant]:
    rule = select_rule("databanks_version")
    identity, narrative, attachment = (f"when '{part}' then" for part in ("identity", "narrative", "attachment"))
    swapped = rule.replace(identity, "\0").replace(narrative, identity).replace("\0", narrative)
    yield _part("databanks_version", "identity and narrative swapped", swapped)
    yield _part("databanks_version", "narrative as special", rule.replace(narrative, "when '' then"))
    yield _part("databanks_version", "attachment as special", rule.replace(attachment, "when '' then"))
    for part in ("special", "fingerprint-card", "biometric"):
        yield _part("databanks_version", f"{part} as narrative", rule.replace(narrative, f"when '{part}' then"))
    yield _part("databanks_version", "identity as special", rule.replace(identity, "when '' then"))
    special = render(SPECIAL, columns("databanks_version"))
    yield _part("databanks_version", "without the rule for special", rule.replace(f" and {special}", ""))


def of_policies(policies: dict[str, str]) -> Iterator[Mutant]:
    """Tables beside the records; `policies` gives the condition under which the application reads each."""
    for table, rule in policies.items():
        for words, changed in altered.boolean_text(rule):
            yield Mutant("tables", f"{table}: {words}", policy=(table, changed))


def of_warrant(definition: str) -> Iterator[Mutant]:
    """`definition` is the statement that made `handling_me()`."""
    _, quote, rest = definition.partition("$function$")
    body = rest[: rest.rindex(quote)]
    for words, changed in altered.boolean_text(body):
        yield Mutant("warrant", f"handling_me(): {words}", edit=_exchanged(body, changed))


def all_mutants(policies: dict[str, str], definition: str) -> list[Mutant]:
    """Every mutant, in a fixed order."""
    made = [mutant for form in RULE_FORMS for mutant in of_rules(form)]
    made += [*of_index(), *of_facts(), *of_parts(), *of_policies(policies), *of_warrant(definition)]
    times: Counter = Counter()
    for place, mutant in enumerate(made):
        times[mutant.name] += 1
        if times[mutant.name] > 1:  # the same condition stands in one policy twice
            made[place] = replace(mutant, change=f"{mutant.change}, number {times[mutant.name]}")
    return made


# --- the run ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one mutant; `where` it was caught is empty where it was not."""

    form: str
    change: str
    where: str
    seconds: float

    @property
    def name(self) -> str:
        return f"{self.form}: {self.change}"


def try_share(share: tuple[int, int]) -> list[Verdict]:
    """Try every n-th mutant, beginning with the k-th, in a database of its own; `share` is (k, n)."""
    from tools.prove.bench import made_bench

    with workers.database() as house, made_bench(house) as bench:
        if differs := bench.control():
            raise RuntimeError(f"the policy as it is differs from the oracle: {differs}")
        first, step = share
        verdicts = []
        for mutant in all_mutants(bench.policies(), bench.definition())[first::step]:
            began = time.monotonic()
            where = bench.catches(mutant)
            verdicts.append(Verdict(mutant.form, mutant.change, where, time.monotonic() - began))
        return verdicts


def prove_mutants(*, tell: Callable[[str], None] = lambda text: None) -> list[Line]:
    """Try all mutants; a line with how many were made, caught, equivalent, and the names of the rest."""
    began = time.monotonic()
    verdicts = [verdict for part in workers.side_by_side(try_share, [(0, 2), (1, 2)]) for verdict in part]
    made, alive = Counter(v.form for v in verdicts), [v for v in verdicts if not v.where]
    equivalent = [v for v in alive if v.change in EQUIVALENT]
    survivors = sorted(v.name for v in alive if v.change not in EQUIVALENT)
    for change in sorted({v.change for v in equivalent}):
        forms = ", ".join(sorted(v.form for v in equivalent if v.change == change))
        tell(f"equivalent ({forms}): {change}: {EQUIVALENT[change]}")
    for name in survivors:
        tell(f"survived: {name}")
    reasons = len({v.change for v in equivalent})
    counts = ", ".join(f"{form} {made[form]}" for form in FORMS)
    return [
        Line(
            "Mutants of the policy, made by a tool over all forms, are caught",
            f"{len(verdicts) - len(alive)} of {len(verdicts)} caught ({counts}); {len(equivalent)} equivalent by"
            f" {reasons} reasons; survivors: {', '.join(survivors) or 'none'}; {time.monotonic() - began:.0f} s",
            f"at least {LEAST}, none survives but those equivalent, by at most 3 reasons",
            len(verdicts) >= LEAST and not survivors and reasons <= 3,
        )
    ]
