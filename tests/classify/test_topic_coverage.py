from __future__ import annotations

from pathlib import Path

import pytest

from reviewer.classify.store import load_model
from reviewer.classify.topic_coverage import Place, TopicReading, read_topics
from reviewer.document.contents import TOPIC_KEYS
from reviewer.document.span import Span
from reviewer.nlp.sentences import Sentence


def read(
    root: Path, *lines: tuple[str, str | None, tuple[str, ...]], cues: dict[str, list[str]] | None = None
) -> TopicReading:
    sentences, offset = [], 0
    for index, (text, _, _) in enumerate(lines):
        sentences.append(Sentence(Span(offset, offset + len(text)), text, index, None))
        offset += len(text) + 1
    places = [Place(section, topics) for _, section, topics in lines]
    return read_topics(sentences, places, load_model(root / "models" / "topic"), cues=cues or {}, words={})


@pytest.mark.parametrize(
    ("topic", "sentence"),
    [
        ("proactive_disclosure", "全年通过县政府网站主动公开信息118条，其中防汛抗旱36条。"),
        ("disclosure_on_request", "全年收到政府信息公开申请5件，均在法定期限内答复申请人。"),
        ("information_management", "严格执行信息发布审核制度，起草、核稿、保密审查、签发逐一留痕。"),
        ("platform", "“清泽水利”微信公众号更新42期，网站专栏由11个子栏目归并为7个。"),
        ("supervision", "把公开任务写入各股室年度考核，6月组织联络员集中培训一天。"),
    ],
)
def test_clear_sentences(topic: str, sentence: str, root: Path) -> None:
    assert read(root, (sentence, "overview", ())).coverage[topic].status == "present"


def test_one_topic_does_not_cover_the_others(root: Path) -> None:
    reading = read(root, ("全年收到政府信息公开申请5件，均在法定期限内答复申请人。", "overview", ()))
    present = {topic for topic in TOPIC_KEYS if reading.coverage[topic].status == "present"}
    assert present == {"disclosure_on_request"}


def test_a_plan_does_not_make_the_work_present(root: Path) -> None:
    plan = ("2024年，将把“清泽水利”微信公众号更新频次提高一倍，改造网站专栏。", "problems_improvements", ())
    assert read(root, plan).coverage["platform"].status == "absent"


def test_a_preface_does_not_count(root: Path) -> None:
    preface = ("本报告包括主动公开、依申请公开、政府信息管理、平台建设、监督保障五部分。", None, ())
    body = ("全年通过县政府网站主动公开信息118条，其中防汛抗旱36条。", "overview", ())
    assert read(root, preface, body).coverage["platform"].status != "present"


def test_decisive_words_count_wherever_they_stand(root: Path) -> None:
    line = ("表中所列均为水土保持补偿费，信息处理费为0元。", "other", ())
    reading = read(root, line, cues={"information_fee": ["信息处理费"]})
    assert reading.coverage["information_fee"].status == "present"


def test_no_sentences_at_all(root: Path) -> None:
    reading = read(root)
    assert {coverage.status for coverage in reading.coverage.values()} == {"absent"}
    assert reading.probabilities.shape == (0, len(TOPIC_KEYS))


def test_a_thin_text_under_the_heading_of_a_topic_is_weak_and_not_absent(root: Path) -> None:
    thin = ("2023年收到政府信息公开投诉0件。", "overview", ("supervision",))
    assert read(root, thin).coverage["supervision"].status != "absent"


def test_a_text_about_another_topic_does_not_fill_a_heading(root: Path) -> None:
    other = ("“清泽水利”微信公众号更新42期，网站专栏由11个子栏目归并为7个。", "overview", ("disclosure_on_request",))
    assert read(root, other).coverage["disclosure_on_request"].status == "absent"
