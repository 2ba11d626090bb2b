"""What colleagues are written, in their language, in a constant number of queries a batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from huiyin.channels.public import Letter
from huiyin.notifications.models import StaffLetter, StaffNotice
from huiyin.notifications.notices import MANY, ONE
from huiyin.notifications.queries.staff_wishes import Reader, readers, wishes_of
from huiyin.notifications.queries.wording import Said, say, words_of
from huiyin.notifications.rules.staff_hours import StaffWish
from huiyin.notifications.rules.words import Words, choose_words


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is known about a batch: notices by id, the rest by user and by code."""

    notices: Mapping[int, StaffNotice]
    wishes: Mapping[int, StaffWish]
    readers: Mapping[int, Reader]
    texts: Mapping[str, Mapping[str, Words]]


def mailing_of(rows: Sequence[StaffLetter]) -> Mailing:
    """Return what is needed to word and send `rows`. Four queries."""
    notices = StaffNotice.objects.in_bulk([row.notice_id for row in rows])
    users = {row.user_id for row in rows}
    codes = {notice.code for notice in notices.values()}
    return Mailing(
        notices=notices,
        wishes=wishes_of(users),
        readers=readers(users),
        texts=words_of({ONE, MANY, *codes}),
    )


def mail_of(name: str, rows: Sequence[StaffLetter], mailing: Mailing) -> Letter:
    """Return the mail `name` that carries `rows`, all of one reader."""
    reader = mailing.readers[rows[0].user_id]
    notices = [mailing.notices[row.notice_id] for row in rows]
    said = _worded(notices, reader.language, mailing.texts)
    return Letter(
        key=name,
        kind="email",
        address=reader.address,
        subject=said.subject,
        body=said.body,
        at=max(notice.at for notice in notices),
    )


def _worded(
    notices: Sequence[StaffNotice], language: str, texts: Mapping[str, Mapping[str, Words]]
) -> Said:
    link = settings.PUBLIC_URL + reverse("notifications:bell")
    each = [_said(notice.code, notice.values, language, texts) for notice in notices]
    if len(each) == 1:
        values = {"subject": each[0].subject, "body": each[0].body, "link": link}
        return _said(ONE, values, language, texts)
    lines = "\n".join(f"- {said.subject}: {said.body}" for said in each)
    values = {"count": str(len(each)), "lines": lines, "link": link}
    return _said(MANY, values, language, texts)


def _said(
    code: str, values: dict[str, str], language: str, texts: Mapping[str, Mapping[str, Words]]
) -> Said:
    if code not in texts:
        # Nobody declares words for this any more: its name is better than nothing.
        return Said(language, code, "")
    spoken, words = choose_words(texts[code], language or settings.LANGUAGE_CODE)
    return say(words, values, language=spoken)
