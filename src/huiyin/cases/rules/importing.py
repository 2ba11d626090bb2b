"""Reading complaints out of other people's tables: which column is which, what a cell says."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from gettext import gettext as _

from huiyin.cases.rules.opening import NewComplaint

# In order of importance: a header serves one target.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "external_id": (
        "留言编号",
        "投诉编号",
        "工单号",
        "工单编号",
        "流水号",
        "编号",
        "ticket",
        "ticket id",
        "ticket number",
        "complaint id",
        "case id",
        "id",
    ),
    "answered_at": (
        "答复时间",
        "回复时间",
        "办结时间",
        "answered at",
        "resolved at",
        "closed at",
    ),
    "answer": (
        "答复意见",
        "答复内容",
        "回复内容",
        "处理结果",
        "answer",
        "resolution",
        "response",
    ),
    "body": (
        "留言详情",
        "投诉内容",
        "诉求内容",
        "问题描述",
        "内容",
        "详情",
        "description",
        "customer complaint",
        "complaint",
        "message",
        "text",
        "body",
    ),
    "title": ("留言主题", "主题", "标题", "title", "subject", "summary"),
    "at": (
        "留言时间",
        "投诉时间",
        "受理时间",
        "创建时间",
        "datetime",
        "created at",
        "timestamp",
    ),
    "day": ("date month year", "日期", "date"),
    "time": ("时间", "time"),
    "phone": ("手机号", "手机号码", "联系电话", "电话", "phone", "mobile", "telephone"),
    "email": ("邮箱", "电子邮箱", "email", "e-mail"),
    "account": ("账号", "客户编号", "用户编号", "account", "account number", "customer id"),
    "user": ("留言用户", "用户", "user", "user id", "username"),
    "name": ("姓名", "客户姓名", "customer name", "name"),
    "channel": ("渠道", "受理渠道", "来源渠道", "received via", "channel", "source channel"),
    "topic": (
        "投诉分类",
        "问题分类",
        "一级分类",
        "分类",
        "topic",
        "category",
        "label",
        "class",
    ),
    "status": ("状态", "处理状态", "status", "state of complaint"),
    "urgency": ("紧急程度", "urgency", "priority"),
    "place": ("地点", "地址", "地区", "city", "place", "town"),
    "province": ("省份", "省", "state", "province"),
    "zip": ("邮编", "zip code", "zip", "postcode", "postal code"),
    "region": ("行政区划", "区划代码", "region code", "region"),
}
CHANNELS = {
    "phone": ("电话", "热线", "phone", "call", "hotline"),
    "email": ("邮件", "邮箱", "email", "e-mail"),
    "web": ("网站", "网上", "门户", "internet", "web", "online", "portal"),
    "sms": ("短信", "sms"),
    "wechat": ("微信", "wechat"),
    "chat": ("在线客服", "chat"),
    "hall": ("营业厅", "shop", "store", "hall"),
    "social": ("微博", "social", "twitter", "weibo"),
}
CLOSED_WORDS = frozenset(
    {"closed", "solved", "resolved", "done", "已办结", "已关闭", "已解决", "办结", "完成"}
)
FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y年%m月%d日",
    "%Y%m%d",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%d-%m-%y",
    "%d-%m-%Y",
    "%d/%m/%Y",
    "%d.%m.%Y",
)
TIMES = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_SHAPE = str.maketrans("123456789", "000000000")
_SEEN: dict[str, str] = {}
_BLANKS = re.compile(r"[ \t\u3000\xa0]+")


class BadRow(ValueError):  # noqa: N818 - about the row, no fault of ours
    """A row that cannot become a complaint: which column, and why (a msgid)."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read: its columns, whose zone its times are in, what it is called."""

    columns: Mapping[str, str]
    source: str
    zone: tzinfo
    at: datetime
    # Topic codes by every name they are known by, and by themselves.
    topics: Mapping[str, str]
    # What lies farther back than this is history: customers are not written to about it.
    fresh_for: timedelta = timedelta(days=7)


