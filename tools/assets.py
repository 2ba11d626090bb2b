"""Fetch the front-end libraries from the npm registry and copy the files that pages use.

Uses npm where it is installed, else the one that comes as a Python package. Of the icons, only
those named in templates and menus go into one sprite.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

VENDOR = Path("src/huiyin/kernel/ui/static/vendor")
MODULES = Path("node_modules")
STAMP = MODULES / ".package-lock.json"
FILES = {
    "echarts/dist/echarts.min.js": "echarts.js",
    "axe-core/axe.min.js": "axe.js",
}
ICONS = MODULES / "@tabler/icons/icons/outline"
ICON_NAME = re.compile(r"""icon(?:\s+|=|:\s*)["']([a-z0-9-]+)["']""")


def npm() -> list[str]:
    """Return the command that runs npm, installing it as a Python package where missing."""
    if found := shutil.which("npm"):
        return [found]
    here = Path(sys.executable).parent
    if not (here / "npm").exists():
        install = [here / "uv", "pip", "install", "--quiet", "--python", sys.executable]
        subprocess.run(
            [*install, "--require-hashes", "-r", "requirements/assets.txt"], check=True
        )
    return [str(here / "npm")]


def fetch() -> None:
    """Install the pinned packages, unless they are there already."""
    lock = Path("package-lock.json")
    if not STAMP.exists() or STAMP.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([*npm(), "ci", "--ignore-scripts", "--silent"], check=True)


def copy() -> None:
    """Copy the picked files, without pointers to source maps that are not shipped."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        text = (MODULES / source).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
        (VENDOR / target).write_text("\n".join(lines), encoding="utf-8")


def used_icons() -> list[str]:
    """Return the names of the icons that templates and Python modules ask for."""
    sources = [*Path("src").rglob("*.html"), *Path("src").rglob("*.py")]
    names = {name for path in sources for name in ICON_NAME.findall(path.read_text("utf-8"))}
    return sorted(names)


def draw_sprite() -> None:
    """Put the icons in use into one file; stop where a name is none of the set."""
    names = used_icons()
    if unknown := [name for name in names if not (ICONS / f"{name}.svg").exists()]:
        sys.exit(f"No such icon in @tabler/icons (outline): {', '.join(unknown)}.")
    symbols = [_symbol(name) for name in names]
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"
    (VENDOR / "icons.svg").write_text(sprite, encoding="utf-8")


def _symbol(name: str) -> str:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    inner = drawing[drawing.index(">", drawing.index("<svg")) + 1 : drawing.rindex("</svg>")]
    shapes = re.sub(r"\s+", " ", inner).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


if __name__ == "__main__":
    fetch()
    copy()
    draw_sprite()
