"""The form of a policy: whom it is for, and a row for each clock."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.choices import REGIONS, ListedField
from huiyin.standards.models import PolicyVersion
from huiyin.standards.pages import words
from huiyin.standards.pages.forms import NamesForm
from huiyin.standards.queries.book import read_targets
from huiyin.standards.rules.drafts import PolicyDraft
from huiyin.standards.rules.promises import (
    AUDIENCES,
    CLOCK_KINDS,
    Conditions,
    Milestone,
    Target,
)
from huiyin.standards.rules.writing import Unreadable, read_duration, write_duration

VIP = {"yes": True, "no": False}
APPLIES = (("new", _("Clocks set from then on")), ("running", _("Running clocks too")))
UNREADABLE = _("“%(text)s” cannot be read. Write it as in the example.")


class DurationField(forms.CharField):
    """Working time: 48 h, 30 min, 5 d."""

    def clean(self, value: Any) -> Any:
        try:
            return read_duration(super().clean(value))
        except Unreadable as error:
            raise forms.ValidationError(UNREADABLE % {"text": error}) from error


class PercentsField(forms.CharField):
    """Percentages of the target: 50, 80."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        pieces = text.replace("，", ",").replace("%", "").split(",")
        try:
            return [int(piece) for piece in pieces if piece.strip()]
        except ValueError as error:
            raise forms.ValidationError(UNREADABLE % {"text": text}) from error


class PolicyForm(NamesForm):
    seen_number = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)
    code = forms.SlugField(label=_("Code"), max_length=30)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    is_vip = forms.ChoiceField(
        label=_("VIP"),
        required=False,
        choices=[("", _("Everyone")), ("yes", _("VIP only")), ("no", _("Others only"))],
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"),
        required=False,
        choices=lambda: words.choices(words.URGENCIES, empty=_("Any")),
    )
    region = ListedField(
        label=_("Region"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=_("CN, 41, GB, US-CA and so on."),
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=lambda: words.choices(words.CHANNELS, empty=_("Any")),
    )
    valid_from = forms.DateTimeField(
        label=_("Valid from"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=words.LOCAL),
        help_text=_("Empty for now."),
    )
    applies_to = forms.ChoiceField(label=_("Applies to"), choices=APPLIES)
    review_due_at = forms.DateTimeField(
        label=_("Review due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=words.LOCAL),
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)

    def __init__(
        self,
        *args: Any,
        topics: list[tuple[str, str]],
        calendars: list[tuple[str, str]],
        limits: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("Any")), *topics]  # type: ignore[attr-defined]
        self.common = list(self.fields)
        for kind in CLOCK_KINDS:
            self._add_row(kind, calendars, limits)

    def _add_row(
        self, kind: str, calendars: list[tuple[str, str]], limits: list[tuple[str, str]]
    ) -> None:
        clock = words.CLOCKS[kind]
        self.fields[f"time_{kind}"] = DurationField(label=_("Time"), required=False)
        self.fields[f"law_{kind}"] = forms.ChoiceField(
            label=_("Legal limit"), required=False, choices=[("", _("None")), *limits]
        )
        self.fields[f"calendar_{kind}"] = forms.ChoiceField(
            label=_("Calendar"), choices=calendars, initial="24x7"
        )
        for audience in AUDIENCES:
            self.fields[f"{audience}_{kind}"] = PercentsField(
                label=words.AUDIENCES[audience], required=False
            )
        for name in (f"time_{kind}", f"law_{kind}", f"calendar_{kind}", *self._who(kind)):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{clock}: {field.label}"

    def _who(self, kind: str) -> list[str]:
        return [f"{audience}_{kind}" for audience in AUDIENCES]

    def common_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.common)

    def rows(self) -> Iterator[dict[str, Any]]:
        for kind in CLOCK_KINDS:
            names = (f"time_{kind}", f"law_{kind}", f"calendar_{kind}", *self._who(kind))
            yield {"clock": words.CLOCKS[kind], "fields": [self[name] for name in names]}

    @property
    def draft(self) -> PolicyDraft:
        said = self.cleaned_data
        return PolicyDraft(
            names=self.names,
            conditions=Conditions(
                topic=said["topic"],
                is_vip=VIP.get(said["is_vip"]),
                urgency=said["urgency"],
                region=said["region"],
                channel=said["channel"],
            ),
            targets=tuple(self._targets()),
            source=said["source"],
            note=said["note"],
        )

    def _targets(self) -> Iterator[Target]:
        said = self.cleaned_data
        for kind in CLOCK_KINDS:
            if said[f"time_{kind}"] or said[f"law_{kind}"]:
                yield Target(
                    kind=kind,
                    target_s=said[f"time_{kind}"],
                    calendar=said[f"calendar_{kind}"],
                    legal_limit=said[f"law_{kind}"],
                    milestones=tuple(self._milestones(kind)),
                )

    def _milestones(self, kind: str) -> Iterator[Milestone]:
        for audience in AUDIENCES:
            action = "warn" if audience == "assignee" else "escalate"
            for percent in self.cleaned_data[f"{audience}_{kind}"]:
                yield Milestone(percent, audience, action)


def initial_of(version: PolicyVersion) -> dict[str, Any]:
    """Return what the form says of a version."""
    vip = {True: "yes", False: "no", None: ""}[version.is_vip]
    initial: dict[str, Any] = {
        "code": version.policy.code,
        "seen_number": version.number,
        "is_vip": vip,
        "review_due_at": version.review_due_at,
        **NamesForm.initial_names(version.policy.names),
        **{
            name: getattr(version, name)
            for name in ("topic", "urgency", "region", "channel", "source", "applies_to")
        },
    }
    for target in read_targets(version.targets):
        initial[f"time_{target.kind}"] = write_duration(target.target_s)
        initial[f"law_{target.kind}"] = target.legal_limit
        initial[f"calendar_{target.kind}"] = target.calendar
        for audience in AUDIENCES:
            initial[f"{audience}_{target.kind}"] = ", ".join(
                str(one.percent) for one in target.milestones if one.audience == audience
            )
    return initial
