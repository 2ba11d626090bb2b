"""The working calendars an operator starts with."""

from dataclasses import dataclass, field

from huiyin.kernel.clock import Hours, Week

DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedCalendar:
    code: str
    names: dict[str, str]
    weekly: Week
    country: str = ""
    zone: str = field(default="Asia/Shanghai")


def _working_days(*hours: Hours) -> Week:
    return (*(hours,) * 5, (), ())


CALENDARS = (
    SeedCalendar(
        code="24x7",
        names={"en": "Around the clock", "zh-hans": "全天候", "zh-hant": "全天候"},
        weekly=((Hours(0, DAY),),) * 7,
    ),
    SeedCalendar(
        code="customer_care",
        names={
            "en": "Customer care, 08:00 to 22:00 every day",
            "zh-hans": "客服时段（每日 08:00–22:00）",
            "zh-hant": "客服時段（每日 08:00–22:00）",
        },
        weekly=((Hours(480, 1320),),) * 7,
    ),
    SeedCalendar(
        code="cn_office",
        names={
            "en": "Office hours in China",
            "zh-hans": "办公时间（法定工作日）",
            "zh-hant": "辦公時間（法定工作日）",
        },
        weekly=_working_days(Hours(540, 720), Hours(810, 1080)),
        country="CN",
    ),
    SeedCalendar(
        code="cn_workdays",
        names={
            "en": "Working days in China, counted whole",
            "zh-hans": "法定工作日（按日计）",
            "zh-hant": "法定工作日（按日計）",
        },
        weekly=_working_days(Hours(0, DAY)),
        country="CN",
    ),
    SeedCalendar(
        code="field_service",
        names={
            "en": "Field service, 08:30 to 20:00 every day",
            "zh-hans": "装维上门时段（每日 08:30–20:00）",
            "zh-hant": "裝修到府時段（每日 08:30–20:00）",
        },
        weekly=((Hours(510, 1200),),) * 7,
    ),
)
