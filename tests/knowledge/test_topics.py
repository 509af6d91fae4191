import pytest

from reviewer.knowledge.topics import load_topics

BY_KEY = {topic.key: topic for topic in load_topics()}


def test_topics_of_the_contract_in_order() -> None:
    assert [topic.key for topic in load_topics()] == [
        "proactive_disclosure", "disclosure_on_request", "information_management", "platform", "supervision",
        "problems", "improvements", "information_fee",
    ]  # fmt: skip
    for topic in load_topics():
        assert topic.source
        assert topic.advice.endswith("。")
        assert len(topic.cues) >= 8
        assert all(1 <= weight <= 5 for weight in topic.weights.values())


def test_required_by_generation_and_year() -> None:
    required = {
        profile: [topic.key for topic in load_topics() if topic.is_required(profile)]
        for profile in ("zfxxgk-2007", "zfxxgk-2019", "zfxxgk-2021")
    }
    assert required["zfxxgk-2007"] == ["proactive_disclosure", "disclosure_on_request", "problems", "improvements"]
    assert len(required["zfxxgk-2019"]) == 7
    assert len(required["zfxxgk-2021"]) == 8
    assert not BY_KEY["information_fee"].is_required("zfxxgk-2021", 2020)
    assert BY_KEY["information_fee"].is_required("zfxxgk-2021", 2021)


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("（一）主动公开情况", ["proactive_disclosure"]),
        ("（二） 依申请公开", ["disclosure_on_request"]),
        ("(三)政府信息管理方面", ["information_management"]),
        ("（四）政府信息公开平台建设", ["platform"]),
        ("（五）监督保障", ["supervision"]),
        ("（一）存在的主要问题", ["problems"]),
        ("（二）改进措施", ["improvements"]),
        ("一、总体情况", []),
    ],
)
def test_is_named_by(heading: str, keys: list[str]) -> None:
    assert [topic.key for topic in load_topics() if topic.is_named_by(heading)] == keys


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("全年通过门户网站主动公开政府信息312条，发布政策解读材料5篇。", "proactive_disclosure"),
        ("全年收到政府信息公开申请3件，均在法定期限内答复申请人。", "disclosure_on_request"),
        ("严格落实三审三校和保密审查，逐件认定公文公开属性。", "information_management"),
        ("维护微信公众号和政府网站栏目，设置政务公开专区。", "platform"),
        ("成立领导小组，举办培训2次，开展考核和社会评议。", "supervision"),
        ("信息更新不及时，业务能力有待提高，存在短板。", "problems"),
        ("下一步，我局将进一步加强培训，改进工作措施。", "improvements"),
        ("本年度未收取信息处理费。", "information_fee"),
    ],
)
def test_score_prefers_the_right_topic(sentence: str, key: str) -> None:
    best = max(load_topics(), key=lambda topic: topic.score(sentence))
    assert best.key == key
    assert best.find_cues(sentence)


def test_is_zero_statement() -> None:
    assert BY_KEY["disclosure_on_request"].is_zero_statement("全年未收到政府信息公开 申请。")
    assert BY_KEY["information_fee"].is_zero_statement("本机关2021年未收取信息处理费。")
    assert not BY_KEY["disclosure_on_request"].is_zero_statement("收到申请3件。")
