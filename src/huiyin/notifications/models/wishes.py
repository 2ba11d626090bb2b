from django.db import models


class WordsEdit(models.Model):
    """The operator's own words instead of the declared ones, in one language."""

    code = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    edited_at = models.DateTimeField()
    editor = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "language"], name="notifications_words_one_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.language}"
