"""Reading the tables beside this file."""

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a tab-separated table, by the names of its first line."""
    table = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def names(row: dict[str, str]) -> dict[str, str]:
    """Return the names of a row by language."""
    return {"en": row["en"], "zh-hans": row["zh_hans"], "zh-hant": row["zh_hant"]}
