"""Problem bodies by RFC 9457: what happened, why, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: gettext_lazy("The request cannot be read"),
    401: gettext_lazy("Who are you?"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Not this method"),
    406: gettext_lazy("Not in this form"),
    409: gettext_lazy("Something else came first"),
    412: gettext_lazy("It has changed meanwhile"),
    413: gettext_lazy("Too large"),
    422: gettext_lazy("The rules do not allow this"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something broke on our side"),
    503: gettext_lazy("Not just now"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One field that is wrong: where it is, what is wrong, what to send instead."""

    place: str
    field: str
    code: str
    message: str


def problem(
    *,
    status: int,
    code: str,
    detail: str,
    instance: str,
    errors: Sequence[FieldProblem] = (),
) -> dict[str, Any]:
    """Return the body of a refusal; `type` leads to its explanation in the reference."""
    body: dict[str, Any] = {
        "type": f"/api/v1/docs#{code}",
        "title": str(TITLES.get(status, TITLES[500])),
        "status": status,
        "code": code,
        "detail": detail,
        "instance": instance,
    }
    if errors:
        body["errors"] = [
            {"in": e.place, "field": e.field, "code": e.code, "message": e.message}
            for e in errors
        ]
    return body


_SAYINGS = {
    "missing": gettext_lazy("It is missing. Send it."),
    "string_type": gettext_lazy("It must be text."),
    "string_too_long": gettext_lazy("It is too long; at most %(max_length)s characters."),
    "string_too_short": gettext_lazy("It is too short; at least %(min_length)s characters."),
    "string_pattern_mismatch": gettext_lazy("It does not have the form %(pattern)s."),
    "int_type": gettext_lazy("It must be a whole number."),
    "int_parsing": gettext_lazy("It must be a whole number."),
    "bool_type": gettext_lazy("It must be true or false."),
    "bool_parsing": gettext_lazy("It must be true or false."),
    "list_type": gettext_lazy("It must be a list."),
    "dict_type": gettext_lazy("It must be an object."),
    "model_attributes_type": gettext_lazy("It must be an object."),
    "extra_forbidden": gettext_lazy("There is no such field. Leave it out."),
    "literal_error": gettext_lazy("It must be one of %(expected)s."),
    "enum": gettext_lazy("It must be one of %(expected)s."),
    "greater_than_equal": gettext_lazy("It must be at least %(ge)s."),
    "less_than_equal": gettext_lazy("It must be at most %(le)s."),
    "greater_than": gettext_lazy("It must be more than %(gt)s."),
    "less_than": gettext_lazy("It must be less than %(lt)s."),
    "too_long": gettext_lazy("It has too many items; at most %(max_length)s."),
    "datetime_parsing": gettext_lazy("It must be a moment such as 2026-03-02T09:00:00+08:00."),
    "datetime_from_date_parsing": gettext_lazy(
        "It must be a moment such as 2026-03-02T09:00:00+08:00."
    ),
    "timezone_aware": gettext_lazy("It needs an offset, such as +08:00 or Z."),
}


def explain_field(error: dict[str, Any]) -> FieldProblem:
    """Return the reader's version of one validation error of pydantic."""
    place, *path = (str(part) for part in error["loc"])
    saying = _SAYINGS.get(error["type"])
    message = f"{error['msg']}." if saying is None else str(saying) % error.get("ctx", {})
    # A single body schema is nested under its argument's name, which the caller never sent.
    visible = path[1:] if place == "body" and len(path) > 1 else path
    field = ".".join(visible) or place
    return FieldProblem(place=place, field=field, code=error["type"], message=message)


def explain_fields(errors: Sequence[dict[str, Any]]) -> tuple[str, list[FieldProblem]]:
    """Return one sentence over all wrong fields, and each of them."""
    explained = [explain_field(error) for error in errors]
    names = ", ".join(dict.fromkeys(problem.field for problem in explained))
    detail = _("These fields are not right: %(fields)s. Correct them and send it again.")
    return detail % {"fields": names}, explained
