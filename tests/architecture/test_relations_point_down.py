"""What imports cannot show: foreign keys obey the layers too, and leave no trace below."""

import configparser

import pytest
from django.apps import apps


def layer_of() -> dict[str, int]:
    config = configparser.ConfigParser()
    config.read(".importlinter")
    rows = config["importlinter:contract:contexts"]["layers"].strip().splitlines()
    return {
        name.strip(" ()"): -depth for depth, row in enumerate(rows) for name in row.split("|")
    }


def context_of(model: type) -> str:
    return model.__module__.split(".")[1]


RELATIONS = [
    (model, field)
    for model in apps.get_models()
    if model.__module__.startswith("huiyin.")
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete
    if field.related_model.__module__.startswith("huiyin.")
    if context_of(field.related_model) != context_of(model)
]


@pytest.mark.parametrize(("model", "field"), RELATIONS, ids=str)
def test_relation_points_down_and_hides_its_reverse(model, field):
    layers = layer_of()

    assert layers[context_of(field.related_model)] < layers[context_of(model)]
    assert field.remote_field.hidden
