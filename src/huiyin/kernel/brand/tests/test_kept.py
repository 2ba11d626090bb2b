"""The brand on disk: kept whole, put back, shown in the nearest language."""

from huiyin.kernel.brand.kept import Brand, keep, logo_type, put_back, read_brand

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def test_what_was_kept_is_read_at_once(tmp_path):
    assert read_brand(tmp_path) == Brand()

    keep(Brand(names={"en": "North Net"}), root=tmp_path)
    keep(Brand(names={"en": "North Tel"}, colour="#aa0000"), root=tmp_path)

    assert read_brand(tmp_path) == Brand(names={"en": "North Tel"}, colour="#aa0000")


def test_putting_back_twice_changes_nothing(tmp_path):
    first = keep(Brand(names={"en": "North Net"}), root=tmp_path, logo=PICTURE)
    second = keep(Brand(names={"en": "North Tel"}), root=tmp_path)

    assert put_back(tmp_path) == first
    assert read_brand(tmp_path) == first
    assert put_back(tmp_path) == second


def test_nothing_to_put_back_changes_nothing(tmp_path):
    assert put_back(tmp_path) is None
    assert read_brand(tmp_path) == Brand()


def test_a_name_is_shown_in_the_nearest_language():
    brand = Brand(names={"zh-hans": "北网", "en": "North Net"})

    assert [brand.name(code) for code in ("zh-hans", "zh-hant", "en")] == [
        "北网",
        "北网",
        "North Net",
    ]
    assert Brand(names={"en": "North Net"}).name("zh-hans") == "North Net"
    assert Brand().name("en") == ""


def test_a_mark_is_a_picture_and_no_drawing_that_may_hold_scripts():
    assert logo_type(PICTURE) == "png"
    assert logo_type(b"\xff\xd8\xff\xe0") == "jpeg"
    assert logo_type(b"RIFF\0\0\0\0WEBPVP8 ") == "webp"
    assert logo_type(b"<svg onload=alert(1)>") == ""
    assert logo_type(b"") == ""
