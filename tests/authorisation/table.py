"""The table of role × permission, as the code declares it and as people reviewed it.

`python -m tests.authorisation.table` writes the reviewed file anew; read its diff before you
commit it: each line that changes is somebody who may do more, or less, than yesterday.
"""

import json
from pathlib import Path

BASELINE = Path(__file__).with_name("permissions.json")
HOW_TO_UPDATE = (
    "Who may do what has changed. If it was meant, run `python -m tests.authorisation.table`, "
    "read the diff of tests/authorisation/permissions.json and commit it with your change."
)


def declared() -> dict[str, list[str]]:
    """Return which roles hold each permission of the installed contexts."""
    from huiyin.kernel.access.roles import permissions  # noqa: PLC0415 - after django.setup()

    return {
        code: sorted(role.value for role in permission.roles)
        for code, permission in sorted(permissions.items())
    }


def reviewed() -> dict[str, list[str]]:
    return json.loads(BASELINE.read_text())


def write() -> None:
    BASELINE.write_text(json.dumps(declared(), indent=1) + "\n")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    django.setup()
    write()
