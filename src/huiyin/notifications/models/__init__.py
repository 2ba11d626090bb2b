from huiyin.notifications.models.notices import Notice, StaffNotice
from huiyin.notifications.models.staff import StaffLetter, StaffWishes
from huiyin.notifications.models.wishes import WordsEdit

__all__ = ["Notice", "StaffLetter", "StaffNotice", "StaffWishes", "WordsEdit"]
