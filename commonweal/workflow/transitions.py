"""Transition tables that run: the list of what may happen to a thing is the code that lets it happen.

A room writes its tables in its `status.py` under the name `TABLES`; diagrams in docs/diagrams are drawn from them.
Pure: knows no Django and no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from commonweal.common.errors import NotAllowed, NotNow

NOTHING = "nothing"
"""What is possible in a final state."""


@dataclass(frozen=True)
class Transition:
    """One line of a table.

    `who`: the roles that may cause it; `verb`: the journal's verb for it (`room.subject.past_participle`);
    `words`: one English sentence that says what it means, shown to officers and printed under the diagram.
    """

    state: str
    event: str
    next: str
    who: tuple[str, ...]
    verb: str
    words: str


@dataclass(frozen=True)
class Table:
    """All states of a kind of thing and everything that may happen to it; the first state is where it begins.

    `states` maps each state to the English words for it, in the order in which people list them.
    Raises ValueError when made if a state cannot be reached, is not named, or a line has no owner, verb or words.
    """

    name: str
    states: dict[str, str]
    transitions: tuple[Transition, ...]
    _lines: dict[tuple[str, str], Transition] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        faults = [*_unknown_states(self), *_incomplete_lines(self), *_twice(self), *_unreachable(self)]
        if faults:
            raise ValueError(f"transition table {self.name}: " + "; ".join(faults))
        self._lines.update({(line.state, line.event): line for line in self.transitions})

    @property
    def first(self) -> str:
        """The state in which a new thing stands."""
        return next(iter(self.states))

    @property
    def final(self) -> tuple[str, ...]:
        """The states that nothing leads out of."""
        left = {line.state for line in self.transitions}
        return tuple(state for state in self.states if state not in left)

    def line(self, state: str, event: str, *, who: Iterable[str]) -> Transition:
        """The line by which `event` happens to a thing in `state`, caused by somebody holding the roles `who`.

        Raises NotNow when the event is impossible in this state, NotAllowed when none of the roles may cause it.
        """
        line = self._lines.get((state, event))
        if line is None:
            raise NotNow(
                "workflow.event.not-now",
                "“{event}” is not possible while this is {state}. Possible now: {possible}.",
                event=event,
                state=self.states.get(state, state),
                possible=", ".join(self.events(state)) or NOTHING,
                table=self.name,
            )
        if not set(line.who) & set(who):
            raise NotAllowed(
                "workflow.event.not-allowed",
                "“{event}” is for {who} to do.",
                event=event,
                who=" or ".join(line.who),
            )
        return line

    def after(self, state: str, event: str, *, who: Iterable[str]) -> str:
        """The state after `event`; raises as `line` does."""
        return self.line(state, event, who=who).next

    def events(self, state: str, *, who: Iterable[str] | None = None) -> tuple[str, ...]:
        """The events possible in `state`, for anybody or for somebody holding the roles `who`: the buttons to show."""
        held = None if who is None else set(who)
        return tuple(
            line.event for line in self.transitions if line.state == state and (held is None or held & set(line.who))
        )

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {_id(self.first)}"]
        lines += [f"    {_id(state)}: {words}" for state, words in self.states.items()]
        lines += [
            f"    {_id(line.state)} --> {_id(line.next)}: {line.event} ({', '.join(line.who)})"
            for line in self.transitions
        ]
        lines += [f"    {_id(state)} --> [*]" for state in self.final]
        return "\n".join(lines) + "\n"


def _id(state: str) -> str:
    return state.replace("-", "_")


def _unknown_states(table: Table) -> list[str]:
    named = {state for line in table.transitions for state in (line.state, line.next)}
    return [f"state {state} is not listed" for state in sorted(named - set(table.states))]


def _incomplete_lines(table: Table) -> list[str]:
    return [
        f"{line.state}/{line.event} lacks who, verb or words"
        for line in table.transitions
        if not (line.event and line.who and line.words and line.verb.count(".") == 2)
    ]


def _twice(table: Table) -> list[str]:
    keys = [(line.state, line.event) for line in table.transitions]
    return [f"{state}/{event} is listed twice" for state, event in sorted({key for key in keys if keys.count(key) > 1})]


def _unreachable(table: Table) -> list[str]:
    if not table.states:
        return ["it has no states"]
    reached, before = {table.first}, set()
    while reached != before:
        before = set(reached)
        reached |= {line.next for line in table.transitions if line.state in reached}
    return [f"state {state} cannot be reached" for state in table.states if state not in reached]
