"""Data banks: banks, records in parts, links, versions, and contributions by the agencies that own them.

Terms: bank, record, identity, narrative, special categories, custody, version, link, batch, staged row, contribution.
Public: `terms`, `types` (record types from schema/*.yaml), `queries`, `actions`. docs/rooms/databanks.md.
"""
