import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiyin.customers.models import contact_index
from huiyin.customers.rules.contacts import Contact, normal_contact
from huiyin.customers.rules.merging import Traits, likeness
from huiyin.customers.rules.party import counts_as_vip, id_of, is_region, ref_of

SEPARATORS = st.sampled_from(["", " ", "-", ".", " - "])


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    SEPARATORS,
    st.sampled_from(["", "+86", "0086", "86", "+86 "]),
)
def test_a_mobile_number_has_one_index_however_written(number, separator, prefix):
    written = prefix + separator.join((number[:3], number[3:7], number[7:]))

    known = normal_contact(Contact("phone", written), region="CN")

    assert known == Contact("phone", f"+86{number}")
    assert contact_index("phone", known.value) == contact_index("phone", f"+86{number}")


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("phone", "（０１０）１２３４　５６７８", "+861012345678"),
        ("phone", "010-12345678", "+861012345678"),
        ("phone", "+44 (0)20 7183 8750", "+442071838750"),
        ("phone", "10086", "10086"),
        ("email", " Ada@Example.COM ", "ada@example.com"),
        ("account", " a 1 2", "A12"),
        ("wechat", "oABc_-", "oABc_-"),
    ],
)
def test_contacts_have_one_normal_form(kind, value, kept):
    assert normal_contact(Contact(kind, value), region="CN") == Contact(kind, kept)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "不详"),
        ("phone", "1" * 300),
        ("email", "a@b@c"),
        ("email", "<script>@x"),
        ("wechat", "a\x00b"),
        ("account", "x" * 300),
        ("fax", "1"),
    ],
)
def test_what_identifies_nobody_is_not_kept(kind, value):
    assert normal_contact(Contact(kind, value), region="CN") is None


@given(
    st.sampled_from(["phone", "email", "account", "wechat", "external"]), st.text(max_size=40)
)
def test_a_normal_form_is_its_own_normal_form(kind, value):
    known = normal_contact(Contact(kind, value), region="CN")

    assert known is None or normal_contact(known, region="CN") == known


@given(st.integers(min_value=1, max_value=10**17))
def test_a_reference_leads_back(customer_id):
    assert id_of(ref_of(customer_id)) == customer_id


def test_what_people_type_is_a_reference_or_not():
    assert [id_of(text) for text in ("k-12", "K00012", "12", "C-12", "")] == [
        12,
        12,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("code", ["33", "3301", "330106", "US", "US-CA"])
def test_regions_are_codes(code):
    assert is_region(code)
    assert not is_region(f"{code}x")


def test_the_highest_tier_is_vip():
    assert counts_as_vip("diamond", is_vip=False)
    assert not counts_as_vip("gold", is_vip=False)


def test_what_is_unknown_counts_for_nothing():
    assert likeness(Traits(), Traits()) == (0, ())
    same = Traits(name="ada", region="33", phone_endings=frozenset({"1"}))
    assert likeness(same, same) == (80, ("name", "phone_ending", "region"))
