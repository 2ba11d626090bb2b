from django.db import models


class Edition(models.Model):
    """The present edition of an area, such as `standards`: its token changes with every change
    there. Random, so that a rolled-back edition never comes again.
    """

    area = models.CharField(max_length=40, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        return f"{self.area} {self.token}"
