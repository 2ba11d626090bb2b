"""What insight says to staff; operators may change the words."""

from gettext import gettext as _

from huiyin.notifications.public import Words, declare_words

declare_words(
    code="insight.topic_emerging",
    title=_("A matter breaks out"),
    placeholders=("number", "words", "customers", "hours"),
    texts={
        "zh-hans": Words(
            "突发热点：{words}",
            "{hours} 小时内有 {customers} 位客户反映同一件事（{words}），明显多于平常。",
        ),
        "zh-hant": Words(
            "突發熱點：{words}",
            "{hours} 小時內有 {customers} 位客戶反映同一件事（{words}），明顯多於平常。",
        ),
        "en": Words(
            "A matter breaks out: {words}",
            "{customers} customers spoke of the same matter within {hours} hours ({words}), "
            "far more than usual.",
        ),
    },
)
