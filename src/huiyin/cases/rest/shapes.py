"""What many doors share: how a case is named, shown and told to have changed."""

import re
from typing import Annotated

from ninja import Path, Query, Schema
from pydantic import Field

from huiyin.cases.access import see_case
from huiyin.cases.models import Case
from huiyin.kernel.access.actor import Request
from huiyin.kernel.rest.examples import example
from huiyin.kernel.text import redact

Ref = Annotated[
    str,
    Path(
        max_length=24,
        description="The reference of the complaint.",
        examples=["C-2603-000017"],
    ),
]
After = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
Cursor = Annotated[str, Field(examples=["WzE3XQ"])]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="Its id, from the list.")]
Why = Annotated[str, Field(min_length=1, max_length=1000)]
Code = Annotated[str, Field(max_length=60)]
_LINK = re.compile(r"https?://\S+")


class WhyIn(Schema, extra="forbid", json_schema_extra=example(why="该客户两天内第三次来电。")):
    why: Why


class DoneOut(
    Schema,
    json_schema_extra=example(
        ref="C-2603-000017",
        state="in_progress",
        cycle=1,
        department="billing",
        team="accounts",
        holder_id=12,
    ),
):
    """Where the complaint stands now, and with whom."""

    ref: str
    state: str
    cycle: int
    department: str
    team: str
    holder_id: int | None


def seen(request: Request, ref: str) -> Case:
    """Return the case before it is changed; what a caller may not see is not there for them."""
    return see_case(ref=ref, actor=request.actor)


def changed(case: Case) -> Case:
    """Return the case as it is now, also where it has left the reach of the caller."""
    case.refresh_from_db()
    return case


def masked(words: str) -> str:
    """Return words as machines may have them: no contacts, and no links that open a matter."""
    return _LINK.sub("[link]", redact(words))
