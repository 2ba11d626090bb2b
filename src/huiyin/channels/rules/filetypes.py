"""What a file is by its first bytes. Its name and its sender are not asked."""

import codecs
import re
import zipfile
from io import BytesIO
from typing import Final

OCTETS: Final = "application/octet-stream"
OOXML: Final = "application/vnd.openxmlformats-officedocument"

MAGIC: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
)
ZIP_PARTS: Final = (
    ("word/", f"{OOXML}.wordprocessingml.document"),
    ("xl/", f"{OOXML}.spreadsheetml.sheet"),
    ("ppt/", f"{OOXML}.presentationml.presentation"),
)
FORBIDDEN: Final = frozenset(
    {"application/vnd.microsoft.portable-executable", "application/x-elf"}
)
MARKUP: Final = re.compile(
    rb"^\s*(<!--.*?-->\s*)*<(!doctype|html|head|body|script|svg|\?xml|iframe|img)",
    re.IGNORECASE | re.DOTALL,
)
UNSAFE_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')


def sniff(content: bytes) -> str:
    """Return the media type that `content` has, never the one it claims."""
    for prefix, media_type in MAGIC:
        if content.startswith(prefix):
            return media_type
    return _sniff_container(content) or _sniff_text(content)


def _sniff_container(content: bytes) -> str:
    if content[:4] == b"RIFF":
        riff = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
        return riff.get(content[8:12], OCTETS)
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        if brand in (b"heic", b"heix", b"mif1"):
            return "image/heic"
        return "audio/mp4" if brand == b"M4A " else "video/mp4"
    if content[:4] == b"PK\x03\x04":
        return _sniff_zip(content)
    return ""


def _sniff_zip(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "application/zip"
    for part, media_type in ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            return media_type
    return "application/zip"


def _sniff_text(content: bytes) -> str:
    head = content[:4096]
    if b"\x00" in head:
        return OCTETS
    if MARKUP.match(head):
        return "text/html"
    # A cut inside the last character is not a fault of the file.
    is_whole = len(content) == len(head)
    for encoding in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head, final=is_whole)
        except UnicodeDecodeError:
            continue
        return "text/plain"
    return OCTETS


def safe_name(name: str, *, limit: int = 120) -> str:
    """Return a file name that cannot climb folders, hide its ending or break a header."""
    cleaned = UNSAFE_IN_NAMES.sub("_", name).strip(" ._")
    if len(cleaned) <= limit:
        return cleaned or "file"
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or len(ending) > 10:
        return cleaned[:limit]
    return f"{stem[: limit - len(ending) - 1]}.{ending}"
