"""What the parts of a brand are called."""

from django.utils.translation import gettext as _

from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("branding")
def names_of_parts(_values: Values) -> Naming:
    """Return what each part of a brand is called."""
    return {
        "parts": {
            "names": _("Name of the operator"),
            "phones": _("Telephone lines"),
            "terms": _("Terms of service"),
            "colour": _("Colour"),
            "logo": _("Mark"),
        }
    }
