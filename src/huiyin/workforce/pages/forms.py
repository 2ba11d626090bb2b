"""What a person types to arrange work."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.roles import ROLE_NAMES
from huiyin.kernel.ui.choices import REGIONS, ListedField, ListedManyField
from huiyin.workforce.models import Department, Person, Team
from huiyin.workforce.models.duty import ABSENCE_NAMES

CURRENCIES = ("CNY", "HKD", "TWD", "USD", "EUR")
NAME_FIELDS = {"zh-hans": "name_hans", "zh-hant": "name_hant", "en": "name_en"}
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

EMPTY_MEANS_ALL = _("Empty means all. Type to search.")
EMPTY_MEANS_ANY = _("Empty means any. Type to search.")


class TeamChoice(forms.Form):
    team = forms.ModelChoiceField(
        Team.objects.filter(closed_at=None), to_field_name="code", label=_("Team")
    )


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
        Team.objects.filter(closed_at=None),
        to_field_name="code",
        label=_("Team"),
        required=False,
    )


class TeamNames(forms.Form):
    """What a team is called in each language, one is enough, and whether it hurries."""

    name_hans = forms.CharField(
        label=_("Simplified Chinese name"), max_length=60, required=False
    )
    name_hant = forms.CharField(
        label=_("Traditional Chinese name"), max_length=60, required=False
    )
    name_en = forms.CharField(label=_("English name"), max_length=60, required=False)
    is_rapid_response = forms.BooleanField(
        label=_("Rapid-response team"),
        required=False,
        help_text=_("What is urgent goes to these people first, whatever its topic."),
    )

    @staticmethod
    def of(team: Team) -> dict[str, Any]:
        """Return what the form begins with for a team."""
        names = {field: team.names.get(code, "") for code, field in NAME_FIELDS.items()}
        return {**names, "is_rapid_response": team.is_rapid_response}

    @property
    def what(self) -> dict[str, Any]:
        """Return what was typed, as `define_team` takes it."""
        names = {code: self.cleaned_data[field] for code, field in NAME_FIELDS.items()}
        return {"names": names, "is_rapid_response": self.cleaned_data["is_rapid_response"]}


class NewTeam(TeamNames):
    field_order = ("department", "code")

    department = forms.ModelChoiceField(
        Department.objects.all(), to_field_name="code", label=_("Department")
    )
    code = forms.SlugField(
        label=_("Code"),
        max_length=30,
        help_text=_("Small letters, digits and hyphens, such as care-desk. It stays."),
    )

    def clean_code(self) -> str:
        """Refuse the code of a team that is there: it would be renamed unseen."""
        code = str(self.cleaned_data["code"])
        known = Team.objects.filter(code=code).first()
        if known is not None:
            raise forms.ValidationError(
                _("%(team)s has this code. Take another, or open that team."),
                params={"team": known},
            )
        return code


class Movers(forms.Form):
    """Some people of one team, and where they go."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("People"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nobody is chosen. Tick the people to move.")},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), to_field_name="code", label=_("To the team")
    )

    def __init__(self, team: Team, *args: Any) -> None:
        super().__init__(*args)
        here = Person.objects.filter(team=team, left_at=None)
        others = Team.objects.filter(closed_at=None).exclude(pk=team.pk)
        cast("forms.ModelMultipleChoiceField[Person]", self.fields["people"]).queryset = here
        cast("forms.ModelChoiceField[Team]", self.fields["team"]).queryset = others


class Limit(forms.Form):
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES]
    )
    amount = forms.DecimalField(
        label=_("May grant at most"), min_value=0, max_digits=12, decimal_places=2
    )

    @property
    def amount_micro(self) -> int:
        """Return the amount in millionths of the currency's unit."""
        return int(self.cleaned_data["amount"] * Decimal(1_000_000))


class RoleLimit(Limit):
    field_order = ("role",)

    role = forms.ChoiceField(
        label=_("Role"),
        choices=lambda: [(role.value, name) for role, name in ROLE_NAMES.items()],
    )


class PersonLimit(Limit):
    field_order = ("person",)

    person = ListedField(
        label=_("Person"), listed="people", help_text=_("Type to search by name or number.")
    )

    @property
    def person_id(self) -> int:
        """Return who was chosen; 0 where they left in the meantime."""
        return _ids_of([self.cleaned_data["person"]]).get(self.cleaned_data["person"], 0)


class Contacts(forms.Form):
    people = ListedManyField(
        label=_("People"),
        listed="people",
        required=False,
        help_text=_("The first is told first. Nobody: the next level is told."),
    )

    @property
    def person_ids(self) -> list[int]:
        """Return who was chosen, in that order; 0 for whoever left in the meantime."""
        chosen = self.cleaned_data["people"]
        known = _ids_of(chosen)
        return [known.get(number, 0) for number in chosen]


def _ids_of(numbers: list[str]) -> dict[str, int]:
    people = Person.objects.filter(staff_no__in=numbers, left_at=None)
    return dict(people.values_list("staff_no", "pk"))