def complaint_of(cells: Mapping[str, object], *, reading: Reading) -> NewComplaint:
    """Return the complaint in a row, or raise BadRow with the column and the reason."""
    text = {target: _text(cells.get(column)) for target, column in reading.columns.items()}
    title, body = text.get("title", ""), text.get("body", "")
    if not (title or body):
        raise BadRow(reading.columns.get("body", "body"), _("There are no words in it."))
    at, answered_at = _said_at(cells, reading), _answered_at(cells, reading)
    if answered_at is not None and answered_at < at:
        raise BadRow(
            reading.columns["answered_at"], _("The answer is older than the complaint.")
        )
    label, status = text.get("topic", ""), text.get("status", "")
    return NewComplaint(
        body=body or title,
        title=title if body else "",
        at=at,
        channel=channel_of(text.get("channel", "")),
        contacts=_contacts(text, reading.source),
        name=text.get("name", ""),
        source=reading.source,
        external_id=_identifier(cells.get(reading.columns.get("external_id", ""))),
        topic=reading.topics.get(label.casefold(), ""),
        source_topic=label,
        urgency=_urgency(text.get("urgency", "")),
        region=text.get("region", ""),
        place=", ".join(text[part] for part in ("place", "province", "zip") if text.get(part)),
        source_status=status,
        is_closed=status.casefold() in CLOSED_WORDS or bool(text.get("answer")),
        answer=text.get("answer", ""),
        answered_at=answered_at,
        is_history=reading.at - at > reading.fresh_for,
    )


def _said_at(cells: Mapping[str, object], reading: Reading) -> datetime:
    columns = reading.columns
    column = columns.get("at") or columns.get("day") or columns.get("time", "at")
    at = _moment_of(cells, reading)
    if at is None:
        raise BadRow(column, _("There is no date and time that can be read."))
    if not EARLIEST <= at <= reading.at + timedelta(days=1):
        raise BadRow(column, _("The time lies before 1990 or in the future."))
    return at


def _answered_at(cells: Mapping[str, object], reading: Reading) -> datetime | None:
    return moment(cells.get(reading.columns.get("answered_at", "")), zone=reading.zone)


def channel_of(text: str) -> str:
    """Return the channel a source's word means; `import` where it means none."""
    said = text.casefold()
    for channel, words in CHANNELS.items():
        if any(word in said for word in words):
            return channel
    return "import"


def moment(cell: object, *, zone: tzinfo) -> datetime | None:
    """Return the moment a cell says, in UTC; None where it says none."""
    if isinstance(cell, datetime):
        found: datetime | None = cell
    elif isinstance(cell, date):
        found = datetime.combine(cell, time())
    else:
        found = _parsed(_text(cell))
    if found is None:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)


def _moment_of(cells: Mapping[str, object], reading: Reading) -> datetime | None:
    columns = reading.columns
    if "at" in columns:
        return moment(cells.get(columns["at"]), zone=reading.zone)
    if "day" not in columns and "time" in columns:
        # Called "time", and yet it is the day, too.
        return moment(cells.get(columns["time"]), zone=reading.zone)
    day = moment(cells.get(columns.get("day", "")), zone=reading.zone)
    if day is None or "time" not in columns:
        return day
    clock = _time(cells.get(columns["time"]))
    if clock is None:
        return day
    local = day.astimezone(reading.zone)
    return datetime.combine(local.date(), clock, reading.zone).astimezone(UTC)


def _parsed(text: str) -> datetime | None:
    if not text:
        return None
    if text[4:5] == "-":
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    shape = text.translate(_SHAPE)
    seen = (_SEEN[shape],) if shape in _SEEN else ()
    for form in (*seen, *FORMATS):
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the file's
        except ValueError:
            continue
        # A column is written one way: the format that fits its shape is tried first next time.
        _SEEN[shape] = form
        return found
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _time(cell: object) -> time | None:
    if isinstance(cell, time):
        return cell
    if isinstance(cell, datetime):
        return cell.time()
    text = _text(cell)
    for form in TIMES:
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - a time of day
        except ValueError:
            continue
    return None


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    lines = (_BLANKS.sub(" ", line).strip() for line in str(cell).splitlines())
    return "\n".join(line for line in lines if line)


def _identifier(cell: object) -> str:
    return _text(cell)[:120]


def _contacts(text: Mapping[str, str], source: str) -> tuple[tuple[str, str], ...]:
    known = [(kind, text[kind]) for kind in ("phone", "email", "account") if text.get(kind)]
    if text.get("user"):
        # A user name of one source says nothing about another's.
        known.append(("external", f"{source}:{text['user']}"))
    return tuple(known)


def _urgency(text: str) -> str:
    said = text.casefold()
    if said in ("urgent", "critical", "特急", "紧急", "p1"):
        return "urgent"
    if said in ("high", "重要", "较急", "p2"):
        return "high"
    return "normal" if said in ("normal", "low", "一般", "普通", "p3", "p4") else ""
