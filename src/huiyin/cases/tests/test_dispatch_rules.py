"""Who gets a case, and why."""

from huiyin.cases.rules.dispatch import Dispatcher, Hand, Need, Reason, Route

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
    return Dispatcher(hands=hands, routes=routes, loads=loads or {})


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
