from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from huiyin.standards.rules.names import LANGUAGES, known_language, name_in
from huiyin.standards.rules.promises import Conditions, PolicyRule, by_weight, is_within
from huiyin.standards.rules.regions import region_chain

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

conditions = st.builds(
    Conditions,
    topic=st.sampled_from(["", "billing", "billing.refund_pending"]),
    is_vip=st.sampled_from([None, True, False]),
    urgency=st.sampled_from(["", "urgent"]),
    region=st.sampled_from(["", "CN", "33", "3301"]),
    channel=st.sampled_from(["", "web"]),
)


def a_policy(code, says):
    return PolicyRule(
        version_id=0, code=code, conditions=says, targets=(), source="", valid_from=LONG_AGO
    )


@given(st.lists(conditions, max_size=6), st.randoms())
def test_the_order_of_policies_does_not_depend_on_how_they_come(many, random):
    policies = [a_policy(f"p{place}", says) for place, says in enumerate(many)]
    shuffled = random.sample(policies, len(policies))

    assert by_weight(shuffled) == by_weight(policies)


@given(conditions)
def test_one_more_condition_weighs_more(says):
    if not says.channel:
        more = Conditions(
            topic=says.topic,
            is_vip=says.is_vip,
            urgency=says.urgency,
            region=says.region,
            channel="web",
        )

        assert more.weight > says.weight


def test_a_narrower_topic_weighs_more():
    assert (
        Conditions(topic="billing.refund_pending").weight > Conditions(topic="billing").weight
    )


def test_a_town_weighs_more_than_its_province():
    assert Conditions(region="3301").weight > Conditions(region="33").weight


def test_a_topic_is_within_its_branch_and_not_beside_it():
    assert is_within("billing.refund_pending", "billing")
    assert is_within("billing", "billing")
    assert not is_within("billing_x", "billing")
    assert is_within("anything", "")


def test_regions_contain_each_other():
    assert region_chain("330106", home="CN") == ("330106", "3301", "33", "CN")
    assert region_chain("", home="US-CA") == ("US-CA", "US")


@given(st.text(max_size=12), st.sampled_from(["CN", "GB"]))
def test_any_region_gives_a_chain_that_begins_with_it(region, home):
    chain = region_chain(region, home=home)

    assert chain
    assert len(set(chain)) == len(chain)


@given(st.text(max_size=12))
def test_any_language_tag_means_one_we_speak(tag):
    assert known_language(tag) in LANGUAGES


def test_a_name_that_is_missing_is_borrowed():
    assert name_in({"zh-hant": "退費"}, "en") == "退費"
    assert name_in({}, "en") == ""
