import pytest
from django.apps import apps
from django.db import connection

from huiyin.kernel import search
from huiyin.kernel.access.models import User

TABLE = "words_for_a_test"


@pytest.fixture
def table(transactional_db):
    operation = search.search_table(TABLE)
    with connection.schema_editor() as editor:
        operation.code(apps, editor)
    yield TABLE
    with connection.schema_editor() as editor:
        operation.reverse_code(apps, editor)


@pytest.fixture
def filled(table):
    search.index_rows(
        table,
        [
            (1, "我的宽带昨天断网了，电话 13800138000"),
            (2, "宽带装机师傅没来"),
            (3, "Broadband is down since Monday"),
            (4, "寬頻又斷網，單號 C-2603-00017"),
            (5, "'; DROP TABLE words_for_a_test; -- \x00 宽带"),
        ],
    )
    return table


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("宽带", [5, 4, 2, 1]),
        ("宽带 断网", [4, 1]),
        ("BROAD", [3]),
        ("13800138000", [1]),
        ("8000", [1]),
        ("c-2603-00017", [4]),
        ("月球", []),
        ("", []),
        ("\" OR ' * :* (", []),
        ("DROP TABLE", [5]),
    ],
)
def test_rows_with_every_word_come_newest_first(filled, text, ids):
    assert search.newest_first(filled, text=text, limit=10) == ids


def test_the_next_page_goes_on_where_the_last_one_ended(filled):
    first = search.newest_first(filled, text="宽带", limit=2)

    assert search.newest_first(filled, text="宽带", limit=2, before=first[-1]) == [2, 1]


def test_the_best_row_shares_most_words(filled):
    hits = search.best_first(filled, text="装机师傅没来", limit=10)

    assert hits[0].id == 2
    assert search.best_first(filled, text="装机师傅没来", limit=10, after=hits[0]) == hits[1:]


def test_a_changed_row_is_found_by_its_present_words_only(filled):
    search.reindex_rows(filled, [(2, "账单错误")])

    assert search.newest_first(filled, text="装机", limit=10) == []
    assert search.newest_first(filled, text="账单", limit=10) == [2]


def test_a_removed_row_is_forgotten(filled):
    search.remove_rows(filled, [1, 4])

    assert search.newest_first(filled, text="断网", limit=10) == []


def test_only_rows_of_the_queryset_are_found(filled):
    User.objects.bulk_create(User(id=i, username=f"u{i}") for i in range(1, 6))

    found = search.newest_of(User.objects.exclude(id=4), filled, text="断网", limit=10)

    assert [user.id for user in found] == [1]


@pytest.mark.parametrize(
    ("text", "meant", "ids"),
    [
        ("宽待", (("宽带",),), [5, 4, 2, 1]),
        ("断往", (("断网",),), [4, 1]),
        ("宽待断往", (("宽带",), ("断网",)), [4, 1]),
        ("宽带 狮傅", (("宽带",), ("师傅",)), [2]),
        ("brodband", (("broadband",),), [3]),
        ("Broadbnad down", (("broadband",), ("down",)), [3]),
        ("mondya", (("monday",),), [3]),
        ("宽带 断", (("宽带",), ("断", "断网")), [4, 1]),
    ],
)
def test_a_wrong_character_or_letter_still_finds(filled, text, meant, ids):
    assert search.newest_first(filled, text=text, limit=10) == []

    assert search.put_right(filled, text=text) == meant
    assert search.newest_first(filled, text=meant, limit=10) == ids


@pytest.mark.parametrize("text", ["", "宽带", "broad", "8001", "zeppelin", "13800138001"])
def test_what_is_written_right_or_like_nothing_known_is_left_alone(filled, text):
    assert search.put_right(filled, text=text) is None


def test_what_may_have_meant_two_words_finds_both(table):
    search.index_rows(table, [(1, "退费"), (2, "退款"), (3, "退费"), (4, "装机")])

    meant = search.put_right(table, text="退废")

    assert meant == (("退费", "退款"),)
    assert search.newest_first(table, text=meant, limit=10) == [3, 2, 1]
    assert search.newest_first(table, text=meant, limit=10, before=2) == [1]


def test_words_of_few_rows_are_always_those_of_now(table):
    search.index_rows(table, [(1, "宽带")])
    assert search.put_right(table, text="末莉") is None

    search.index_rows(table, [(2, "茉莉")])

    assert search.put_right(table, text="末莉") == (("茉莉",),)
