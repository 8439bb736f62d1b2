"""workflow: how things move from state to state, how long they may take, and what waits for whom.

Terms: transition table, state, event, clock, mark, item, inbox.
Public: `transitions` and `clocks` (pure), `terms`, `models`, `queries`, `actions`. Page: docs/rooms/workflow.md.
"""
