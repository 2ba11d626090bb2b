from huiyin.notifications.models.notices import Notice, StaffNotice
from huiyin.notifications.models.wishes import OptOut, WordsEdit

__all__ = ["Notice", "OptOut", "StaffNotice", "WordsEdit"]
