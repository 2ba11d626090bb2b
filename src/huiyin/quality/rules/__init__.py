"""Decisions of quality, as plain Python."""
