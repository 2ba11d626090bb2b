"""What else happens while a model outside thinks."""

import pytest
from django.db import connection

from huiyin.cases.actions.phrase_answer import CannotPhrase, phrase_answer
from huiyin.cases.models import Phrasing
from huiyin.cases.queries.answers import suggested_answers
from huiyin.cases.tests.builders import later, make_case
from huiyin.cases.tests.test_articles_and_answers import published
from huiyin.kernel.journal.models import Entry
from huiyin.kernel.phrasing import Answered


class Thinking:
    """A provider that lets something happen while it thinks."""

    model, host, timeout_s = "slow", "models.example", 5.0

    def __init__(self, meanwhile):
        self.meanwhile = meanwhile
        self.asked = 0

    def ask(self, *, messages, most_tokens):
        self.asked += 1
        self.meanwhile()
        return Answered(words="您好，账单多扣的费用，核实后两小时内退回话费账户。")


@pytest.fixture
def ask(transactional_db, operator):
    """Ask a provider to phrase the one answer suggested for a case."""
    published()
    case = make_case()

    def ask_it(provider):
        boss = operator["boss"]
        [source] = suggested_answers(case=case, actor=boss, language="zh-hans")
        phrase_answer(
            ref=case.ref,
            source=source.ref,
            sources=[source],
            provider=provider,
            at=later(hours=1),
            actor=boss,
        )

    return ask_it


def test_no_transaction_is_held(ask):
    held = []

    ask(Thinking(lambda: held.append(connection.in_atomic_block)))

    assert held == [False]
    assert Phrasing.objects.get().state == "phrased"


def test_the_same_question_is_not_asked_beside_itself(ask):
    def ask_again():
        with pytest.raises(CannotPhrase):
            ask(provider)

    provider = Thinking(ask_again)

    ask(provider)

    assert provider.asked == 1
    assert Phrasing.objects.get().state == "phrased"


def test_words_that_were_taken_out_meanwhile_do_not_come_back(ask):
    ask(Thinking(lambda: Phrasing.objects.all().delete()))

    assert Phrasing.objects.count() == 0
    assert Entry.objects.filter(name="cases.answer_phrased").count() == 1
