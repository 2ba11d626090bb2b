"""Files of at most 400 lines, functions of at most 40."""

import ast
from pathlib import Path

import pytest

FILES = [
    path
    for root in ("src", "tests", "tools", "benchmarks")
    for path in Path(root).rglob("*.py")
    if "migrations" not in path.parts and "node_modules" not in path.parts
]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_room_is_small(path):
    text = path.read_text()
    long_functions = [
        f"{node.name} has {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > 40
    ]

    assert len(text.splitlines()) <= 400
    assert not long_functions
