"""What each act asks for; choices are those of the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext

from huiyin.cases.models import Case
from huiyin.cases.queries.answers import exchange_of
from huiyin.cases.queries.wording import CHANNEL_NAMES, URGENCY_NAMES, Named, language
from huiyin.cases.rules.teaching import article_body, article_title
from huiyin.standards.public import causes, topic_names, topics
from huiyin.workforce.public import departments, workers

REPLY_BY = ("web", "email", "sms", "phone", "wechat", "chat")
Choice = tuple[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a form is about."""

    case: Case
    at: datetime


class ActForm(forms.Form):
    """A form of one act; `fill` sets what depends on the case."""

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fill(place)

    def fill(self, place: Place) -> None:
        """Set choices and first values from the case."""

    def offer(self, field: str, choices: Iterable[Choice]) -> None:
        chosen = self.fields[field]
        assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - a mistake in this file
        chosen.choices = list(choices)


class NothingForm(ActForm):
    """An act that needs no words."""


class HandOverForm(ActForm):
    to = forms.ChoiceField(label=gettext_lazy("To"))
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    why = forms.CharField(
        label=gettext_lazy("What should the next one do"),
        widget=forms.Textarea,
        max_length=1000,
    )

    def fill(self, place: Place) -> None:
        self.offer("to", _departments_and_teams())
        self.offer("person", [("", _("whoever is free")), *_people(place.at)])
        self.initial.setdefault("to", place.case.department)


class ClassifyForm(ActForm):
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    urgency = forms.ChoiceField(label=gettext_lazy("Urgency"))

    def fill(self, place: Place) -> None:
        self.offer("topic", topic_choices(place.case.suggestions))
        self.offer("urgency", worded(URGENCY_NAMES))
        self.initial.setdefault("topic", place.case.topic)
        self.initial.setdefault("urgency", place.case.urgency)


class WaitForm(ActForm):
    waits_for = forms.ChoiceField(label=gettext_lazy("Waiting for"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=gettext_lazy("For what"),
        help_text=gettext_lazy("If it is the customer, this is sent as a question."),
        widget=forms.Textarea,
        max_length=1000,
    )

    def fill(self, place: Place) -> None:
        waited = [("customer", _("the customer")), ("third_party", _("a third party"))]
        self.offer("waits_for", waited)
        self.initial.setdefault("waits_for", "customer")


class WorkOrderForm(ActForm):
    to = forms.ChoiceField(label=gettext_lazy("Department or team"))
    task = forms.CharField(
        label=gettext_lazy("What is to do"), widget=forms.Textarea, max_length=4000
    )

    def fill(self, place: Place) -> None:
        self.offer("to", _departments_and_teams())


class OfForm(ActForm):
    """An act on something that belongs to the case, named by `of`."""

    of = forms.CharField(widget=forms.HiddenInput, max_length=24)


class EndOrderForm(OfForm):
    outcome = forms.ChoiceField(label=gettext_lazy("How it ended"))
    result = forms.CharField(
        label=gettext_lazy("What was found and done"), widget=forms.Textarea, max_length=4000
    )
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), required=False)

    def fill(self, place: Place) -> None:
        ends = [
            ("done", _("done")),
            ("returned", _("returned, not ours to do")),
            ("cancelled", _("cancelled, no longer needed")),
        ]
        self.offer("outcome", ends)
        self.offer("cause", cause_choices())


class ResolveForm(ActForm):
    answer = forms.CharField(
        label=gettext_lazy("Answer to the customer"), widget=forms.Textarea, max_length=8000
    )
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), required=False)
    is_first_contact = forms.BooleanField(
        label=gettext_lazy("Solved at the first contact"), required=False
    )

    def fill(self, place: Place) -> None:
        self.offer("cause", cause_choices())


class WhyForm(ActForm):
    why = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea, max_length=1000)


class MergeForm(ActForm):
    into = forms.CharField(
        label=gettext_lazy("Into which case"),
        help_text=gettext_lazy(
            "Its reference, such as C-2603-000017. Its words then hold for both."
        ),
        max_length=24,
    )


class ConcessionForm(ActForm):
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea, max_length=400
    )

    def fill(self, place: Place) -> None:
        self.offer("currency", [(code, code) for code in ("CNY", "HKD", "TWD", "USD", "EUR")])


class DecisionForm(OfForm):
    is_approved = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    decision = forms.CharField(
        label=gettext_lazy("Remark"), widget=forms.Textarea, max_length=400, required=False
    )

    def fill(self, place: Place) -> None:
        self.offer("is_approved", [("yes", _("Approve")), ("no", _("Reject"))])


