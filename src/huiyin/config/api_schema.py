"""What holds for every operation, said in the schema once: who may call, how it is refused."""

from typing import Any

from huiyin.kernel.rest.problems import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "Why the request was refused and what to do next (RFC 9457).",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "Whole sentences, for people."},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "field", "code", "message"],
                "properties": {
                    "in": {"type": "string"},
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}
REFUSALS = {
    "400": "The request cannot be read.",
    "401": "No valid key or session.",
    "403": "This caller may not do this.",
    "404": "There is no such thing, or this caller may not know of it.",
    "409": "Something else came first.",
    "413": "The body is too large.",
    "422": "Fields are wrong, or the rules do not allow it.",
    "429": "Too many requests; see Retry-After.",
    "500": "A fault on our side.",
    "503": "The database is busy; see Retry-After.",
}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "The same key with the same request has one effect and one answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
SECURITY = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key: Authorization: Bearer hy_…",
    }
}


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return `schema` with the caller, the refusals and the idempotency key everywhere."""
    components = schema.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    schema["security"] = [{"key": []}]
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in REFUSALS.items():
        answers.setdefault(status, {"description": description, "content": content})
    operation["responses"] = answers
    if method == "post":
        operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY_KEY]
