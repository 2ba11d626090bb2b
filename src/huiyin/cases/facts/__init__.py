"""What the lake is told of cases: `cases`, `clocks`, `ratings`, and `steps` of their lives."""

from huiyin.cases.facts.records import cases, clock_facts, ratings
from huiyin.cases.facts.steps import steps

__all__ = ["cases", "clock_facts", "ratings", "steps"]
