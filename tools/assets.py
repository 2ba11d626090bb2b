"""Fetch the front-end libraries from the npm registry and copy the files that pages use.

Uses npm where it is installed, else the one that comes as a Python package.
"""

import shutil
import subprocess
import sys
from pathlib import Path

VENDOR = Path("src/huiyin/kernel/ui/static/vendor")
MODULES = Path("node_modules")
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "echarts/dist/echarts.min.js": "echarts.js",
    "axe-core/axe.min.js": "axe.js",
}


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


def copy() -> None:
    """Copy the picked files, without pointers to source maps that are not shipped."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, target in FILES.items():
        text = (MODULES / source).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if "sourceMappingURL=" not in line]
        (VENDOR / target).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    subprocess.run([*npm(), "ci", "--ignore-scripts", "--silent"], check=True)
    copy()
