"""Messages written for tests: three matters in many wordings, and much that is neither."""

from datetime import UTC, datetime, timedelta

from huiyin.insight.rules.topics.phrases import Message

BEGIN = datetime(2026, 3, 2, 8, tzinfo=UTC)

# (days after BEGIN, customer, subject, body)
GARDEN = [
    (60, "a1", "翠湖花园小区宽带天天断", "晚上八点以后翠湖花园整栋楼宽带都断，报修没人来"),
    (61, "a2", "翠湖花园3栋晚上宽带上不去网", "一到晚上就断网，师傅说是光缆老化，何时换"),
    (61, "a3", "宽带晚高峰掉线", "我住翠湖花园小区，晚高峰宽带天天掉线，孩子没法上网课"),
    (62, "a4", "投诉翠湖花园断网无人维修", "翠湖花园小区断网五天了，报修三次，每次都说明天"),
    (63, "a5", "翠湖花园网速慢还总是断", "百兆宽带晚上测只有两兆，翠湖花园邻居都一样，经常断"),
    (64, "a6", "小区整栋断网", "翠湖花园5栋整栋断网，光猫红灯，报修电话打不通"),
    (64, "a1", "再次反映翠湖花园宽带断网", "上次报修到现在翠湖花园宽带晚上还是断"),
    (66, "a7", "翠湖花园光缆什么时候换", "师傅说翠湖花园的光缆老化才断网，更换要等到什么时候"),
]
ROAMING = [
    (20, "b1", "出境漫游被扣八百元", "去泰国旅游没开漫游包，回来发现漫游流量扣了八百元"),
    (30, "b2", "国际漫游流量费太高", "在泰国用了一天地图，国际漫游流量费扣了六百"),
    (33, "b3", "漫游费没有提醒", "国际漫游流量超出没有短信提醒，扣费一千二，要求退漫游费"),
    (41, "b4", "泰国漫游费扣费不明", "关了数据还有漫游流量，泰国三天漫游费五百，请核查"),
]
GAME = [
    (50, "c1", "孩子手机被订了星际乐园包月", "没同意过的星际乐园业务每月扣二十元"),
    (51, "c2", "莫名扣星际乐园费用", "账单里有星际乐园二十元，从来没玩过这个游戏，退费"),
    (51, "c3", "星际乐园业务是谁订的", "查账单发现星际乐园增值业务，短信没有，要求退订退费"),
    (52, "c4", "要求退星际乐园的钱", "老人机也被扣星际乐园包月二十元，连着扣了三个月"),
    (53, "c5", "增值业务乱扣费", "星际乐园这个包月业务没有二次确认就扣费，要求双倍退"),
]
OTHERS = [
    "营业厅排队两个小时没人管",
    "携号转网一直提示有合约不给转",
    "地下车库完全没有信号",
    "客服热线打了二十分钟没人接",
    "五百兆宽带测速只有八十兆",
    "宽带续费之后速度反而慢了",
    "新装宽带等了半个月没人上门",
    "退宽带设备押金一直没有退",
    "宽带账号密码忘了重置不了",
    "老小区宽带只有一家垄断",
    "换套餐说要等到下个月才生效",
    "骚扰电话一天十几个拦不住",
    "合约没到期销户要违约金",
    "装机师傅约好上午结果没有来",
    "电视盒子画面卡顿花屏",
    "发票抬头开错了要重开",
    "身份证过期手机被停机",
    "充值两百元没有到账",
    "限速之后网页都打不开",
    "大学校园里五G信号时有时无",
    "副卡月租为什么涨了十元",
    "手机号被别人注册了贷款",
    "老年大厅要求现场办理不合理",
    "短信验证码收不到登录不了",
    "高铁上通话断断续续听不清",
]


def written() -> dict[str, list[Message]]:
    """Return the messages by matter, numbered through; `others` are about nothing together."""
    parts = {
        "garden": GARDEN,
        "roaming": ROAMING,
        "game": GAME,
        "others": [(4 * n, f"o{n}", text, text) for n, text in enumerate(OTHERS)],
    }
    made: dict[str, list[Message]] = {}
    number = 1
    for name, rows in parts.items():
        made[name] = []
        for days, customer, subject, body in rows:
            number += 1
            at = BEGIN + timedelta(days=days)
            made[name].append(
                Message(number=number, at=at, subject=subject, body=body, customer=customer)
            )
    return made
