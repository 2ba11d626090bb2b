"""What follows from what happens below."""

from datetime import datetime

from huiyin.insight.actions.erase_words import erase_words
from huiyin.kernel.protection.rights import erases_personal_data


@erases_personal_data("insight")
def forget_their_part_in_topics(*, customer_id: int, at: datetime) -> int:
    return erase_words(customer_id=customer_id, at=at)
