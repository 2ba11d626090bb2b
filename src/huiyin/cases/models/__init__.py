from huiyin.cases.models.case import (
    READING,
    STATE_NAMES,
    Appeal,
    CallBack,
    Case,
    Clock,
    Concession,
    MergeCandidate,
    Milestone,
    Note,
    QueueEntry,
    Segment,
    WorkOrder,
)
from huiyin.cases.models.learning import Correction, TrainingRun
from huiyin.cases.models.phrasing import Phrasing
from huiyin.cases.models.remark import Remark
from huiyin.cases.models.view import SavedView

__all__ = [
    "READING",
    "STATE_NAMES",
    "Appeal",
    "CallBack",
    "Case",
    "Clock",
    "Concession",
    "Correction",
    "MergeCandidate",
    "Milestone",
    "Note",
    "Phrasing",
    "QueueEntry",
    "Remark",
    "SavedView",
    "Segment",
    "TrainingRun",
    "WorkOrder",
]
