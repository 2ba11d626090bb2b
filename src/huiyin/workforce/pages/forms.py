"""What a person types to arrange work."""

from datetime import UTC, datetime

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.ui.choices import REGIONS, ListedField, ListedManyField
from huiyin.workforce.models import Department, Team
from huiyin.workforce.models.duty import ABSENCE_NAMES

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

EMPTY_MEANS_ALL = _("Empty means all. Type to search.")
EMPTY_MEANS_ANY = _("Empty means any. Type to search.")


class TeamChoice(forms.Form):
    team = forms.ModelChoiceField(Team.objects.all(), to_field_name="code", label=_("Team"))


class Capacity(forms.Form):
    capacity = forms.IntegerField(label=_("Open matters at most"), min_value=0, max_value=1000)


class Hours(forms.Form):
    hours = forms.CharField(
        label=_("Weekly hours"),
        required=False,
        max_length=300,
        help_text=_("Such as: mon-fri 09:00-18:00; sat 22:00-06:00. Or: 24x7."),
    )


class Skills(forms.Form):
    skills = ListedManyField(
        label=_("Topics and tiers"), listed="skills", required=False, help_text=EMPTY_MEANS_ALL
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=EMPTY_MEANS_ALL,
    )
    regions = ListedManyField(
        label=_("Regions"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=EMPTY_MEANS_ALL,
    )


class Span(forms.Form):
    starts_at = forms.DateTimeField(label=_("Begins"), widget=MOMENT)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=MOMENT)

    def span(self) -> dict[str, datetime]:
        """Return both moments in UTC."""
        return {
            name: self.cleaned_data[name].astimezone(UTC) for name in ("starts_at", "ends_at")
        }


class AbsenceForm(Span):
    kind = forms.ChoiceField(label=_("Reason"), choices=ABSENCE_NAMES)


class RouteForm(forms.Form):
    topic_prefix = ListedField(
        label=_("Topic"), listed="topics", required=False, help_text=EMPTY_MEANS_ANY
    )
    region_prefix = ListedField(
        label=_("Region"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=EMPTY_MEANS_ANY,
    )
    tier = ListedField(
        label=_("Tier"), listed="tiers", required=False, help_text=EMPTY_MEANS_ANY
    )
    department = forms.ModelChoiceField(
        Department.objects.all(), to_field_name="code", label=_("Department")
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), to_field_name="code", label=_("Team"), required=False
    )
