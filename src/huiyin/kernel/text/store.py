"""Where models are kept: a folder per version, and a file that names the one in use.

The file `current` lists versions, the one in use first, below it those it took the place of:
the way back, written and read as one.
"""

import contextlib
import gzip
import json
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from huiyin.kernel.text.examples import Labelled
from huiyin.kernel.text.model import OldFormat, TopicModel
from huiyin.kernel.text.redaction import redact

log = logging.getLogger("huiyin.text")
_CURRENT = "current"
_EXAMPLES = "examples.jsonl.gz"
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
    try:
        written = os.stat(f"{root}/topics/{_CURRENT}")  # noqa: PTH116 - asked with every complaint
    except FileNotFoundError:
        return ""
    return _version_written(root, written.st_ino, written.st_mtime_ns)


@lru_cache(maxsize=8)
def _version_written(root: Path, _inode: int, _moment: int) -> str:
    """Return the version in use, read anew when the file was written anew."""
    return next(iter(_used(root)), "")


def version_before(root: Path) -> str:
    """Return the version that a roll-back would put to use, empty where there is none."""
    kept = versions(root)
    return next((version for version in _used(root)[1:] if version in kept), "")


def facts_of(version: str, *, root: Path) -> dict[str, Any]:
    """Return what is known of a version: its topics and what it was learnt from."""
    about = json.loads((_folder(version, root) / "model.json").read_text(encoding="utf-8"))
    return {**about["facts"], "topics": len(about["topics"])}


def keep(
    model: TopicModel,
    *,
    root: Path,
    examples: Sequence[Labelled] = (),
    is_used: bool = True,
) -> str:
    """Write `model` as a new version, and put it to use; return its version.

    `examples` are kept beside it, redacted, so that it can be taught further later.
    """
    folder = root / "topics"
    folder.mkdir(parents=True, exist_ok=True)
    # Written beside and renamed: a reader sees all of a version or nothing of it.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as made:
        model.save(Path(made) / "model")
        if examples:
            _write_examples(Path(made) / "model" / _EXAMPLES, examples)
        version = _moved(Path(made) / "model", folder)
    if is_used:
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
    """Put a version to use that is kept under `root`. Raises LookupError."""
    _folder(version, root)
    used = _used(root)
    if not used or used[0] != version:
        _write_used([version, *used], root=root)


def roll_back(root: Path) -> str:
    """Put the version back that was in use before; return it. Raises LookupError."""
    before = version_before(root)
    if not before:
        message = "No topic model was in use before this one."
        raise LookupError(message)
    used = _used(root)
    _write_used(used[used.index(before, 1) :], root=root)
    return before


def drop(version: str, *, root: Path) -> None:
    """Delete a version that is not in use; nothing happens where it is gone already."""
    if version == current_version(root):
        message = f"The topic model {version} is in use. Put another to use first."
        raise LookupError(message)
    if _VERSION.fullmatch(version):
        # Emptied, not removed: its number is not given out again.
        folder = root / "topics" / version
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)


def learnt_from(version: str, *, root: Path) -> list[Labelled]:
    """Return the examples that were kept with a version, redacted; none where none were."""
    with contextlib.suppress(FileNotFoundError):
        file = gzip.open(_folder(version, root) / _EXAMPLES, "rt", encoding="utf-8")  # noqa: SIM115
        with file:
            return [Labelled(**_labelled(json.loads(line))) for line in file]
    return []


def _labelled(row: Mapping[str, str]) -> dict[str, str]:
    return {"text": row["text"], "topic": row["topic"]}


def _write_examples(file: Path, examples: Sequence[Labelled]) -> None:
    with gzip.open(file, "wt", encoding="utf-8") as written:
        for example in examples:
            row = {"text": redact(example.text), "topic": example.topic}
            written.write(json.dumps(row, ensure_ascii=False) + "\n")
    file.chmod(0o600)


def _folder(version: str, root: Path) -> Path:
    if version not in versions(root):
        known = ", ".join(versions(root)) or "none"
        message = f"There is no topic model {version}. Kept are: {known}."
        raise LookupError(message)
    return root / "topics" / version


def _used(root: Path) -> list[str]:
    with contextlib.suppress(FileNotFoundError):
        return (root / "topics" / _CURRENT).read_text(encoding="utf-8").split()
    return []


def _write_used(used: Sequence[str], *, root: Path) -> None:
    marker = root / "topics" / f".{_CURRENT}-{os.getpid()}"
    marker.write_text("\n".join(used), encoding="utf-8")
    marker.replace(root / "topics" / _CURRENT)


def current_model(root: Path) -> TopicModel | None:
    """Return the model in use, read once per version and process; None where there is none,
    or none that this version of Huiyin can read.
    """
    version = current_version(root)
    return _loaded(root, version) if version else None


# The model of topics and that of signals, and each as it was a moment ago.
@lru_cache(maxsize=4)
def _loaded(root: Path, version: str) -> TopicModel | None:
    try:
        return TopicModel.load(root / "topics" / version)
    except OldFormat as old:
        log.warning("%s: topics wait for people until `huiyin text train` has run", old)
        return None
