from huiyin.notifications.models.notices import Notice, StaffNotice
from huiyin.notifications.models.wishes import WordsEdit

__all__ = ["Notice", "StaffNotice", "WordsEdit"]
