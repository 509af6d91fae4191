"""A foreign name in a clause that tells the issuer's own disclosure."""

from __future__ import annotations

import pytest

from reviewer.identity.read_residues import read_residues
from reviewer.identity.residues import Residue
from reviewer.nlp.sentences import Sentence, split_sentences
from reviewer.review.resources import Resources


def read(text: str, resources: Resources, own: str, *, speaks_for_all: bool = False) -> dict[str, Residue]:
    """Return the residues of a text by their words."""
    sentences = tuple(Sentence(span, span.quote(text), 0, None) for span in split_sentences(text))
    found = read_residues(
        sentences,
        tuple(resources.nlp(text)._.mentions),
        ["overview"] * len(sentences),
        (own,),
        speaks_for_all=speaks_for_all,
        departments=resources.knowledge.departments,
        finder=resources.finder,
        model=resources.role_model,
    )
    return {sentences[number].text[one.candidate.start : one.candidate.end]: one for number, one in found}


@pytest.mark.parametrize(
    ("own", "foreign", "word", "rightful"),
    [
        ("transport", "卫生健康领域重点信息公开有序推进。", "卫生健康领域", "与卫生健康领域的专家共同解读政策。"),
        ("agri", "完善生态环境部门信息公开目录。", "生态环境部门", "向生态环境部门移送线索3条。"),
        ("meteorology", "认真做好公安机关执法信息公开工作。", "公安机关", "线索移送公安机关。"),
        ("vet_affairs", "紧扣生态环境保护中心工作，加大公开力度。", "生态环境保护中心工作", "配合生态环境保护工作。"),
        ("commerce", "组织召开全县民政工作会议，同步部署公开任务。", "民政工作", "列席全县民政工作会议。"),
        ("market", "加强对税务分局政务公开工作的指导。", "税务分局", "与税务分局共享登记信息。"),
        ("ethnic_rel", "每月对各镇财政所信息公开情况进行通报。", "财政所", "由各镇财政所拨付资金。"),
        ("ndrc", "加强与局属医院的沟通，督促其报送公开信息。", "医院", "公布医院收费项目目录。"),
        ("water", "申请人可到县民政局办公室现场提交申请。", "民政局", "属于县民政局职责的，告知申请人向该局提出。"),
        ("ndrc", "在县教育局的正确领导下，政务公开稳步推进。", "教育局", "在县教育局的支持下建成科普馆。"),
        ("health", "编制公布12条检务信息，推行检务公开。", "检务公开", "邀请检察院介绍办案情况。"),
        ("nat_res", "切实保障参保群众的知情权。", "参保群众", "不动产登记与参保群众信息比对。"),
        ("water", "通过12366热线答复群众咨询320人次。", "12366", "12366热线整合到12345热线。"),
        ("petition", "依托清泽文旅视频号推送短视频15条。", "清泽文旅", "转发清泽文旅视频号作品2条。"),
        ("fire", "进一步加大水利政策解读力度。", "水利", "转发水利政策解读3条。"),
        ("public_sec", "全县各学校落实公开专人一名。", "各学校", "全县各学校、医院均落实专人对接。"),
    ],
)
def test_clause_decides(own: str, foreign: str, word: str, rightful: str, resources: Resources) -> None:
    assert word in read(foreign, resources, own)
    assert read(rightful, resources, own) == {}


def test_an_organ_is_no_subject_in_a_street(resources: Resources) -> None:
    text = "区教育局高度重视政务公开工作，全年研究两次。"
    assert "教育局" in read(text, resources, "street", speaks_for_all=True)
    assert read(text, resources, "government", speaks_for_all=True) == {}
