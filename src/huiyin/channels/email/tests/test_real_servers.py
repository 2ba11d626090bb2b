"""Against real servers: SMTP on loopback, and a private Dovecot where it is installed."""

import getpass
import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from huiyin.channels.actions.send_outgoing import send_outgoing
from huiyin.channels.email.fetch import fetch_due
from huiyin.channels.email.parse import parse_mail
from huiyin.channels.email.tests.making import MONDAY, make_mail
from huiyin.channels.models import Mailbox, Message, Outgoing
from huiyin.channels.public import keep_message, send_reply
from huiyin.channels.tests.making import make_message

pytestmark = [pytest.mark.service, pytest.mark.django_db]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Inbox:
    def __init__(self):
        self.mails = []
        self.refusal = ""

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.fixture
def smtp(settings):
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.SMTP_URL = f"smtp://127.0.0.1:{controller.port}"
    yield inbox
    controller.stop()


CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
default_internal_user = {user}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@pytest.fixture
def imap(settings):
    program = shutil.which("dovecot")
    if program is None:
        pytest.skip("dovecot is not installed (apt-get install dovecot-imapd)")
    home = Path(tempfile.mkdtemp(prefix="dovecot"))
    # Its login process drops all rights and still has to reach its own folder.
    home.chmod(0o755)
    (home / "mail").mkdir()
    (home / "mail").chmod(0o777)
    port = free_port()
    (home / "conf").write_text(CONFIG.format(home=home, port=port, **_accounts()))
    server = subprocess.Popen(  # noqa: S603 - our own words
        [program, "-F", "-c", str(home / "conf")], stderr=subprocess.DEVNULL
    )
    settings.IMAP_URL = f"imap://care:secret@127.0.0.1:{port}/INBOX"
    client = None
    try:
        client = _connected(port, server, home)
        client.server = server
        yield client
    finally:
        if client is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                client.logout()
            with suppress(OSError):
                client.shutdown()
        server.terminate()
        server.wait(timeout=10)
        shutil.rmtree(home, ignore_errors=True)


def _accounts() -> dict[str, str | int]:
    own = getpass.getuser()
    is_root = os.getuid() == 0
    return {
        "user": "dovecot" if is_root else own,
        "login": "dovenull" if is_root else own,
        "group": "dovecot" if is_root else grp.getgrgid(os.getgid()).gr_name,
        # Dovecot gives no mail to root.
        "uid": pwd.getpwnam("mail").pw_uid if is_root else os.getuid(),
        "gid": pwd.getpwnam("mail").pw_gid if is_root else os.getgid(),
    }


def _connected(port, server, home):
    for _ in range(30):
        try:
            client = imaplib.IMAP4("127.0.0.1", port, timeout=5)
        except (OSError, imaplib.IMAP4.error):
            if server.poll() is not None:
                pytest.skip(
                    f"dovecot does not start here: {server.stderr.read().decode()[-300:]}"
                )
            time.sleep(0.1)
        else:
            client.login("care", "secret")
            return client
    pytest.skip(f"dovecot does not answer here: {_log(home)}")


def _log(home):
    return (home / "log").read_text()[-500:] if (home / "log").exists() else ""


def test_mail_is_fetched_once_from_a_real_mailbox(imap):
    for number in (1, 2, 3):
        mail = make_mail(message_id=f"<{number}@x>", body=f"第{number}次投诉")
        imap.append("INBOX", None, None, mail.as_bytes())
    imap.append("INBOX", None, None, b"Subject: broken\n\nno sender")

    counts = [fetch_due(MONDAY), fetch_due(MONDAY)]
    imap.append("INBOX", None, None, make_mail(message_id="<4@x>", body="再一次").as_bytes())
    counts.append(fetch_due(MONDAY))

    assert counts == [4, 0, 1]
    assert Message.objects.count() == 4
    assert Mailbox.objects.get().error == ""


def test_a_mailbox_numbered_anew_brings_nothing_twice(imap):
    imap.append("INBOX", None, None, make_mail().as_bytes())
    fetch_due(MONDAY)
    Mailbox.objects.update(uid_validity=1)

    assert fetch_due(MONDAY) == 1
    assert Message.objects.count() == 1


def test_a_mail_of_more_than_fifty_megabytes_gives_its_words_alone(imap):
    mail = make_mail(body="附件是录像")
    mail.add_attachment(b"\0" * 39_000_000, maintype="video", subtype="mp4", filename="a.mp4")
    imap.append("INBOX", None, None, mail.as_bytes())

    fetch_due(MONDAY)

    incoming = Message.objects.get(direction="in")
    assert incoming.body == "附件是录像"
    assert not incoming.attachments.exists()
    assert Outgoing.objects.get().is_automatic


def test_a_mailbox_that_is_away_is_shown_and_read_later(settings):
    settings.IMAP_URL = f"imap://care:secret@127.0.0.1:{free_port()}/INBOX"

    assert fetch_due(MONDAY) == 0

    mailbox = Mailbox.objects.get()
    assert mailbox.error
    assert mailbox.failing_since == MONDAY
    assert "secret" not in mailbox.error + mailbox.name


def queue_reply():
    keep_message(
        message=make_message(story="C-1", kind="email", sender="a@b.cn", subject="宽带")
    )
    send_reply(story="C-1", body="已处理\n谢谢", at=MONDAY, actor_id="user:1")


def test_a_reply_leaves_over_smtp_with_its_reference(smtp):
    queue_reply()

    send_outgoing(at=MONDAY)

    mail = parse_mail(smtp.mails[0])
    assert len(smtp.mails) == 1
    assert mail.words == "已处理\n谢谢"
    assert mail.subject.startswith("宽带 [#C-1.")
    assert mail.message_id == Message.objects.get(direction="out").external_id


def test_a_dead_server_is_waited_for_and_the_state_is_shown(settings, smtp):
    queue_reply()
    alive, settings.SMTP_URL = settings.SMTP_URL, f"smtp://127.0.0.1:{free_port()}"

    send_outgoing(at=MONDAY)
    state = Message.objects.get(direction="out").state
    settings.SMTP_URL = alive
    too_soon = send_outgoing(at=MONDAY)
    send_outgoing(at=MONDAY + timedelta(seconds=6))

    assert (state, too_soon) == ("retrying", 0)
    assert Message.objects.get(direction="out").state == "sent"
    assert len(smtp.mails) == 1


def test_a_refused_address_is_parked_at_once(smtp):
    queue_reply()
    smtp.refusal = "554 no"

    send_outgoing(at=MONDAY)

    assert Message.objects.get(direction="out").state == "failed"
    assert Outgoing.objects.get().parked_at == MONDAY
