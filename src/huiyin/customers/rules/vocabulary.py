"""The words people head their columns with and fill their cells with."""

from huiyin.customers.rules.party import Tier, Vulnerability

# In order of importance: the first target takes a header that two could mean.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "external": (
        "customerid",
        "customer id",
        "客户编号",
        "客户ID",
        "客户号",
        "用户ID",
        "外部编号",
    ),
    "account": ("account", "account number", "账号", "账户", "帐号", "宽带账号", "合同号"),
    "phone": (
        "mobile",
        "msisdn",
        "tel",
        "telephone",
        "手机",
        "手机号",
        "手机号码",
        "电话",
        "电话号码",
        "联系电话",
        "用户号码",
    ),
    "email": ("e-mail", "mail", "email address", "邮箱", "电子邮箱", "邮件"),
    "wechat": ("openid", "微信", "微信号"),
    "name": ("customer name", "full name", "姓名", "客户姓名", "客户名称", "用户姓名", "名称"),
    "kind": ("customer type", "party type", "客户类型", "用户类型"),
    "tier": ("level", "grade", "segment", "客户等级", "等级", "星级", "客户级别"),
    "is_vip": ("vip", "是否vip", "重要客户"),
    "language": ("lang", "语言"),
    "preferred_channel": ("channel", "contact preference", "首选渠道", "联系方式偏好"),
    "region": (
        "region code",
        "service region",
        "区域代码",
        "行政区划",
        "地区代码",
        "区划代码",
        "归属地",
    ),
    "address": ("street", "地址", "联系地址", "装机地址", "详细地址"),
    "elderly": ("seniorcitizen", "senior", "老年", "老年人", "是否老年"),
    "disabled": ("disability", "残疾", "残疾人", "是否残疾"),
    "medical_dependency": ("medical", "医疗依赖"),
    "minor": ("under age", "未成年", "未成年人"),
    "product": ("internetservice", "service", "产品", "业务", "产品名称", "业务类型"),
    "plan": ("contract", "package", "tariff", "套餐", "套餐名称", "资费"),
    "access_line": ("line", "access", "接入号", "线路", "光路", "端口"),
    "serving_cell": ("cell", "cell id", "cgi", "ecgi", "小区", "基站", "服务小区"),
    "since": (
        "start",
        "start date",
        "activation date",
        "入网时间",
        "开通时间",
        "入网日期",
        "开户日期",
    ),
    "until": ("end", "end date", "终止时间", "到期时间", "销户日期"),
}
CARE = tuple(
    Vulnerability(code) for code in ("elderly", "disabled", "medical_dependency", "minor")
)
TIERS = {
    "普通": Tier.STANDARD,
    "标准": Tier.STANDARD,
    "normal": Tier.STANDARD,
    "basic": Tier.STANDARD,
    "银": Tier.SILVER,
    "银卡": Tier.SILVER,
    "金": Tier.GOLD,
    "金卡": Tier.GOLD,
    "白金": Tier.PLATINUM,
    "白金卡": Tier.PLATINUM,
    "钻石": Tier.DIAMOND,
    "钻石卡": Tier.DIAMOND,
    "vip": Tier.DIAMOND,
}
ORGANISATIONS = frozenset(
    {
        "organisation",
        "organization",
        "company",
        "business",
        "单位",
        "企业",
        "集团",
        "政企",
        "公司",
    }
)
INDIVIDUALS = frozenset({"individual", "person", "consumer", "个人", "公众", ""})
LANGUAGES = {
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-hans": "zh-hans",
    "中文": "zh-hans",
    "简体中文": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "zh-hant": "zh-hant",
    "繁體中文": "zh-hant",
    "繁体中文": "zh-hant",
    "en": "en",
    "en-us": "en",
    "english": "en",
    "英文": "en",
    "英语": "en",
}
CHANNELS = {
    "sms": "sms",
    "短信": "sms",
    "email": "email",
    "邮件": "email",
    "wechat": "wechat",
    "微信": "wechat",
    "phone": "phone",
    "电话": "phone",
}
NOTHING = frozenset({"", "no", "none", "n/a", "-", "无", "否", "没有"})
