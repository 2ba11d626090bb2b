from hypothesis import given
from hypothesis import strategies as st

from huiyin.knowledge.rules.matching import Candidate, best_matches, sentences_of
from huiyin.knowledge.rules.writing import Change, as_html, compare, excerpt


def test_marks_become_paragraphs_lists_and_headings():
    body = "# 标题\n第一行\n第二行\n\n- 一\n- 二\n\n1. **先**\n2. 后"

    assert as_html(body) == (
        "<h3>标题</h3>\n<p>第一行<br>第二行</p>\n<ul><li>一</li><li>二</li></ul>\n"
        "<ol><li><strong>先</strong></li><li>后</li></ol>"
    )


def test_links_lead_to_the_web_only():
    assert "<a " not in as_html("[x](javascript:alert(1))")
    assert as_html("[x](https://example.com/?a=1&b=2)") == (
        '<p><a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer">x</a></p>'
    )


@given(st.text(alphabet="<>\"&'*[]()-# \nabc:/ht", max_size=80))
def test_nothing_typed_becomes_markup_of_its_own(body):
    html = as_html(body)

    for tag in ("p", "br", "ul", "ol", "li", "h3", "strong"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in html.replace('<a href="http', "").replace("</a>", "")


def test_a_comparison_names_what_came_and_went():
    assert compare("一\n二", "一\n三") == [
        Change("same", "一"),
        Change("removed", "二"),
        Change("added", "三"),
    ]


def test_an_excerpt_is_one_short_line():
    assert excerpt("# 标题\n- 一\n- 二") == "标题 一 二"
    assert len(excerpt("字" * 500)) == 120


def test_sentences_end_where_people_end_them():
    assert sentences_of("先看灯。红灯吗？\n- 重启 3.5 秒。Done. Next") == [
        "先看灯。",
        "红灯吗？",
        "重启 3.5 秒。",
        "Done.",
        "Next",
    ]


def test_what_shares_no_word_does_not_match():
    assert best_matches("月球", [Candidate(1, "宽带", "断网。")], limit=3) == []


def test_a_rare_word_weighs_more_than_a_common_one():
    candidates = [
        Candidate(1, "宽带资费", "宽带多少钱。"),
        Candidate(2, "宽带光猫", "光猫红灯。"),
        Candidate(3, "宽带合约", "宽带期限。"),
    ]

    assert best_matches("宽带光猫", candidates, limit=3)[0].id == 2
