"""Bench data and what reads it; nothing here knows the matcher that is measured with it."""
