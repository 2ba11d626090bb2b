"""Builders for tests of mail."""

from datetime import UTC, datetime
from email.message import EmailMessage

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


def make_mail(
    *, body="网速很慢，三天了。", subject="宽带", message_id="<1@example.com>", **headers
) -> EmailMessage:
    mail = EmailMessage()
    usual = {
        "From": "张三 <zhang@example.com>",
        "To": "care@operator.example",
        "Subject": subject,
        "Message-ID": message_id,
        "Date": "Mon, 02 Mar 2026 08:00:00 +0800",
    }
    for name, value in (usual | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        if value is not None:
            mail[name] = value
    mail.set_content(body)
    return mail