class AppealForm(ActForm):
    body = forms.CharField(
        label=gettext_lazy("Taken to"),
        help_text=gettext_lazy("The regulator or another body, by its name."),
        max_length=80,
    )
    reference = forms.CharField(
        label=gettext_lazy("Their reference"), max_length=80, required=False
    )


class CallBackForm(ActForm):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How the call went"), widget=forms.RadioSelect
    )
    score = forms.ChoiceField(label=gettext_lazy("Rating"), required=False)
    is_solved = forms.ChoiceField(label=gettext_lazy("Is it solved?"), required=False)
    is_timely = forms.ChoiceField(label=gettext_lazy("Was it in time?"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What the customer said"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )

    def fill(self, place: Place) -> None:
        went = [("rated", _("spoke with the customer")), ("unreachable", _("nobody reached"))]
        self.offer("outcome", went)
        scores = [
            (str(score), _("%(score)s of 5") % {"score": score}) for score in range(5, 0, -1)
        ]
        self.offer("score", [("", _("not said")), *scores])
        for field in ("is_solved", "is_timely"):
            self.offer(field, [("", _("not said")), ("yes", _("yes")), ("no", _("no"))])
        self.initial.setdefault("outcome", "rated")


class ReplyForm(ActForm):
    body = forms.CharField(label=gettext_lazy("Reply"), widget=forms.Textarea, max_length=8000)
    channel = forms.ChoiceField(label=gettext_lazy("Sent by"))

    def fill(self, place: Place) -> None:
        known = {code: CHANNEL_NAMES[code] for code in REPLY_BY}
        own = place.case.channel
        self.offer("channel", worded({own: CHANNEL_NAMES.get(own, own)} | known))
        self.initial.setdefault("channel", own)


class ArticleForm(ActForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("Question and answer"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=20_000,
    )

    def fill(self, place: Place) -> None:
        if self.is_bound:
            return
        said = exchange_of(case=place.case)
        topic = topic_names(language=place.case.language or language()).get(
            place.case.topic, ""
        )
        self.initial["title"] = article_title(topic=topic, words=said.question)
        self.initial["body"] = article_body(
            question=said.question, answer=said.answer, headings=_headings(place.case.language)
        )


class NoteForm(ActForm):
    body = forms.CharField(
        label=gettext_lazy("Internal note"), widget=forms.Textarea, max_length=8000
    )


class CallForm(ActForm):
    direction = forms.ChoiceField(label=gettext_lazy("Who called"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("What was said"), widget=forms.Textarea, max_length=8000
    )

    def fill(self, place: Place) -> None:
        ways = [("out", _("we called the customer")), ("in", _("the customer called"))]
        self.offer("direction", ways)
        self.initial.setdefault("direction", "out")


def _headings(written_in: str) -> tuple[str, str]:
    """Return the headings of an article in its own language, not the reader's."""
    with override(written_in or language()):
        return pgettext("article", "Question"), pgettext("article", "Answer")


def topic_choices(suggestions: Iterable[tuple[str, float]]) -> list[Choice]:
    """Return the tree of topics, what the model suggests first."""
    cards = topics(language=language())
    by_code = {card.code: card.name for card in cards}
    groups: dict[str, list[tuple[str, str]]] = {}
    for card in cards:
        root = card.code.partition(".")[0]
        groups.setdefault(by_code.get(root, root), []).append((card.code, card.name))
    suggested = [
        (code, f"{by_code[code]} · {confidence:.0%}")
        for code, confidence in suggestions
        if code in by_code
    ]
    first: list[Choice] = [(_("Suggested"), suggested)] if suggested else []
    return [("", _("not chosen")), *first, *groups.items()]


def cause_choices() -> list[Choice]:
    cards = causes(language=language())
    return [("", _("not known")), *((card.code, card.name) for card in cards)]


def worded(named: Named) -> list[tuple[str, str]]:
    return [(code, str(name)) for code, name in named.items()]


def _departments_and_teams() -> list[Choice]:
    """Return departments with their teams, as `department` or `department/team`."""
    return [
        (
            card.name,
            [
                (card.code, _("%(department)s, anybody") % {"department": card.name}),
                *((f"{card.code}/{team.code}", team.name) for team in card.open_teams),
            ],
        )
        for card in departments()
    ]


def _people(at: datetime) -> list[Choice]:
    names = {card.code: card.name for card in departments()}
    groups: dict[str, list[tuple[str, str]]] = {}
    for worker in workers(at=at):
        group = groups.setdefault(names.get(worker.department, worker.department), [])
        away = "" if worker.is_on_duty else _(" (off duty)")
        group.append((str(worker.person_id), f"{worker.name}{away}"))
    return list(groups.items())
