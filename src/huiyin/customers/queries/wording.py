"""What codes of customers are called."""

from django.utils.translation import gettext_lazy as _

from huiyin.customers.rules.reveal import Purpose

PURPOSE_NAMES = {
    Purpose.HANDLE_CASE.value: _("To handle a case"),
    Purpose.CALL_BACK.value: _("To call the customer back"),
    Purpose.VISIT.value: _("For a visit at home"),
    Purpose.VERIFY_IDENTITY.value: _("To verify who is calling"),
    Purpose.DATA_RIGHTS.value: _("For a request about personal data"),
    Purpose.LEGAL_DUTY.value: _("For a legal duty"),
}
CONSENT_NAMES = {
    "progress": _("Progress of own cases"),
    "survey": _("Surveys"),
    "marketing": _("Offers"),
}
