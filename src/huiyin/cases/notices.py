"""What cases say to customers and staff; operators may change the words."""

from gettext import gettext as _

from huiyin.notifications.public import Words, declare_words

REF = ("ref",)


def _declare(
    code: str,
    title: str,
    placeholders: tuple[str, ...],
    *,
    is_urgent: bool = False,
    **texts: Words,
) -> None:
    declare_words(
        code=f"cases.{code}",
        title=title,
        placeholders=placeholders,
        texts={language.replace("_", "-"): words for language, words in texts.items()},
        is_urgent=is_urgent,
    )


_declare(
    "acknowledged",
    _("Complaint received"),
    REF,
    zh_hans=Words(
        "已受理：{ref}",
        "您反映的问题我们已受理，编号 {ref}。"
        "我们会按承诺的时限答复您，您可随时凭编号查询进度。",
    ),
    zh_hant=Words(
        "已受理：{ref}",
        "您反映的問題我們已受理，編號 {ref}。"
        "我們會按承諾的時限答覆您，您可隨時憑編號查詢進度。",
    ),
    en=Words(
        "Received: {ref}",
        "We have received your complaint. Its number is {ref}. You will have our answer within "
        "the promised time, and can follow it with this number at any time.",
    ),
)
_declare(
    "taken",
    _("Somebody is working on it"),
    REF,
    zh_hans=Words("处理中：{ref}", "您的投诉 {ref} 已有专人负责处理，有进展会及时告诉您。"),
    zh_hant=Words("處理中：{ref}", "您的投訴 {ref} 已有專人負責處理，有進展會及時告訴您。"),
    en=Words(
        "In hand: {ref}",
        "Somebody is now working on your complaint {ref}. We will tell you how it goes.",
    ),
)
_declare(
    "question",
    _("We need something from the customer"),
    ("ref", "question"),
    zh_hans=Words("需要您补充：{ref}", "关于投诉 {ref}，请您告诉我们：{question}"),
    zh_hant=Words("需要您補充：{ref}", "關於投訴 {ref}，請您告訴我們：{question}"),
    en=Words("A question: {ref}", "About your complaint {ref}, please tell us: {question}"),
)
_declare(
    "resolved",
    _("Answered: was it solved?"),
    ("ref", "link"),
    zh_hans=Words(
        "请您评价：{ref}",
        "您的投诉 {ref} 已答复。问题解决了吗？请在三天内评价；如未解决，我们会重新处理。"
        "一键评价：{link}",
    ),
    zh_hant=Words(
        "請您評價：{ref}",
        "您的投訴 {ref} 已答覆。問題解決了嗎？請在三天內評價；如未解決，我們會重新處理。"
        "一鍵評價：{link}",
    ),
    en=Words(
        "Is it solved? {ref}",
        "We have answered your complaint {ref}. Please tell us within three days whether it is "
        "solved; if not, we take it up again. Rate it: {link}",
    ),
)
_declare(
    "answered",
    _("Answered, and not asked to rate"),
    ("ref", "link"),
    zh_hans=Words(
        "已答复：{ref}",
        "您的投诉 {ref} 已答复。如问题没有解决，请在三天内告诉我们，我们会重新处理：{link}",
    ),
    zh_hant=Words(
        "已答覆：{ref}",
        "您的投訴 {ref} 已答覆。如問題沒有解決，請在三天內告訴我們，我們會重新處理：{link}",
    ),
    en=Words(
        "Answered: {ref}",
        "We have answered your complaint {ref}. If it is not solved, tell us within three days "
        "and we take it up again: {link}",
    ),
)
_declare(
    "closed",
    _("Closed"),
    REF,
    zh_hans=Words("已办结：{ref}", "您的投诉 {ref} 已办结。如问题再次出现，可随时重新提出。"),
    zh_hant=Words("已辦結：{ref}", "您的投訴 {ref} 已辦結。如問題再次出現，可隨時重新提出。"),
    en=Words(
        "Closed: {ref}",
        "Your complaint {ref} is closed. If the problem comes back, you can open it again.",
    ),
)
_declare(
    "reopened",
    _("Taken up again"),
    REF,
    zh_hans=Words("重新处理：{ref}", "您的投诉 {ref} 已重新处理，承诺时限重新计算。"),
    zh_hant=Words("重新處理：{ref}", "您的投訴 {ref} 已重新處理，承諾時限重新計算。"),
    en=Words(
        "Taken up again: {ref}",
        "We have taken your complaint {ref} up again. The promised time starts anew.",
    ),
)
_declare(
    "withdrawn",
    _("Withdrawn by the customer"),
    REF,
    zh_hans=Words("已撤回：{ref}", "您已撤回投诉 {ref}。"),
    zh_hant=Words("已撤回：{ref}", "您已撤回投訴 {ref}。"),
    en=Words("Withdrawn: {ref}", "You have withdrawn your complaint {ref}."),
)
_declare(
    "concession_granted",
    _("Money given as amends"),
    ("ref", "amount"),
    zh_hans=Words("补偿：{ref}", "就投诉 {ref}，我们给予您 {amount} 的补偿。"),
    zh_hant=Words("補償：{ref}", "就投訴 {ref}，我們給予您 {amount} 的補償。"),
    en=Words("Amends: {ref}", "For your complaint {ref} we grant you {amount}."),
)

