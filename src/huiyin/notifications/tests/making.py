"""Builders for tests of notices."""

from datetime import UTC, datetime

from huiyin.notifications.public import NewNotice, Words, declare_words

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)  # 09:00 in Shanghai

declare_words(
    code="testing.opened",
    title="Opened",
    placeholders={"ref", "promised_at"},
    texts={
        "zh-hans": Words("已受理 {ref}", "您的投诉 {ref} 已受理，将于 {promised_at} 前答复。"),
        "en": Words("Received {ref}", "We received {ref} and answer by {promised_at}."),
    },
)
declare_words(
    code="testing.survey",
    title="Survey",
    placeholders={"ref"},
    texts={"zh-hans": Words("请评价", "请为 {ref} 评分。"), "en": Words("Rate", "Rate {ref}.")},
    purpose="survey",
)
declare_words(
    code="testing.code",
    title="Code",
    placeholders={"code"},
    texts={"zh-hans": Words("验证码", "{code}"), "en": Words("Code", "{code}")},
    is_urgent=True,
)


def make_notice(number: int = 1, **changes) -> NewNotice:
    usual = {
        "code": "testing.opened",
        "customer_id": 5,
        "story": "C-1",
        "values": {"ref": "C-1", "promised_at": "2026-03-02T02:00:00+00:00"},
        "dedupe_key": f"opened:{number}",
    }
    return NewNotice(**usual | changes)
