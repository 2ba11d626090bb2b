"""What holds for every operation, said in the schema once: who may call, how it is refused."""

from typing import Any

from huiyin.config.api_examples import example_of
from huiyin.kernel.rest.problems import MEDIA_TYPE, problem

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
# What each refusal looks like: its code and its sentence.
REFUSED = {
    "400": ("malformed_request", "The body is not valid JSON in UTF-8. Correct it."),
    "401": ("not_authenticated", "This needs a valid API key."),
    "403": (
        "not_allowed",
        (
            "This needs the right “Approve concessions”. These roles have it: Supervisor. "
            "Ask an administrator for one of them."
        ),
    ),
    "404": ("not_found", "There is no case C-2603-000017 that you may see."),
    "409": ("wrong_state", "C-2603-000017 is closed; nothing more can be done to it."),
    "413": ("too_large", "The body is too large: at most 1048576 bytes. Send it in parts."),
    "422": ("invalid_fields", "These fields are not right: name. Correct them."),
    "429": ("too_many_requests", "You send more than 300 requests a second. Wait 1 s."),
    "500": ("internal_error", "The request failed through no fault of yours."),
    "503": ("busy", "The database is busy or restarting. Send it again in a moment."),
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
    """Return `schema` with the caller, the refusals, the idempotency key and examples."""
    components = schema.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas["Problem"] = PROBLEM
    components["securitySchemes"] = SECURITY
    schema["security"] = [{"key": []}]
    for address, operations in schema["paths"].items():
        for method, operation in operations.items():
            _complete(method, operation)
            _add_refusals(operation, address)
            _add_examples(operation, schemas)
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    # ninja ends a description as the source does, in the middle of an indented line.
    operation["description"] = " ".join(operation.get("description", "").split())
    for parameter in operation.get("parameters", []):
        # ninja lists examples; in a parameter that name stands for a map, `example` for one.
        for example in parameter.pop("examples", [])[:1]:
            parameter["example"] = example
    if method == "post":
        operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY_KEY]


def _add_refusals(operation: dict[str, Any], address: str) -> None:
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    for status, description in REFUSALS.items():
        code, detail = REFUSED[status]
        body = {
            "schema": {"$ref": "#/components/schemas/Problem"},
            "example": problem(status=int(status), code=code, detail=detail, instance=address),
        }
        answers.setdefault(status, {"description": description, "content": {MEDIA_TYPE: body}})
    operation["responses"] = answers


def _add_examples(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
        for body in holder.get("content", {}).values():
            if "example" not in body:
                body["example"] = example_of(body["schema"], schemas)