# To staff.
STAFF = ("ref", "topic")
_declare(
    "due_soon",
    _("A promise is close (staff)"),
    (*STAFF, "clock", "percent"),
    zh_hans=Words("即将到期 {ref}", "{ref} 的时限已用去 {percent} %。"),
    zh_hant=Words("即將到期 {ref}", "{ref} 的時限已用去 {percent} %。"),
    en=Words("Due soon: {ref}", "{percent} % of the time for {ref} is used up."),
)
_declare(
    "overdue",
    _("A promise was missed (staff)"),
    (*STAFF, "clock", "percent"),
    is_urgent=True,
    zh_hans=Words("已超时 {ref}", "{ref} 已超过承诺时限，请立即跟进。"),
    zh_hant=Words("已超時 {ref}", "{ref} 已超過承諾時限，請立即跟進。"),
    en=Words("Overdue: {ref}", "{ref} is past its promised time. Please see to it now."),
)
_declare(
    "urged",
    _("Urged by a supervisor (staff)"),
    (*STAFF, "why"),
    is_urgent=True,
    zh_hans=Words("督办 {ref}", "{ref} 被督办：{why}"),
    zh_hant=Words("督辦 {ref}", "{ref} 被督辦：{why}"),
    en=Words("Urged: {ref}", "{ref} was urged: {why}"),
)
_declare(
    "customer_wrote",
    _("The customer wrote (staff)"),
    STAFF,
    zh_hans=Words("客户来信 {ref}", "客户就 {ref} 又来信了。"),
    zh_hant=Words("客戶來信 {ref}", "客戶就 {ref} 又來信了。"),
    en=Words("New message: {ref}", "The customer wrote again about {ref}."),
)
_declare(
    "approval_wanted",
    _("A concession waits for approval (staff)"),
    (*STAFF, "amount"),
    zh_hans=Words("待审批 {ref}", "{ref} 申请补偿 {amount}，请审批。"),
    zh_hant=Words("待審批 {ref}", "{ref} 申請補償 {amount}，請審批。"),
    en=Words("Approval wanted: {ref}", "{amount} is asked for on {ref}. Please decide."),
)
_declare(
    "appealed",
    _("Taken to the regulator (staff)"),
    STAFF,
    zh_hans=Words("申诉 {ref}", "{ref} 已被申诉至监管机构。"),
    zh_hant=Words("申訴 {ref}", "{ref} 已被申訴至監管機構。"),
    en=Words("Appeal: {ref}", "{ref} was taken to the regulator."),
)
_declare(
    "clocks_differ",
    _("Clocks differ from the journal (staff)"),
    ("checked", "differing"),
    zh_hans=Words(
        "时限核对有差异",
        "夜间核对了 {checked} 个时限，{differing} 个与记录不符。"
        "请运行 huiyin clock repair --all --check 查看。",
    ),
    zh_hant=Words(
        "時限核對有差異",
        "夜間核對了 {checked} 個時限，{differing} 個與記錄不符。"
        "請執行 huiyin clock repair --all --check 查看。",
    ),
    en=Words(
        "Clocks differ from the journal",
        "Of {checked} clocks checked tonight {differing} differ from the journal. "
        "Run huiyin clock repair --all --check to see them.",
    ),
)
_declare(
    "call_back_wanted",
    _("A person should call the customer back (staff)"),
    STAFF,
    zh_hans=Words("请回访 {ref}", "{ref} 已答复，请致电客户回访。"),
    zh_hant=Words("請回訪 {ref}", "{ref} 已答覆，請致電客戶回訪。"),
    en=Words("Please call back: {ref}", "{ref} was answered. Please call the customer."),
)
