"""What the values of the events of access are called."""

from huiyin.kernel.access.models import User
from huiyin.kernel.access.roles import ROLE_NAMES
from huiyin.kernel.journal.wording import Naming, Values, words_values


@words_values("access")
def names_of_access(values: Values) -> Naming:
    """Return the names of roles and of the accounts in question."""
    wanted = [int(value) for value in values.get("user_id", ()) if value.isdigit()]
    return {
        "role": {role.value: str(name) for role, name in ROLE_NAMES.items()},
        "user_id": {str(user.pk): str(user) for user in User.objects.filter(pk__in=wanted)},
    }
