"""members: who takes part: states, their agencies as a tree, common bodies, officers and whom to ask.

Terms: party, membership, body, agency, duty contact, officer, accreditation, clearance, sign-in link, standing.
Public: `terms`, `models`, `queries`, `actions`. Page: docs/rooms/members.md.
"""
