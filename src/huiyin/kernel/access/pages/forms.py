"""The forms of the administration of people."""

import re

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.roles import ROLE_NAMES, Role


class CodesField(forms.CharField):
    """Codes separated by commas or spaces, as a list."""

    def to_python(self, value: object) -> list[str]:  # type: ignore[override]
        text = super().to_python(value) or ""
        return [code for code in re.split(r"[\s,，、;；]+", text) if code]


class PersonForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("For signing in; letters, digits and @ . + - _"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    display_name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("As colleagues and customers see it.")
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()))
    password = forms.CharField(
        label=_("Initial password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave it empty to get a link by which the person sets their own."),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class GrantForm(forms.Form):
    """A role within a scope."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()))
    departments = CodesField(
        label=_("Departments"),
        required=False,
        help_text=_("Codes, separated by commas; empty means all."),
    )
    regions = CodesField(
        label=_("Regions"),
        required=False,
        help_text=_("Codes such as 33 or 3301; a code covers what lies below it."),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
