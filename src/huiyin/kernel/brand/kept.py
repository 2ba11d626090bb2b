"""The brand as a file, read anew only when it was written anew; the one before beside it."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path

_NOW, _BEFORE = "brand.json", "before.json"
_SIGNATURES = {
    "png": (b"\x89PNG\r\n\x1a\n", 0),
    "jpeg": (b"\xff\xd8\xff", 0),
    "webp": (b"WEBP", 8),
}
# A text in the other script is nearer than one in another language.
_NEAREST = {
    "zh-hans": ("zh-hans", "zh-hant", "en"),
    "zh-hant": ("zh-hant", "zh-hans", "en"),
    "en": ("en", "zh-hans", "zh-hant"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How an operator presents itself; `names` and `terms` by language, `phones` by kind
    (`service`, `elders`), `colour` as `#rrggbb`, `logo` the name of a kept file. All may be
    empty.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    phones: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    colour: str = ""
    logo: str = ""

    @property
    def version(self) -> str:
        """A mark that differs where anything differs: for what browsers keep."""
        written = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:12]

    def name(self, language: str) -> str:
        """Return the name in a language, or in the nearest there is; else nothing."""
        return _nearest(self.names, language)

    def terms_in(self, language: str) -> str:
        """Return the terms in a language, or in the nearest there is."""
        return _nearest(self.terms, language)


def read_brand(root: Path) -> Brand:
    """Return the brand kept under `root`, an empty one where none was."""
    try:
        written = os.stat(f"{root}/{_NOW}")  # noqa: PTH116 - asked with every page
    except FileNotFoundError:
        return Brand()
    return _read(root / _NOW, written.st_ino, written.st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _inode: int, _moment: int) -> Brand:
    return Brand(**json.loads(path.read_text(encoding="utf-8")))


def keep(brand: Brand, *, root: Path, logo: bytes | None = None) -> Brand:
    """Keep a brand, with a new mark where one is given; the one before can be put back."""
    root.mkdir(parents=True, exist_ok=True)
    if logo is not None:
        name = f"logo-{hashlib.sha256(logo).hexdigest()[:16]}.{logo_type(logo)}"
        (root / name).write_bytes(logo)
        brand = replace(brand, logo=name)
    _write(root / _BEFORE, read_brand(root))
    _write(root / _NOW, brand)
    return brand


def put_back(root: Path) -> Brand | None:
    """Exchange the brand for the one before, so that twice changes nothing; None where there
    is none."""
    before = root / _BEFORE
    if not before.exists():
        return None
    brand = Brand(**json.loads(before.read_text(encoding="utf-8")))
    return keep(brand, root=root)


def has_before(root: Path) -> bool:
    """Say whether there is a brand to put back."""
    return (root / _BEFORE).exists()


def logo_type(content: bytes) -> str:
    """Return `png`, `jpeg` or `webp` by what a file begins with, empty for anything else; a
    drawing (SVG) may hold scripts."""
    for kind, (signature, at) in _SIGNATURES.items():
        if content[at : at + len(signature)] == signature:
            return kind
    return ""


def _write(path: Path, brand: Brand) -> None:
    beside = path.with_suffix(".unfinished")
    beside.write_text(json.dumps(asdict(brand), ensure_ascii=False, indent=1), encoding="utf-8")
    beside.replace(path)


def _nearest(texts: Mapping[str, str], language: str) -> str:
    return next((texts[one] for one in _NEAREST.get(language, ()) if texts.get(one)), "")
