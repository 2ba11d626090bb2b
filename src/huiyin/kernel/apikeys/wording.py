"""What the values of the events of keys are called."""

from huiyin.kernel.apikeys.models import ApiKey
from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("apikeys")
def names_of_keys(values: Values) -> Naming:
    """Return the labels of the keys in question."""
    found = ApiKey.objects.filter(prefix__in=values.get("prefix", ()))
    return {"prefix": {key.prefix: str(key) for key in found.only("prefix", "name")}}
