"""Revising what is promised: versions, dates, refusals, and what is announced."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from huiyin.kernel.access.roles import NOBODY, SYSTEM_ACTOR
from huiyin.kernel.clock import Hours
from huiyin.kernel.editions.models import Edition
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.refusal import NotAllowed
from huiyin.kernel.timers.schedule import fire_all
from huiyin.standards.actions.refuse_draft import CannotRevise, RevisedMeanwhile
from huiyin.standards.actions.revise_policy import revise_policy
from huiyin.standards.models import (
    PolicyVersion,
)
from huiyin.standards.public import (
    Conditions,
    Milestone,
    PromiseKey,
    Target,
    promises_for,
)
from huiyin.standards.rules.drafts import PolicyDraft

HOUR = 3600
KEY = PromiseKey("billing.refund_pending", False, "normal", "33", "web")  # noqa: FBT003
WEEK = ((Hours(540, 1020),),) * 5 + ((), ())


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def a_draft(hours=30, **conditions):
    return PolicyDraft(
        names={"en": "Everyone"},
        conditions=Conditions(**conditions),
        targets=(
            Target(
                kind="resolution",
                target_s=hours * HOUR,
                milestones=(Milestone(80, "assignee", "warn"),),
            ),
        ),
    )


def revise(at, *, draft=None, policy="everyone", seen_number=1, **changes):
    return revise_policy(
        **{
            "policy": policy,
            "draft": draft or a_draft(),
            "seen_number": seen_number,
            "valid_from": at,
            "applies_to": "running",
            "review_due_at": at + timedelta(days=90),
            "at": at,
            "actor": SYSTEM_ACTOR,
            **changes,
        }
    )


def resolution(at, key=KEY):
    promises = promises_for(keys=[key], at=at)[key]
    return next(one for one in promises if one.kind == "resolution")


def entries(name):
    return list(
        Entry.objects.filter(name=f"standards.{name}").values_list("payload", flat=True)
    )


def test_a_new_version_promises_from_its_moment_on(seeded_standards, monday_nine):
    revise(monday_nine)

    assert resolution(monday_nine).target_s == 30 * HOUR
    assert resolution(monday_nine - timedelta(microseconds=1)).target_s == 48 * HOUR


def test_a_revision_is_announced_with_the_version_before(seeded_standards, monday_nine):
    (before,) = PolicyVersion.objects.filter(policy__code="everyone")

    revise(monday_nine)

    after = PolicyVersion.objects.get(policy__code="everyone", number=2)
    assert entries("policy_revised") == [
        {
            "policy": "everyone",
            "number": 2,
            "version_id": after.pk,
            "previous_version_id": before.pk,
            "valid_from": "2026-03-02T01:00:00+00:00",
            "applies_to": "running",
        }
    ]
    assert resolution(monday_nine).policy_version_id == after.pk


def test_a_planned_version_is_announced_when_it_begins(seeded_standards, monday_nine):
    begins = monday_nine + timedelta(days=2)

    revise(monday_nine, valid_from=begins)

    assert entries("policy_revised") == []
    assert resolution(monday_nine).target_s == 48 * HOUR
    fire_all(at=begins)
    assert [entry["number"] for entry in entries("policy_revised")] == [2]
    assert resolution(begins).target_s == 30 * HOUR


def test_a_version_cannot_begin_in_the_past(seeded_standards, monday_nine):
    with pytest.raises(CannotRevise, match="cannot begin in the past"):
        revise(monday_nine, valid_from=monday_nine - timedelta(seconds=1))

    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 1


def test_a_version_cannot_begin_before_a_planned_one(seeded_standards, monday_nine):
    revise(monday_nine, valid_from=monday_nine + timedelta(days=9))

    with pytest.raises(CannotRevise, match="begins later"):
        revise(monday_nine, seen_number=2)

    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 2


@pytest.mark.parametrize("seen_number", [0, 2])
def test_two_people_do_not_overwrite_each_other(seeded_standards, monday_nine, seen_number):
    token = Edition.objects.get().token

    with pytest.raises(RevisedMeanwhile):
        revise(monday_nine, seen_number=seen_number)

    assert Edition.objects.get().token == token


def test_who_may_not_revise_changes_nothing(seeded_standards, monday_nine):
    with pytest.raises(NotAllowed):
        revise(monday_nine, actor=NOBODY)

    assert entries("policy_revised") == []
    assert resolution(monday_nine).target_s == 48 * HOUR


def test_the_most_special_policy_wins(seeded_standards, monday_nine):
    revise(monday_nine, policy="refunds", seen_number=0, draft=a_draft(10, topic="billing"))
    revise(
        monday_nine,
        policy="refunds_vip",
        seen_number=0,
        draft=a_draft(5, topic="billing", is_vip=True),
    )

    vip = replace(KEY, is_vip=True)

    assert resolution(monday_nine).target_s == 10 * HOUR
    assert resolution(monday_nine, vip).target_s == 5 * HOUR


def test_a_policy_for_a_province_holds_in_its_towns_only(seeded_standards, monday_nine):
    revise(monday_nine, policy="zhejiang", seen_number=0, draft=a_draft(20, region="33"))

    assert resolution(monday_nine, replace(KEY, region="330106")).target_s == 20 * HOUR
    assert resolution(monday_nine, replace(KEY, region="41")).target_s == 48 * HOUR


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"names": {}}, "no name"),
        ({"targets": ()}, "promises nothing"),
        ({"targets": (Target(kind="nap", target_s=1),)}, "no such clock"),
        ({"targets": (Target(kind="work"),)}, "time of its own"),
        ({"targets": (Target(kind="work", target_s=-1),)}, "negative"),
        ({"targets": (Target(kind="work", target_s=1, calendar="moon"),)}, "such calendar"),
        ({"targets": (Target(kind="work", legal_limit="moon"),)}, "legal limit"),
        ({"targets": (Target(kind="work", target_s=1),) * 2}, "given twice"),
        ({"conditions": Conditions(topic="moon")}, "such topic"),
        ({"conditions": Conditions(urgency="soon")}, "such urgency"),
        (
            {
                "targets": (
                    Target(
                        kind="work", target_s=1, milestones=(Milestone(0, "assignee", "warn"),)
                    ),
                )
            },
            "milestone",
        ),
    ],
)
def test_a_draft_that_makes_no_sense_is_refused(
    seeded_standards, monday_nine, change, sentence
):
    with pytest.raises(CannotRevise, match=sentence):
        revise(monday_nine, draft=replace(a_draft(), **change))

    assert PolicyVersion.objects.filter(policy__code="everyone").count() == 1


def test_a_review_falls_due_once(seeded_standards, monday_nine):
    revise(monday_nine)
    due = monday_nine + timedelta(days=90)

    fire_all(at=due)
    fire_all(at=due + timedelta(days=1))

    version = PolicyVersion.objects.get(policy__code="everyone", number=2)
    assert entries("review_falls_due") == [
        {"kind": "policy", "code": "everyone", "version_id": version.pk}
    ]
