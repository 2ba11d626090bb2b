"""The reference page: our own schema as a page that needs nothing from elsewhere."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.config.api_schema import REFUSALS


def reference_page(request: HttpRequest, schema: dict[str, Any]) -> HttpResponse:
    """Return every operation with its fields, answers and an example, as plain HTML."""
    operations = [
        _operation(method, address, details)
        for address, methods in schema["paths"].items()
        for method, details in methods.items()
    ]
    context = {"operations": operations, "schema": schema, "refusals": sorted(REFUSALS.items())}
    return render(request, "config/api_reference.html", context)


def _operation(method: str, address: str, details: dict[str, Any]) -> dict[str, Any]:
    answers = [
        {"status": status, "example": _example_of(answer)}
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
        "body": _example_of(details.get("requestBody", {})),
        "answers": answers,
    }


def _example_of(holder: dict[str, Any]) -> str:
    content = holder.get("content", {}).get("application/json")
    if content is None:
        return ""
    return json.dumps(content["example"], ensure_ascii=False, indent=2)
