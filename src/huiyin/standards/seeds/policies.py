"""The policies an operator starts with. Times in seconds."""

from typing import Any

HOUR = 3600
DAY = 24 * HOUR

WARNINGS = [[50, "assignee", "warn"], [80, "assignee", "warn"]]
LADDER = [
    *WARNINGS,
    [100, "team_lead", "escalate"],
    [125, "department_head", "escalate"],
    [150, "supervision", "escalate"],
]
# A step is short: one warning, and the team lead knows at the end of it.
STEP = [[80, "assignee", "warn"], [100, "team_lead", "escalate"]]
# What the law asks is escalated while it can still be kept.
LAW = [
    [50, "assignee", "warn"],
    [80, "department_head", "escalate"],
    [100, "supervision", "escalate"],
]


def _target(
    kind: str, seconds: int, milestones: list[list[Any]], calendar: str = "24x7"
) -> dict[str, Any]:
    return {
        "kind": kind,
        "target_s": seconds,
        "calendar": calendar,
        "legal_limit": "",
        "milestones": milestones,
    }


def _legal(kind: str, limit: str) -> dict[str, Any]:
    return {**_target(kind, 0, LAW), "legal_limit": limit}


_FAULT = [_target("fault_response", 2 * HOUR, LADDER), _target("fault_repair", DAY, LADDER)]
_FASTER = [_target("resolution", DAY, LADDER), _target("work", 18 * HOUR, STEP)]
_ALL: dict[str, Any] = {"topic": "", "is_vip": None, "urgency": ""}

POLICIES: list[dict[str, Any]] = [
    {
        "code": "everyone",
        "names": {
            "en": "Every complaint",
            "zh-hans": "全部投诉",
            "zh-hant": "全部投訴",
        },
        **_ALL,
        "targets": [
            _target("first_response", HOUR, LADDER),
            _target("accept", HOUR // 2, STEP),
            _target("dispatch", HOUR, STEP),
            _target("work", 36 * HOUR, STEP),
            _target("feedback", 4 * HOUR, STEP),
            _target("call_back", 14 * HOUR, STEP, "customer_care"),
            _target("resolution", 48 * HOUR, LADDER),
        ],
    },
    {
        "code": "law",
        "names": {
            "en": "Answer within the time of the law",
            "zh-hans": "法定答复时限",
            "zh-hant": "法定答覆時限",
        },
        **_ALL,
        "targets": [_legal("legal_answer", "complaint_answer")],
    },
    {
        "code": "vip",
        "names": {"en": "VIP customers", "zh-hans": "VIP 客户", "zh-hant": "VIP 客戶"},
        **_ALL,
        "is_vip": True,
        "targets": _FASTER,
    },
    {
        "code": "urgent",
        "names": {"en": "Urgent matters", "zh-hans": "紧急事项", "zh-hant": "緊急事項"},
        **_ALL,
        "urgency": "urgent",
        "targets": _FASTER,
    },
    {
        "code": "mobile_fault",
        "names": {
            "en": "Faults of the mobile network",
            "zh-hans": "移动网络故障",
            "zh-hant": "行動網路故障",
        },
        **_ALL,
        "topic": "mobile",
        "targets": _FAULT,
    },
    {
        "code": "broadband_fault",
        "names": {
            "en": "Faults of fixed broadband",
            "zh-hans": "宽带故障",
            "zh-hant": "寬頻故障",
        },
        **_ALL,
        "topic": "broadband",
        "targets": _FAULT,
    },
]
