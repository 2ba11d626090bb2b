"""Preferences, the pattern page, the health of the look."""
