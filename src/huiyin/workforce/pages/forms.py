"""What a person types to arrange work."""

from datetime import UTC, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.workforce.models import Department, Team
from huiyin.workforce.models.duty import ABSENCE_NAMES

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


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
    skills = forms.CharField(label=_("Topics and tiers"), required=False, max_length=500)
    languages = forms.CharField(label=_("Languages"), required=False, max_length=100)
    regions = forms.CharField(label=_("Regions"), required=False, max_length=300)


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
    topic_prefix = forms.CharField(label=_("Topic"), required=False, max_length=80)
    region_prefix = forms.CharField(label=_("Region"), required=False, max_length=20)
    tier = forms.CharField(label=_("Tier"), required=False, max_length=20)
    department = forms.ModelChoiceField(
        Department.objects.all(), to_field_name="code", label=_("Department")
    )
    team = forms.ModelChoiceField(
        Team.objects.all(), to_field_name="code", label=_("Team"), required=False
    )
