from datetime import datetime

from huiyin.cases.models import Case, Remark


def keep_remark(case: Case, words: str, *, at: datetime) -> str:
    """Keep what was typed about an act with the case; return what the journal may say of it."""
    return Remark.objects.create(case=case, words=words.strip(), at=at).code
