"""Builders for tests of channels."""

from datetime import UTC, datetime

from huiyin.channels.public import NewMessage

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def make_message(**changes) -> NewMessage:
    usual = {"kind": "web", "direction": "in", "body": "网速很慢", "at": MONDAY}
    return NewMessage(**usual | changes)
