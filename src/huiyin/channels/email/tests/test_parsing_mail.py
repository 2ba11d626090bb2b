import base64
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huiyin.channels.email.charsets import decode
from huiyin.channels.email.parse import parse_mail
from huiyin.channels.email.tests.making import MONDAY, make_mail

REPORT = b"""From: MAILER-DAEMON@mx.example.com
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It bounced.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; ada@example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

Message-ID: <m1.C-1.abcdefghij@operator.example>
Subject: x

--b--
"""


def word(text: str, charset: str, label: str) -> str:
    return f"=?{label}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def test_an_ordinary_mail_says_who_when_and_what():
    mail = parse_mail(make_mail().as_bytes())

    assert (mail.sender, mail.sender_name) == ("zhang@example.com", "张三")
    assert (mail.subject, mail.words) == ("宽带", "网速很慢，三天了。")
    assert mail.message_id == "1@example.com"
    assert mail.sent_at == MONDAY.replace(hour=0)
    assert mail.problem == ""


@pytest.mark.parametrize(
    ("text", "charset", "label"),
    [
        ("您好，朱镕基路的网络很慢", "gb18030", "gb2312"),
        ("您好，我的网络很慢", "gbk", "us-ascii"),
        ("您好，我的网络很慢", "gbk", ""),
        ("您好，我的网络很慢", "gbk", "utf-8"),
        ("您好，我的网络很慢", "utf-8", "gb2312"),
        ("您好，我的网络很慢", "gbk", "no-such-charset"),
        ("您好，我的网络很慢", "utf-16", "utf-8"),
        ("網路很慢，請問為什麼", "big5", "big5"),
        ("café déjà vu", "cp1252", "iso-8859-1"),
        ("сеть не работает", "cp1251", "windows-1251"),
        ("ネットが遅い", "iso2022_jp", "iso-2022-jp"),
    ],
)
def test_text_is_read_whatever_its_label_says(text, charset, label):
    assert decode(text.encode(charset), label) == text


def test_a_body_labelled_gb2312_with_characters_beyond_it_is_read():
    head = b"From: a@b.cn\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"

    mail = parse_mail(head + "朱镕基路，套餐資費".encode("gb18030"))

    assert mail.words == "朱镕基路，套餐資費"


def test_headers_in_broken_encoded_words_are_read():
    half = "宽带很慢".encode("gbk")
    cut = [f"=?gbk?B?{base64.b64encode(p).decode()}?=" for p in (half[:3], half[3:])]
    raw = f"From: {word('李四', 'gbk', 'gb2312')} <li@b.cn>\nSubject: {cut[0]} {cut[1]}\n\nx"

    mail = parse_mail(raw.encode())

    assert (mail.sender_name, mail.subject) == ("李四", "宽带很慢")


def test_raw_bytes_in_headers_are_read():
    mail = parse_mail("From: a@b.cn\nSubject: 宽带很慢了\n\nx".encode("gbk"))

    assert mail.subject == "宽带很慢了"


@pytest.mark.parametrize(
    "disposition",
    [
        "attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95.pdf",
        'attachment; filename="=?utf-8?B?6LSm5Y2VLnBkZg==?="',
        "attachment; filename*0*=UTF-8''%E8%B4%A6; filename*1*=%E5%8D%95.pdf",
    ],
)
def test_file_names_are_read_in_every_fashion(disposition):
    raw = (
        "From: a@b.cn\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n--b\n"
        f"Content-Type: application/pdf\nContent-Disposition: {disposition}\n\n%PDF-\n--b--\n"
    )

    (file,) = parse_mail(raw.encode()).files

    assert file.name == "账单.pdf"
    assert file.content.startswith(b"%PDF-")


def test_html_is_read_as_text_and_cleaned_of_what_acts():
    raw = make_mail()
    raw.clear_content()
    raw.set_content(
        "<style>x{}</style><p>网速<b>很慢</b></p><script>alert(1)</script>"
        '<a href="javascript:x" onclick="y">z</a><img src=x onerror=y>',
        subtype="html",
    )

    mail = parse_mail(raw.as_bytes())

    assert mail.words == "网速很慢\nz"
    assert not [bad for bad in ("script", "onclick", "onerror", "img") if bad in mail.html]


@pytest.mark.parametrize(
    "quotation",
    [
        "在 2026年3月2日，客服 <care@x.cn> 写道：\n> 旧的",
        "客服 <care@x.cn> 于2026年3月2日周一 10:00写道：\n\n旧的",
        "On Mon, 2 Mar 2026 at 10:00, Care <care@x.cn> wrote:\n> old",
        "On Mon, 2 Mar 2026 at 10:00, Care\n<care@x.cn> wrote:\n> old",
        "-----Original Message-----\nFrom: care\nold",
        '------------------ 原始邮件 ------------------\n发件人: "客服"\n旧的',
        "发件人: 客服\n发送时间: 2026年3月2日\n收件人: 张三\n主题: 宽带\n\n旧的",
        "From: Care\nSent: Monday\nTo: Ada\nSubject: x\n\nold",
        "> old\n> old",
        "-- \nAda, Ltd.",
    ],
)
def test_what_is_quoted_is_cut(quotation):
    mail = parse_mail(make_mail(body=f"还是很慢。\n\n{quotation}\n").as_bytes())

    assert mail.words == "还是很慢。"


def test_words_are_never_lost_to_cutting():
    mail = parse_mail(make_mail(body="> 只有引用").as_bytes())

    assert mail.words == "> 只有引用"


def test_a_complaint_that_mentions_writing_is_not_cut():
    body = "我在2026年给你们写道歉信？不对。\n请看我写道：网速慢"

    assert parse_mail(make_mail(body=body).as_bytes()).words == body


def test_a_delivery_report_names_the_letter_that_failed():
    bounce = parse_mail(REPORT).bounce

    assert bounce.original_id == "m1.C-1.abcdefghij@operator.example"
    assert (bounce.recipient, bounce.status) == ("ada@example.com", "5.1.1")


@pytest.mark.parametrize(
    ("said", "status"), [(b"5.1.1 (Ada Lee)", "5.1.1"), (b"5", "5"), (b"Ada Lee moved", "")]
)
def test_of_a_status_only_the_code_is_kept(said, status):
    report = REPORT.replace(b"Status: 5.1.1", b"Status: " + said)

    assert parse_mail(report).bounce.status == status


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "no_sender"),
        (b"Subject: x\n\nhello", "no_sender"),
        (b"From: a@b.cn\n\n", "empty"),
        (b"\xff\xfe\x00" * 50, "no_sender"),
    ],
)
def test_what_cannot_be_taken_says_why(raw, problem):
    assert parse_mail(raw).problem == problem


def test_nesting_without_end_is_survived():
    raw = b"From: a@b.cn\nContent-Type: multipart/mixed; boundary=b\n\n"
    deep = raw + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000

    parse_mail(deep)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_random_bytes_never_raise(raw):
    assert parse_mail(raw).message_id


MAILS = [
    make_mail().as_bytes(),
    REPORT,
    make_mail(subject=word("宽带", "gbk", "gb2312")).as_bytes(),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MAILS), st.integers(0, 2**32), st.integers(1, 30))
def test_damaged_mails_never_raise(raw, seed, wounds):
    dice = random.Random(seed)
    damaged = bytearray(raw)
    for _ in range(wounds):
        place = dice.randrange(len(damaged))
        damaged[place : place + dice.randrange(3)] = dice.randbytes(dice.randrange(4))

    mail = parse_mail(bytes(damaged))

    assert "\x00" not in mail.text
