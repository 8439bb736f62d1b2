"""Handling: labels, warrants, consents, what two parties may exchange, and the one access policy.

Terms: label, warrant, level, exchange, consent, review, complaint, handling code, purpose, basis.
Public: `terms`, `decision` (the table), `warrants` (open, read under, close), `queries` (who sees what and why).
The specification is docs/decision-table.md; the room is described in docs/rooms/handling.md.
"""
