"""Which column of an event log is what, as such files usually call them."""

from collections.abc import Mapping

# What a map needs, and whom it is glad to know: what such columns are headed by.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "case": ("case id", "case:concept:name", "trace", "ticket", "工单号", "单号", "案例"),
    "activity": ("activity id", "concept:name", "event", "step", "活动", "环节", "状态"),
    "time": (
        *("timestamp", "complete timestamp", "time:timestamp", "date", "datetime"),
        *("时间", "完成时间"),
    ),
    "resource": ("org:resource", "department", "group", "部门", "处理人"),
}
NEEDED = ("case", "activity", "time")
