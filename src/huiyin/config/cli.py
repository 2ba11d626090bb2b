"""`huiyin <noun> <verb>`: Django's commands behind one name.

`huiyin complaints import FILE` runs the management command `complaints_import`; a single
word (`huiyin migrate`, `huiyin worker`) runs the command of that name.
"""

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    from django.core.management import ManagementUtility, get_commands  # noqa: PLC0415

    arguments = sys.argv[:]
    command = "_".join(arguments[1:3]).replace("-", "_")
    if len(arguments) > 2 and command in _known(get_commands):
        arguments[1:3] = [command]
    ManagementUtility(arguments).execute()


def _known(get_commands: object) -> set[str]:
    import django  # noqa: PLC0415

    django.setup()
    return set(get_commands())  # type: ignore[operator]
