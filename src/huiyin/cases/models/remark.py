from django.db import models

from huiyin.cases.models.case import Case
from huiyin.cases.rules.remarks import remark_code
from huiyin.kernel.protection.fields import EncryptedTextField


class Remark(models.Model):
    """What somebody typed when they acted on a case, such as why: sealed, and erased on demand.

    The journal, which nothing can be taken out of, names it by its number only.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    words = EncryptedTextField(context="cases.remark")
    is_erased = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"remark on {self.case_id}"

    @property
    def code(self) -> str:
        """What the journal says instead of the words."""
        return remark_code(self.pk)
