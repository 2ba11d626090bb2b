"""Where models are kept: a folder per version, and a file that names the one in use."""

import contextlib
import logging
import os
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from huiyin.kernel.text.model import OldFormat, TopicModel

log = logging.getLogger("huiyin.text")
_CURRENT = "current"
_VERSION = re.compile(r"v(\d{4})")


def versions(root: Path) -> list[str]:
    """Return the versions kept under `root`, oldest first."""
    folder = root / "topics"
    if not folder.is_dir():
        return []
    return sorted(
        found.name
        for found in folder.iterdir()
        if _VERSION.fullmatch(found.name) and (found / "model.json").exists()
    )


def current_version(root: Path) -> str:
    """Return the version in use, empty where there is none."""
    with contextlib.suppress(FileNotFoundError):
        return (root / "topics" / _CURRENT).read_text(encoding="utf-8").strip()
    return ""


def keep(model: TopicModel, *, root: Path) -> str:
    """Write `model` as a new version and put it to use; return its version."""
    folder = root / "topics"
    folder.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed: a reader sees all of a version or nothing of it.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
        model.save(Path(made) / "model")
        version = _moved(Path(made) / "model", folder)
    use(version, root=root)
    return version


def _moved(made: Path, folder: Path) -> str:
    while True:
        taken = [int(m[1]) for name in os.listdir(folder) if (m := _VERSION.fullmatch(name))]  # noqa: PTH208
        version = f"v{max(taken, default=0) + 1:04}"
        try:
            made.rename(folder / version)
        except OSError:
            if not (folder / version).exists():
                raise
            continue
        return version


def use(version: str, *, root: Path) -> None:
    """Put a version to use that is kept under `root`; also the way back to an older one."""
    if version not in versions(root):
        known = ", ".join(versions(root)) or "none"
        message = f"There is no topic model {version}. Kept are: {known}."
        raise LookupError(message)
    marker = root / "topics" / f".{_CURRENT}-{os.getpid()}"
    marker.write_text(version, encoding="utf-8")
    marker.replace(root / "topics" / _CURRENT)


def current_model(root: Path) -> TopicModel | None:
    """Return the model in use, read once per version and process; None where there is none,
    or none that this version of Huiyin can read.
    """
    version = current_version(root)
    return _loaded(root, version) if version else None


@lru_cache(maxsize=2)
def _loaded(root: Path, version: str) -> TopicModel | None:
    try:
        return TopicModel.load(root / "topics" / version)
    except OldFormat as old:
        log.warning("%s: topics wait for people until `huiyin text train` has run", old)
        return None
