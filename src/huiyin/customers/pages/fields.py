"""What the fields of an import are called."""

from django.utils.translation import gettext_lazy as _

FIELD_NAMES = {
    "external": _("Number in another system"),
    "account": _("Account"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "wechat": _("WeChat"),
    "name": _("Name"),
    "kind": _("Kind"),
    "tier": _("Tier"),
    "is_vip": _("VIP"),
    "language": _("Language"),
    "preferred_channel": _("Preferred channel"),
    "region": _("Service region"),
    "address": _("Address"),
    "elderly": _("Older person"),
    "disabled": _("Disability"),
    "medical_dependency": _("Depends on the line for medical reasons"),
    "minor": _("Minor"),
    "product": _("Product"),
    "plan": _("Plan"),
    "access_line": _("Access line"),
    "serving_cell": _("Serving cell"),
    "since": _("Since"),
    "until": _("Until"),
}
