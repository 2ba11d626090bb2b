"""The reference page: our own schema as a page that needs nothing from elsewhere."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.config.api_schema import REFUSALS


def reference_page(request: HttpRequest, schema: dict[str, Any]) -> HttpResponse:
    """Return every operation with its fields, answers and an example, as plain HTML."""
    operations = [
        _operation(method, address, details, schema)
        for address, methods in schema["paths"].items()
        for method, details in methods.items()
    ]
    context = {"operations": operations, "schema": schema, "refusals": sorted(REFUSALS.items())}
    return render(request, "config/api_reference.html", context)


def _operation(
    method: str, address: str, details: dict[str, Any], schema: dict[str, Any]
) -> dict[str, Any]:
    body = details.get("requestBody", {}).get("content", {}).get("application/json", {})
    answers = [
        {"status": status, "example": _example_of(answer, schema)}
        for status, answer in details["responses"].items()
        if status < "400"
    ]
    return {
        "id": details["operationId"],
        "method": method.upper(),
        "address": address,
        "summary": details.get("summary", ""),
        "description": details.get("description", ""),
        "tags": details.get("tags", []),
        "parameters": details.get("parameters", []),
        "body": _shown(body.get("schema"), schema),
        "answers": answers,
    }


def _example_of(answer: dict[str, Any], schema: dict[str, Any]) -> str:
    content = answer.get("content", {}).get("application/json", {})
    return _shown(content.get("schema"), schema)


def _shown(part: dict[str, Any] | None, schema: dict[str, Any]) -> str:
    if part is None:
        return ""
    return json.dumps(sample(part, schema, depth=0), ensure_ascii=False, indent=2)


def sample(part: dict[str, Any], schema: dict[str, Any], *, depth: int) -> Any:
    """Return what a value of this schema looks like, with the kind of each leaf."""
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[1]
        part = schema["components"]["schemas"][name]
    if "anyOf" in part:
        return sample(part["anyOf"][0], schema, depth=depth)
    if depth > 6:
        return "…"
    if part.get("type") == "object" and "properties" in part:
        fields = part["properties"].items()
        return {name: sample(value, schema, depth=depth + 1) for name, value in fields}
    if part.get("type") == "array":
        return [sample(part.get("items", {}), schema, depth=depth + 1)]
    return _leaf(part)


def _leaf(part: dict[str, Any]) -> Any:
    if "enum" in part:
        return " | ".join(str(value) for value in part["enum"])
    return part.get("const", part.get("format", part.get("type", "any")))
