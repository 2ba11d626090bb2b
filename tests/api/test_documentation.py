"""Every operation says what it is for, with examples that are what it says they are."""

import jsonschema_rs
import pytest

from huiyin.config.api import the_schema
from huiyin.config.api_schema import REFUSALS

OPERATIONS = [
    pytest.param(operation, id=operation["operationId"])
    for methods in the_schema()["paths"].values()
    for operation in methods.values()
]


def bodies(holder):
    return list(holder.get("content", {}).values())


def conforms(body):
    """Return whether the example of a body fits its schema."""
    schema = {**body["schema"], "components": the_schema()["components"]}
    return jsonschema_rs.is_valid(schema, body["example"])


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_says_what_it_does(operation):
    undescribed = [
        parameter["name"]
        for parameter in operation.get("parameters", [])
        if not parameter.get("description")
    ]

    assert operation["summary"]
    assert operation["description"]
    assert not undescribed


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_examples_of_an_operation_fit_their_schemas(operation):
    asked = bodies(operation.get("requestBody", {}))
    answered = [body for answer in operation["responses"].values() for body in bodies(answer)]

    assert all(conforms(body) for body in asked + answered)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_shows_how_it_answers_and_refuses(operation):
    answers = operation["responses"]
    done = [status for status in answers if status < "400"]

    assert done
    assert all(bodies(answers[status]) for status in done)
    assert [answers[status]["description"] for status in REFUSALS] == list(REFUSALS.values())
    assert all(bodies(answers[status])[0]["example"]["detail"] for status in REFUSALS)


def test_operations_have_names_of_their_own():
    names = [operation.values[0]["operationId"] for operation in OPERATIONS]

    assert len(set(names)) == len(names)
