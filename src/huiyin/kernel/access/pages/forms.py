"""The forms of the administration of people."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from huiyin.kernel.access.roles import ROLE_NAMES, Role
from huiyin.kernel.ui.choices import REGIONS, ListedManyField


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


class AddressForm(forms.Form):
    """Where a person is written to."""

    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("For their notices. Empty: none.")
    )


class GrantForm(forms.Form):
    """A role within a scope."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()))
    departments = ListedManyField(
        label=_("Departments"),
        listed="departments",
        required=False,
        help_text=_("Empty means all. Type to search."),
    )
    regions = ListedManyField(
        label=_("Regions"),
        listed=REGIONS,
        is_open=True,
        required=False,
        help_text=_("A region covers what lies within it; empty means all."),
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])
