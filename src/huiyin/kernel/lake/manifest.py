"""What is published: one small file, replaced whole, names the files of every dataset.

Readers never see half a publication: they read what the manifest names, and what it no longer
names stays for a while for those who read the one before.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings


@dataclass(slots=True)
class Published:
    """A dataset as it was published: a file for each part, and which columns it has."""

    version: int
    columns: list[str]
    files: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Manifest:
    """The lake as it stands. `seal` and `chain` say up to where the journal is in it."""

    version: int = 0
    zone: str = ""
    seal: int = 0
    chain: str = ""
    published_at: str = ""
    datasets: dict[str, Published] = field(default_factory=dict)

    def named(self) -> set[str]:
        """Return all files in use."""
        return {name for one in self.datasets.values() for name in one.files.values()}


def root() -> Path:
    """Return the folder of the lake."""
    return Path(settings.LAKE_ROOT)


def manifest_path() -> Path:
    return root() / "manifest.json"


def read_manifest() -> Manifest:
    """Return what is published; an empty manifest where nothing is, or nothing readable."""
    try:
        known = json.loads(manifest_path().read_text())
        found = {name: Published(**one) for name, one in known.pop("datasets").items()}
        return Manifest(datasets=found, **known)
    except (FileNotFoundError, json.JSONDecodeError, KeyError, TypeError):
        return Manifest()


def write_manifest(manifest: Manifest) -> None:
    """Replace the manifest in one step; a crash leaves the old one."""
    beside = manifest_path().with_suffix(".json.new")
    with beside.open("w") as file:
        json.dump(asdict(manifest), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(manifest_path())
