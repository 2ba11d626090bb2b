"""Pin every dependency, with hashes and without the address of any registry."""

import subprocess
import sys
from pathlib import Path

HERE = Path("requirements")
UV = Path(sys.executable).with_name("uv")
FILES = {"bootstrap": (), "core": (), "dev": ("core",), "assets": ()}


def pin(name: str, constraints: tuple[str, ...]) -> None:
    command = [UV, "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--custom-compile-command", "make lock"]
    for other in constraints:
        command += ["-c", HERE / f"{other}.txt"]
    command += [HERE / f"{name}.in", "-o", HERE / f"{name}.txt", "--upgrade"]
    subprocess.run(command, check=True)


for name, constraints in FILES.items():
    pin(name, constraints)
