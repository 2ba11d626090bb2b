"""Editions: what processes keep in memory is good until the area it was read from changes."""
