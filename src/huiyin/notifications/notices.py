"""What the house says when it sends colleagues what waits behind their bell."""

from gettext import gettext as _

from huiyin.notifications.rules.words import Declaration, Words, declare

# One notice alone, as its own context words it, and several together.
ONE = "notifications.staff_letter"
MANY = "notifications.staff_digest"

declare(
    Declaration(
        code=ONE,
        title=_("One notice by e-mail (staff)"),
        placeholders=frozenset({"subject", "body", "link"}),
        texts={
            "zh-hans": Words("{subject}", "{body}\n\n请在系统中查看：{link}\n请勿回复本邮件。"),
            "zh-hant": Words("{subject}", "{body}\n\n請在系統中查看：{link}\n請勿回覆本郵件。"),
            "en": Words(
                "{subject}", "{body}\n\nOpen it here: {link}\nPlease do not answer this mail."
            ),
        },
        purpose="",
        is_urgent=False,
    )
)
declare(
    Declaration(
        code=MANY,
        title=_("Several notices together by e-mail (staff)"),
        placeholders=frozenset({"count", "lines", "link"}),
        texts={
            "zh-hans": Words(
                "{count} 条新提醒", "{lines}\n\n请在系统中查看：{link}\n请勿回复本邮件。"
            ),
            "zh-hant": Words(
                "{count} 則新提醒", "{lines}\n\n請在系統中查看：{link}\n請勿回覆本郵件。"
            ),
            "en": Words(
                "News for you: {count}",
                "{lines}\n\nOpen it here: {link}\nPlease do not answer this mail.",
            ),
        },
        purpose="",
        is_urgent=False,
    )
)
