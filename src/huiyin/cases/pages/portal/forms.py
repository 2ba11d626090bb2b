"""The questions of the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.cases.pages.parked import files_field
from huiyin.customers.public import Contact, contact_meant

LONGEST = 8000
# "Has it?" and "Is it so?" are answered by different words in Chinese.
YES_NO = [("yes", pgettext_lazy("it is so", "Yes")), ("no", pgettext_lazy("it is so", "No"))]


class WordsForm(forms.Form):
    """What happened, in one's own words."""

    words = forms.CharField(
        label=_("Tell us in your own words"),
        help_text=_("For example: since when, which service, what you expect from us."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what happened. A few words are enough.")},
    )
    attachments = files_field()


class ContactForm(forms.Form):
    """Where we reach somebody."""

    contact = forms.CharField(
        label=_("Your phone number or e-mail address"),
        max_length=254,
        error_messages={"required": _("Enter a phone number or an e-mail address.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def clean_contact(self) -> Contact:
        contact = contact_meant(text=self.cleaned_data["contact"])
        if contact is None:
            raise forms.ValidationError(
                _("This is neither a phone number nor an e-mail address. Check what you typed.")
            )
        return contact


class CodeForm(forms.Form):
    """The code we sent."""

    code = forms.CharField(
        label=_("The 6 digits we sent you"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}
        ),
        error_messages={"required": _("Enter the 6 digits of the message.")},
    )


class MoreForm(forms.Form):
    """Only what is still needed."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    place = forms.CharField(
        label=_("Where does it happen?"),
        help_text=_("A street, a housing estate, a station. It helps us to find the fault."),
        max_length=120,
        required=False,
    )

    def __init__(
        self, *args: Any, topics: list[tuple[str, str]], wants_place: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not topics:
            del self.fields["topic"]
        else:
            self.fields["topic"].choices = [*topics, ("other", _("Something else"))]  # type: ignore[attr-defined]
        if not wants_place:
            del self.fields["place"]


class AddForm(forms.Form):
    """More words and files for a matter."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    words = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    attachments = files_field()


class AgainForm(forms.Form):
    """What is still not right."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    words = forms.CharField(
        label=_("What is still not solved?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tell us what is still not solved.")},
    )


class ReasonsForm(forms.Form):
    """What lies behind a rating; nothing of it must be answered."""

    is_solved = forms.ChoiceField(
        label=_("Was it solved?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    is_timely = forms.ChoiceField(
        label=_("Was it quick enough?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    is_satisfied = forms.ChoiceField(
        label=_("Are you satisfied with how you were treated?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("Anything else?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class RatingForm(ReasonsForm):
    """A rating with what lies behind it."""

    SCORES = [
        ("5", _("5, very good")),
        ("4", _("4, good")),
        ("3", _("3, fair")),
        ("2", _("2, poor")),
        ("1", _("1, very poor")),
    ]
    score = forms.ChoiceField(
        label=_("How did we do?"),
        choices=SCORES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    field_order = ["score", "is_solved", "is_timely", "is_satisfied", "words"]
