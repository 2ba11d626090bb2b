"""What contexts publish is safe to depend on: typed, asked by name, answering plain values."""

import importlib
import inspect
import pkgutil
import typing

import pytest
from django.db.models import Model, QuerySet

import huiyin


def published_functions():
    for package in pkgutil.iter_modules(huiyin.__path__, "huiyin."):
        name = f"{package.name}.public"
        if importlib.util.find_spec(name) is None:
            continue
        public = importlib.import_module(name)
        for exported in public.__all__:
            if inspect.isfunction(thing := getattr(public, exported)):
                yield thing


def types_within(hint: object) -> set[object]:
    parts = [part for part in typing.get_args(hint) if not isinstance(part, str)]
    return {typing.get_origin(hint) or hint}.union(*(types_within(part) for part in parts))


FUNCTIONS = list(published_functions())


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__qualname__)
def test_answers_with_plain_values(function):
    answer = types_within(typing.get_type_hints(function)["return"])

    assert not [
        part for part in answer if isinstance(part, type) and issubclass(part, Model | QuerySet)
    ]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__qualname__)
def test_is_asked_by_name(function):
    parameters = inspect.signature(function).parameters.values()

    assert not [p.name for p in parameters if p.kind is not p.KEYWORD_ONLY]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__qualname__)
def test_says_what_it_is_for(function):
    assert inspect.getdoc(function)
