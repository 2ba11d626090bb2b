"""Who gets a case, and why."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.cases.rules.dispatch import Dispatcher, Hand, Need, Reason, Route, Staff

BILLING = Route("billing", "", "", "billing", "")
VIP_BILLING = Route("billing", "", "vip", "care", "rapid")


def hand(person_id, **changes):
    known = {
        "department": "billing",
        "team": "",
        "skills": frozenset(),
        "regions": frozenset(),
        "languages": frozenset(),
        "is_on_duty": True,
        "capacity": 2,
    }
    return Hand(person_id=person_id, **{**known, **changes})


def desk(*hands, loads=None, routes=(BILLING,)):
    return Dispatcher(staff=Staff(hands=hands, routes=routes), loads=loads or {})


def test_the_least_loaded_person_of_the_routes_department_gets_it():
    decision = desk(hand(1), hand(2), loads={1: 1}).decide(Need(topic="billing.refund"))

    assert (decision.department, decision.person_id) == ("billing", 2)
    assert decision.reasons == (Reason("topic_route", "billing"), Reason("least_loaded", "1/2"))


def test_each_decision_adds_to_the_load_so_that_work_is_shared():
    dispatcher = desk(hand(1), hand(2))

    chosen = [dispatcher.decide(Need(topic="billing.refund")).person_id for _ in range(4)]

    assert chosen == [1, 2, 1, 2]


def test_skill_comes_before_load():
    dispatcher = desk(hand(1), hand(2, skills=frozenset({"billing.refund"})), loads={2: 1})

    assert dispatcher.decide(Need(topic="billing.refund")).person_id == 2


def test_nobody_on_duty_leaves_it_in_the_queue_of_the_department():
    decision = desk(hand(1, is_on_duty=False)).decide(Need(topic="billing.refund"))

    assert (decision.department, decision.person_id) == ("billing", None)
    assert decision.reasons[-1] == Reason("nobody_free", "billing")


def test_nobody_is_loaded_beyond_capacity():
    assert desk(hand(1), loads={1: 2}).decide(Need(topic="billing.x")).person_id is None


def test_a_person_bound_to_a_region_gets_only_its_cases():
    dispatcher = desk(hand(1, regions=frozenset({"33"})), hand(2), loads={2: 1})

    assert dispatcher.decide(Need(topic="billing.x", region="110105")).person_id == 2
    assert dispatcher.decide(Need(topic="billing.x", region="330106")).person_id == 1


def test_the_most_specific_route_wins_and_vips_have_their_own():
    rapid = hand(7, department="care", team="rapid")
    dispatcher = desk(hand(1), rapid, routes=(VIP_BILLING, BILLING))

    assert dispatcher.decide(Need(topic="billing.x", is_vip=True)).person_id == 7
    assert dispatcher.decide(Need(topic="billing.x")).person_id == 1


def test_a_topic_without_a_route_goes_to_customer_care():
    decision = desk(hand(1)).decide(Need(topic="nothing.known"))

    assert (decision.department, decision.reasons[0]) == ("care", Reason("no_route"))


def test_a_route_leads_whole_branches_of_the_tree_only():
    decision = desk(hand(1)).decide(Need(topic="billing_system.down"))

    assert decision.reasons[0] == Reason("no_route")


RAPID = hand(7, department="care", team="rapid", is_rapid_response=True)


def test_what_is_urgent_goes_to_the_rapid_response_team_wherever_it_is():
    decision = desk(hand(1), RAPID).decide(Need(topic="billing.x", urgency="urgent"))

    assert (decision.department, decision.team, decision.person_id) == ("care", "rapid", 7)
    assert Reason("urgent") in decision.reasons


def test_the_departments_own_rapid_response_comes_before_others():
    own = hand(9, team="billing-rapid", is_rapid_response=True)

    decision = desk(RAPID, own).decide(Need(topic="billing.x", urgency="urgent"))

    assert (decision.department, decision.person_id) == ("billing", 9)


def test_the_rapid_response_team_is_kept_free_for_what_is_urgent():
    own = hand(9, team="billing-rapid", is_rapid_response=True)

    assert desk(own).decide(Need(topic="billing.x", urgency="high")).person_id is None


def test_when_the_rapid_response_team_is_full_the_urgent_goes_the_way_of_all():
    dispatcher = desk(hand(1), RAPID, loads={7: 2})

    assert dispatcher.decide(Need(topic="billing.x", urgency="urgent")).person_id == 1


def test_vips_go_first_to_those_used_to_them():
    dispatcher = desk(hand(1), hand(2, skills=frozenset({"tier:vip"})), loads={2: 1})

    assert dispatcher.decide(Need(topic="billing.x", is_vip=True)).person_id == 2
    assert dispatcher.decide(Need(topic="billing.x")).person_id == 1


@given(
    capacities=st.lists(st.integers(1, 9), min_size=1, max_size=6),
    count=st.integers(0, 60),
)
def test_equal_people_share_fairly_and_nobody_goes_without_while_others_have_more(
    capacities, count
):
    hands = [hand(i, capacity=capacity) for i, capacity in enumerate(capacities, start=1)]
    dispatcher = desk(*hands)

    given_to = [dispatcher.decide(Need(topic="billing.x")).person_id for _ in range(count)]

    held = {one.person_id: given_to.count(one.person_id) for one in hands}
    assert sum(held.values()) == min(count, sum(capacities))
    assert all(held[one.person_id] <= one.capacity for one in hands)
    # Nobody was given their last case while somebody else would have stood lower with it.
    for busy in hands:
        for free in hands:
            assert (held[busy.person_id] - 1) / busy.capacity <= (
                held[free.person_id] / free.capacity
            )
