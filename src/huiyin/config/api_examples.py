"""Whole examples of bodies, put together from what each schema says of itself."""

from typing import Any, cast

Part = dict[str, Any]


def example_of(part: Part, schemas: dict[str, Part]) -> Any:
    """Return an example of `part`; its own where it has one, else one of what it consists of.

    Raises LookupError where nothing says what a value looks like.
    """
    if "$ref" in part:
        part = schemas[part["$ref"].rsplit("/", 1)[1]]
    if "anyOf" in part and "examples" not in part:
        return example_of(part["anyOf"][0], schemas)
    if part.get("type") == "array" and "examples" not in part:
        return [example_of(part["items"], schemas)]
    if "properties" in part:
        return _whole(part, schemas)
    if "examples" not in part:
        message = f"{part.get('title', part)} has no example: say one where it is declared"
        raise LookupError(message)
    return part["examples"][0]


def _whole(part: Part, schemas: dict[str, Part]) -> Part:
    """Return an object's example with what it must have and its example leaves to its parts."""
    said = cast("Part", part.get("examples", [{}])[0])
    missing = {name for name in part.get("required", ()) if name not in said}
    composed = {
        name: example_of(field, schemas)
        for name, field in part["properties"].items()
        if name in missing
    }
    return said | composed
