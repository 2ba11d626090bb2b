"""Who a batch of notices goes to, and in which words, in a constant number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huiyin.customers.public import CustomerCard, addresses_of, customer_cards, opted_out
from huiyin.notifications.models import Notice
from huiyin.notifications.queries.wording import words_of
from huiyin.notifications.rules.routes import ORDER
from huiyin.notifications.rules.words import Words, declared


@dataclass(frozen=True, slots=True)
class Recipients:
    """What is known of them. Addresses are for sending only."""

    cards: Mapping[int, CustomerCard]
    addresses: Mapping[str, Mapping[int, str]]
    declined: Mapping[str, frozenset[int]]
    texts: Mapping[str, Mapping[str, Words]]


def recipients_of(notices: Sequence[Notice]) -> Recipients:
    """Return the recipients of `notices`."""
    ids = {notice.customer_id for notice in notices}
    codes = {notice.code for notice in notices} & declared.keys()
    purposes = {declared[code].purpose for code in codes} - {""}
    if not ids:
        return Recipients({}, {}, {}, {})
    return Recipients(
        cards=customer_cards(ids=ids),
        addresses={kind: addresses_of(customer_ids=ids, channel=kind) for kind in ORDER},
        declined={
            purpose: opted_out(customer_ids=ids, purpose=purpose) for purpose in purposes
        },
        texts=words_of(codes),
    )
