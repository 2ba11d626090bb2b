import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from huiyin.kernel.protection.blind import blind_index, normal_form
from huiyin.kernel.protection.cipher import CannotDecrypt, decrypt, encrypt
from huiyin.kernel.protection.keys import keyring_of
from huiyin.kernel.protection.masks import (
    mask,
    mask_address,
    mask_email,
    mask_name,
    mask_phone,
)


def key(byte: int) -> str:
    return base64.urlsafe_b64encode(bytes([byte]) * 32).decode()


OLD, NEW = keyring_of((key(1),)), keyring_of((key(2), key(1)))


@given(st.text())
def test_what_is_sealed_opens_again(text):
    assert decrypt(encrypt(text, context="a.b", ring=OLD), context="a.b", ring=NEW) == text


@given(st.text(min_size=1))
def test_equal_values_are_sealed_differently(text):
    assert encrypt(text, context="a.b", ring=OLD) != encrypt(text, context="a.b", ring=OLD)


@given(st.text(min_size=1), st.integers(min_value=0))
def test_one_changed_byte_and_it_does_not_open(text, place):
    sealed = bytearray(encrypt(text, context="a.b", ring=OLD))
    sealed[place % len(sealed)] ^= 1

    with pytest.raises(CannotDecrypt):
        decrypt(bytes(sealed), context="a.b", ring=OLD)


def test_a_value_moved_to_another_column_does_not_open():
    sealed = encrypt("Ada", context="a.name", ring=OLD)

    with pytest.raises(CannotDecrypt, match=r"a\.address was altered or belongs elsewhere"):
        decrypt(sealed, context="a.address", ring=OLD)


def test_a_lost_key_is_named_as_such():
    with pytest.raises(CannotDecrypt, match="HUIYIN_FIELD_KEYS lacks"):
        decrypt(encrypt("Ada", context="a", ring=NEW), context="a", ring=OLD)


@pytest.mark.parametrize("keys", [(), ("short",), (key(1), "***")])
def test_wrong_keys_stop_with_the_variable_named(keys):
    with pytest.raises(ImproperlyConfigured, match="HUIYIN_FIELD_KEYS"):
        keyring_of(keys)


@given(st.text(min_size=1))
def test_an_index_outlives_rotation_and_differs_by_purpose(value):
    index = blind_index(value, purpose="p", ring=OLD)

    assert blind_index(value, purpose="p", ring=NEW) == index
    assert blind_index(value, purpose="q", ring=NEW) != index
    assert len(index) == 16


def test_names_are_compared_without_case_width_and_blanks():
    assert normal_form("  Ａda   LOVELACE ") == "ada lovelace"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("name", "张小明", "张*明"),
        ("name", "张明", "张*"),
        ("name", "欧阳小明", "欧**明"),
        ("name", "张", "*"),
        ("name", "John Smith", "J*** S****"),
        ("phone", "+8613812345678", "138****5678"),
        ("phone", "+442071838750", "+442*****8750"),
        ("phone", "10086", "*****"),
        ("email", "ada@example.com", "a***@example.com"),
        ("email", "a@example.com", "***@example.com"),
        ("address", "浙江省杭州市西湖区文三路1号2单元301", "浙江省杭州市****"),
        ("address", "12 High Street", "****"),
        ("account", "AB12345678", "****678"),
        ("account", "AB", "****"),
        ("name", "", ""),
    ],
)
def test_each_kind_has_its_mask(kind, value, shown):
    assert mask(kind, value) == shown


@given(st.text(alphabet="0123456789", min_size=1, max_size=20))
def test_a_phone_shows_seven_digits_at_most_and_hides_three_at_least(number):
    shown = [character for character in mask_phone(number) if character.isdigit()]

    assert len(shown) <= 7
    assert len(shown) <= max(0, len(number) - 3)


@given(st.text(alphabet="赵钱孙李周吴郑王", min_size=1, max_size=30))
def test_a_chinese_name_shows_two_letters_at_most(name):
    assert len(mask_name(name).replace("*", "")) <= min(2, len(name) - 1)


@given(st.lists(st.text(alphabet="abcdefgh", min_size=1, max_size=9), min_size=1, max_size=9))
def test_a_latin_name_shows_one_letter_a_word_and_four_words(words):
    assert len(mask_name(" ".join(words)).replace("*", "").replace(" ", "")) <= 4


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_mask_shows_a_whole_value(local, address):
    assert mask_email(f"{local}@x").startswith(local[:1] * (len(local) > 1) + "***")
    if address.strip():
        assert mask_address(address).endswith("****")
        assert address not in mask_address(address)
