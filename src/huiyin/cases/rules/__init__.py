"""Decisions about complaints, as plain functions of plain values."""
