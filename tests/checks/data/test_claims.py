"""What single sentences claim about the figures of the tables, and what they do not."""

from __future__ import annotations

import pytest

from reviewer.checks.data._claims import passages_of, read_claims
from reviewer.ingest.load import load_bytes
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, build_context

TITLE = "清泽县水利局2022年政府信息公开工作年度报告\n一、总体情况\n"


def claims_of(sentence: str, resources: Resources, title: str = TITLE) -> list[tuple[str, int]]:
    document = load_bytes((title + sentence).encode(), "草稿.txt")
    ctx = build_context(document, resources, ReviewOptions(raise_failures=True))
    return [(claim.role, int(claim.value)) for claim in read_claims(ctx, passages_of(ctx))]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "2022年新收政府信息公开申请12件，2021年结转3件，办结14件，结转2023年1件。",
            [("new", 12), ("carried_in", 3), ("done", 14), ("carried_out", 1)],
        ),
        ("全年收到7件政府信息公开申请。", [("received", 7)]),
        ("共受理政府信息公开申请2件，均按期答复。", [("accepted", 2)]),
        ("本年度收到公民、法人和其他组织提出的政府信息公开申请十二件。", [("received", 12)]),
        (
            "收到政府信息公开申请5件，其中自然人4件、法律服务机构1件。",
            [("received", 5), ("column:person", 4), ("column:law", 1)],
        ),
        (
            "依申请公开共办结9件，其中予以公开3件，部分公开1件，不予公开2件，无法提供2件，不予处理1件。",
            [("done", 9), ("granted", 3), ("part", 1), ("refused", 2), ("unavailable", 2), ("not_processed", 1)],
        ),
        ("我局未收到任何公民、法人和其他组织提出的政府信息公开申请，无上年结转。", [("new", 0), ("carried_in", 0)]),
        ("全年未接到信息公开申请。", [("new", 0)]),
        ("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", [("dispute_review", 0), ("dispute_lawsuit", 0)]),
        ("因政府信息公开引起的行政复议2件、行政诉讼案件1件。", [("dispute_review", 2), ("dispute_lawsuit", 1)]),
        (
            "制发行政规范性文件2件，废止1件，现行有效9件。",
            [
                ("issued:normative_documents", 2),
                ("repealed:normative_documents", 1),
                ("in_force:normative_documents", 9),
            ],
        ),
        ("本年未制发行政规范性文件。", [("issued:normative_documents", 0)]),
        ("信息公开申请办理结果：重复申请1件，本机关不掌握相关政府信息3件。", [("row:r3_5_2", 1), ("row:r3_4_1", 3)]),
        ("依申请公开方面，尚有2件结转下年度继续办理。", [("carried_out", 2)]),
    ],
)
def test_claim_read(sentence: str, expected: list[tuple[str, int]], resources: Resources) -> None:
    assert sorted(claims_of(sentence, resources)) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "全年办理12345热线工单137件，全部办结。",
        "近三年累计收到政府信息公开申请96件。",
        "2019年收到政府信息公开申请31件。",
        "依申请公开量比上年增加14件，6月收到5件。",
        "其中一名申请人提出政府信息公开申请16件，网上收到依申请公开4件。",
        "全年办结人大代表建议12件、政协提案7件。",
        "全县各部门共收到政府信息公开申请58件。",
        "受理行政复议案件68件，审结61件，为全市依法行政提供保障。",
        "全年受理行政许可申请320件，办结318件。",
        "审核送审规范性文件33件，对2015年以来的规范性文件作了清理，其中失效4件。",
        "拟稿时填写公开属性，依申请公开19件、不予公开8件。",
        "申请人不服答复，未提起行政诉讼。",
        "网上、信函各2件，均为依申请公开。",
    ],
)
def test_no_claim_about_a_table(sentence: str, resources: Resources) -> None:
    assert claims_of(sentence, resources) == []


def test_government_speaks_for_all_its_organs(resources: Resources) -> None:
    title = "清泽县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n"
    sentence = "全县各级行政机关新收政府信息公开申请58件，其中县政府办公室直接收到13件。"
    assert claims_of(sentence, resources, title) == [("new", 58)]
