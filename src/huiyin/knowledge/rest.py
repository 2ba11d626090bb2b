"""Articles as machines read, find and propose them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal

from django.utils.translation import get_language
from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from huiyin.kernel.access.actor import Request
from huiyin.kernel.access.roles import require
from huiyin.kernel.clock import now
from huiyin.kernel.rest.examples import example
from huiyin.kernel.rest.paging import Page, page_of, read_cursor
from huiyin.kernel.text import detect_language
from huiyin.knowledge.access import READ, article_to_read
from huiyin.knowledge.actions.publish_article import publish_article
from huiyin.knowledge.actions.revise_article import revise_article
from huiyin.knowledge.actions.withdraw_article import withdraw_article
from huiyin.knowledge.actions.write_article import LONGEST_BODY, LONGEST_TITLE, write_article
from huiyin.knowledge.models import Article, State
from huiyin.knowledge.queries import ArticleCard, matching_articles

router = Router(tags=["articles"])
routers = {"articles": router}

Audience = Literal["staff", "customer"]
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE)]
Body = Annotated[str, Field(min_length=1, max_length=LONGEST_BODY)]
Language = Annotated[str, Field(pattern="^(zh-hans|zh-hant|en)$", examples=["zh-hans"])]
Cursor = Annotated[str, Field(examples=["WzE3XQ"])]
Ref = Annotated[str, Path(max_length=16, description="Its reference.", examples=["K-00012"])]
After = Annotated[str, Query(max_length=500, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
StateAsked = Annotated[
    State | None, Query(description="Only articles in this state.", examples=["published"])
]
Text = Annotated[
    str,
    Query(
        min_length=1,
        max_length=2000,
        description="What the customer said, or a question.",
        examples=["流量不够用"],
    ),
]
AudienceAsked = Annotated[
    Audience, Query(description="Whom it is for; staff read both.", examples=["staff"])
]
LanguageAsked = Annotated[
    str,
    Query(
        pattern="^(|zh-hans|zh-hant|en)$",
        description="That of the text where empty.",
        examples=["zh-hans"],
    ),
]
Few = Annotated[int, Query(ge=1, le=20, description="How many at most.")]
SHOWN = {
    "ref": "K-00012",
    "key": "mobile-data-slow",
    "language": "zh-hans",
    "audience": "customer",
    "state": "published",
    "title": "移动上网慢怎么办",
    "topics": ["mobile.slow_data"],
    "latest": 2,
    "published": 2,
    "changed_at": "2026-03-02T01:00:00Z",
    "review_at": "2026-08-29T01:00:00Z",
}


class ArticleOut(Schema, json_schema_extra=example(**SHOWN)):
    """`latest` and `published` number versions; the same `key` in another language is its
    translation.
    """

    ref: str
    key: str
    language: str
    audience: str
    state: str
    title: str
    topics: list[str]
    latest: int
    published: int
    changed_at: datetime
    review_at: datetime | None


class ArticleDetailOut(
    ArticleOut, json_schema_extra=example(**SHOWN, body="# 先试一试\n- 重启手机")
):
    """The body of the published version, or of the first draft before."""

    body: str


class Articles(Schema):
    items: list[ArticleOut]
    next: Cursor | None


class FoundOut(
    Schema,
    json_schema_extra=example(
        ref="K-00012",
        title="移动上网慢怎么办",
        audience="customer",
        excerpt="先试一试：重启手机。",
        sentence="重启手机。",
        score=0.71,
    ),
):
    """`sentence` is the one that answers best."""

    ref: str
    title: str
    audience: str
    excerpt: str
    sentence: str
    score: float


class Found(Schema):
    items: list[FoundOut]


class ArticleIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(
        title="移动上网慢怎么办",
        body="# 先试一试\n- 重启手机",
        language="zh-hans",
        audience="customer",
    ),
):
    title: Title
    body: Body
    language: Language
    audience: Audience
    key: Annotated[str, Field(max_length=80)] = ""
    topics: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=20)] = []


class VersionIn(
    Schema,
    extra="forbid",
    json_schema_extra=example(title="移动上网慢怎么办", body="- 重启手机", based_on=2),
):
    """`based_on` is the version it was made from."""

    title: Title
    body: Body
    based_on: Annotated[int, Field(ge=1, le=10**6)]


class WrittenOut(Schema, json_schema_extra=example(ref="K-00012", version=1)):
    ref: str
    version: int


@router.get(
    "", response=Articles, operation_id="list_articles", summary="Articles, the latest first"
)
def list_articles(
    request: Request, state: StateAsked = None, after: After = "", limit: Limit = 50
) -> Page[Article]:
    """Drafts and withdrawn ones too, the latest written first."""
    require(request.actor, READ)
    found = Article.objects.filter(state=state) if state else Article.objects.all()
    if after:
        found = found.filter(pk__lt=read_cursor(after, kinds=[int])[0])
    rows = list(found.order_by("-pk")[: limit + 1])
    return page_of(rows, limit=limit, key=lambda article: [article.pk])


@router.get(
    "/suggestions",
    response=Found,
    operation_id="suggest_articles",
    summary="Articles that answer a text",
)
def suggest(
    request: Request,
    text: Text,
    audience: AudienceAsked = "staff",
    language: LanguageAsked = "",
    limit: Few = 3,
) -> Mapping[str, Sequence[ArticleCard]]:
    """Published ones, best first, each with the sentence that answers best."""
    require(request.actor, READ)
    spoken = language or detect_language(text) or get_language() or ""
    return {
        "items": matching_articles(text=text, language=spoken, audience=audience, limit=limit)
    }


@router.get("/{ref}", response=ArticleDetailOut, operation_id="get_article", summary="Read one")
def get_article(request: Request, ref: Ref) -> Article:
    """Plain text with five marks: heading, list, steps, bold, link."""
    return article_to_read(ref=ref, actor=request.actor)


@router.post(
    "", response={201: WrittenOut}, operation_id="write_article", summary="Write a draft"
)
def write(request: Request, article: ArticleIn) -> Status[dict[str, object]]:
    """Nobody reads it before it is published. Refused with `cannot_write_article` where the
    key is taken in that language.
    """
    ref = write_article(**article.model_dump(), at=now(), actor=request.actor)
    return Status(201, {"ref": ref, "version": 1})


@router.post(
    "/{ref}/versions",
    response={201: WrittenOut},
    operation_id="revise_article",
    summary="Write the next version",
)
def revise(request: Request, ref: Ref, version: VersionIn) -> Status[dict[str, object]]:
    """What readers see stays until it is published. Refused with `cannot_revise_article` where
    another version came in between.
    """
    number = revise_article(ref=ref, **version.model_dump(), at=now(), actor=request.actor)
    return Status(201, {"ref": ref, "version": number})


@router.post(
    "/{ref}/publish",
    response=WrittenOut,
    operation_id="publish_article",
    summary="Show it to readers",
)
def publish(request: Request, ref: Ref) -> dict[str, object]:
    """The latest version; a review falls due after 180 days."""
    number = publish_article(ref=ref, at=now(), actor=request.actor)
    return {"ref": ref, "version": number}


@router.post(
    "/{ref}/withdraw",
    response=ArticleDetailOut,
    operation_id="withdraw_article",
    summary="Take it from readers",
)
def withdraw(request: Request, ref: Ref) -> Article:
    """And from suggestions; `cannot_withdraw_article` unless it is published."""
    withdraw_article(ref=ref, at=now(), actor=request.actor)
    return article_to_read(ref=ref, actor=request.actor)
