"""What quality says to staff; operators may change the words."""

from gettext import gettext as _

from huiyin.notifications.public import Words, declare_words

declare_words(
    code="quality.feedback_given",
    title=_("Feedback on one of your answers"),
    placeholders=("ref",),
    texts={
        "zh-hans": Words("您的答复有反馈：{ref}", "质量管理人员对您在 {ref} 的答复作了反馈。"),
        "zh-hant": Words("您的答覆有反饋：{ref}", "質量管理人員對您在 {ref} 的答覆作了反饋。"),
        "en": Words(
            "Feedback on your answer to {ref}",
            "A quality manager said something about your answer to {ref}.",
        ),
    },
)
declare_words(
    code="quality.feedback_answered",
    title=_("Your feedback was answered"),
    placeholders=("ref",),
    texts={
        "zh-hans": Words("您的反馈有回复：{ref}", "对方回复了您对 {ref} 答复的反馈。"),
        "zh-hant": Words("您的反饋有回覆：{ref}", "對方回覆了您對 {ref} 答覆的反饋。"),
        "en": Words(
            "Your feedback on {ref} was answered",
            "Whoever wrote the answer to {ref} replied to your feedback.",
        ),
    },
)
declare_words(
    code="quality.appeal_settled",
    title=_("Your appeal was settled"),
    placeholders=("ref",),
    texts={
        "zh-hans": Words("您的申诉有结果：{ref}", "您对 {ref} 答复评判的申诉已有结果。"),
        "zh-hant": Words("您的申訴有結果：{ref}", "您對 {ref} 答覆評判的申訴已有結果。"),
        "en": Words(
            "Your appeal on {ref} was settled",
            "Your appeal against the judgement of your answer to {ref} was settled.",
        ),
    },
)
