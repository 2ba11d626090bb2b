"""Collect and compile translations, one catalogue per context.

`collect` needs GNU gettext; `compile` uses Babel alone, so that a bare machine can run it.
"""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = Path("src/huiyin")
LANGUAGES = ("zh_Hans", "zh_Hant", "en")


def catalogue_homes() -> list[Path]:
    """Return the folders that hold a `locale`: every context, and the parts of the kernel."""
    return sorted({path.parent for path in SOURCE.rglob("locale") if path.is_dir()})


def collect() -> None:
    for home in catalogue_homes():
        command = [sys.executable, Path("manage.py").resolve(), "makemessages"]
        command += ["--no-obsolete", "--no-location", "--no-wrap", "-e", "html,txt,py"]
        command += [f"-l={language}" for language in LANGUAGES]
        subprocess.run(command, check=True, cwd=home, env=os.environ)


def compile_all() -> None:
    for po in SOURCE.rglob("locale/*/LC_MESSAGES/django.po"):
        # Babel writes the rule of the plural only where it knows the language.
        with po.open("rb") as file:
            catalogue = read_po(file, locale=po.parts[-3])
        # A header without a language would take the rule away again.
        catalogue.locale = po.parts[-3]
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    {"collect": collect, "compile": compile_all}[sys.argv[1]]()
