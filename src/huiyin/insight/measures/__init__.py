"""Measures: functions from table to table, tied to no engine.

Each takes a table of facts (see `cases.facts`), groups it `by` columns of that table, and
answers one row a group. With no `by` it answers one row in all. Ratios carry their numerator
and their base, so that whoever shows them can say "of how many" and how sure that is.

Owner of all measures here: the quality manager.
"""
