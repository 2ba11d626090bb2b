import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.channels.rules.filetypes import safe_name, sniff


def zipped(name: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"  <HTML><script>", "text/html"),
        (b"<!-- x --><svg onload=1>", "text/html"),
        ("你好".encode("gb18030"), "text/plain"),
        (b"MZ\x90", "application/vnd.microsoft.portable-executable"),
        (zipped("a.txt"), "application/zip"),
        (
            zipped("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"\x00\x01", "application/octet-stream"),
        (b"", "text/plain"),
    ],
)
def test_a_file_is_what_its_bytes_say(content, media_type):
    assert sniff(content) == media_type


@given(st.binary(max_size=200))
def test_any_bytes_have_a_type(content):
    assert "/" in sniff(content)


@given(st.text(max_size=300))
def test_no_name_climbs_folders_or_breaks_headers(name):
    safe = safe_name(name)

    assert 0 < len(safe) <= 120
    assert not set(safe) & set('/\\\r\n"\x00')
    assert safe not in (".", "..")
