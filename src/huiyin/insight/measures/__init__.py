"""Measures: each a function from table to table, with its definition, unit, base and owner."""
