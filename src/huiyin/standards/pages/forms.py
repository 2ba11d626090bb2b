"""Forms that are shared: names in three languages, trees, limits, service standards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.choices import REGIONS, ListedField
from huiyin.standards.pages import words
from huiyin.standards.rules.drafts import LimitDraft, StandardDraft
from huiyin.standards.rules.limits import UNITS
from huiyin.standards.rules.names import LANGUAGES

LANGUAGE_FIELDS = dict(zip(LANGUAGES, ("name_en", "name_hans", "name_hant"), strict=True))


class NamesForm(forms.Form):
    """The name of something in each language; one is enough."""

    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)
    name_hans = forms.CharField(
        label=_("Simplified Chinese name"), max_length=120, required=False
    )
    name_hant = forms.CharField(
        label=_("Traditional Chinese name"), max_length=120, required=False
    )

    @property
    def names(self) -> dict[str, str]:
        said = {code: self.cleaned_data[name] for code, name in LANGUAGE_FIELDS.items()}
        return {code: name for code, name in said.items() if name}

    @staticmethod
    def initial_names(names: dict[str, str]) -> dict[str, str]:
        return {name: names.get(code, "") for code, name in LANGUAGE_FIELDS.items()}


class CauseForm(NamesForm):
    code = forms.CharField(label=_("Code"), max_length=80)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class TopicForm(CauseForm):
    department = forms.ChoiceField(
        label=_("Department"), choices=lambda: words.choices(words.DEPARTMENTS)
    )


class LimitForm(NamesForm):
    kind = forms.SlugField(
        label=_("Kind"), max_length=40, help_text=_("The same for all places.")
    )
    region = ListedField(
        label=_("Region"),
        listed=REGIONS,
        is_open=True,
        help_text=_("CN, 41, GB, US-CA and so on."),
    )
    value = forms.CharField(label=_("Value"), max_length=20)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=lambda: [(unit, words.UNITS[unit]) for unit in UNITS]
    )
    calendar = forms.ChoiceField(label=_("Calendar"))
    tag = forms.ChoiceField(label=_("How we know"), choices=lambda: words.choices(words.TAGS))
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    clause = forms.CharField(label=_("Clause"), max_length=100, required=False)
    valid_from = forms.DateTimeField(
        label=_("Valid from"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=words.LOCAL),
    )

    def __init__(self, *args: Any, calendars: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calendar"].choices = calendars  # type: ignore[attr-defined]

    @property
    def draft(self) -> LimitDraft:
        same = ("kind", "region", "value", "unit", "calendar", "tag", "source", "clause")
        return LimitDraft(names=self.names, **{name: self.cleaned_data[name] for name in same})


class StandardForm(NamesForm):
    seen_number = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)
    code = forms.SlugField(label=_("Code"), max_length=30)
    aspect = forms.ChoiceField(label=_("Aspect"), choices=lambda: words.choices(words.ASPECTS))
    topic = ListedField(label=_("Topic"), listed="topics", required=False)
    step = forms.ChoiceField(
        label=_("Step"),
        required=False,
        choices=lambda: words.choices(words.CLOCKS, empty=_("None")),
    )
    comparison = forms.ChoiceField(
        label=_("Demands"), choices=lambda: words.choices(words.COMPARISONS)
    )
    value = forms.CharField(label=_("Value"), max_length=20)
    unit = forms.ChoiceField(label=_("Unit"), choices=lambda: words.choices(words.UNITS))
    owner = forms.ChoiceField(
        label=_("Owner"),
        required=False,
        choices=lambda: words.choices(words.DEPARTMENTS, empty=_("None")),
    )
    source = forms.CharField(label=_("Source"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea, required=False)
    review_due_at = forms.DateTimeField(
        label=_("Review due"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=words.LOCAL),
    )

    @property
    def draft(self) -> StandardDraft:
        same = ("aspect", "comparison", "value", "unit", "topic", "step", "owner", "source")
        said = {name: self.cleaned_data[name] for name in (*same, "note")}
        return StandardDraft(names=self.names, **said)
