"""What an operator may set is written down, all of it."""

from pathlib import Path

import pytest

from huiyin.config.environment import Environment


@pytest.mark.parametrize("name", Environment.model_fields)
def test_every_variable_is_explained(name):
    field = Environment.model_fields[name]
    variable = field.validation_alias or f"HUIYIN_{name.upper()}"

    assert f"`{variable}`" in Path("docs/operations.md").read_text()
