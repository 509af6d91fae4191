from __future__ import annotations

from reviewer.reuse.index import build_memory_index
from reviewer.reuse.masking import build_form
from reviewer.reuse.matters import discount_matters
from reviewer.reuse.passage import ReportRef
from reviewer.reuse.search import find_passages
from reviewer.reuse.segment import IndexedReport

DRAFT = ReportRef("draft", "", "海原县消防救援大队", 2024)
SOURCE = ReportRef("source", "", "临川区消防救援大队", 2022)


def copies(draft: str, source: str) -> int:
    index = build_memory_index([IndexedReport(SOURCE, build_form(source))])
    return len(find_passages(build_form(draft), index, ref=DRAFT))


def test_names_of_matters_are_formula_whatever_their_punctuation() -> None:
    text = "公布公众聚集场所投入使用、营业前消防安全检查结果，退役士兵待安置期生活补助已发。"
    form = discount_matters(build_form(text))
    marked = "".join(form.quote(at, at + 1) for at in range(len(form)) if form.formula[at])
    assert marked == "公众聚集场所投入使用营业前消防安全检查退役士兵待安置期生活补助"


def test_a_name_with_a_figure_in_it_is_known() -> None:
    form = discount_matters(build_form("自主就业退役士兵一次性经济补助，安全生产专项整治三年行动。"))
    assert form.formula.all()


def test_a_form_without_such_names_stays_as_it_is() -> None:
    form = build_form("今天的天气很好。")
    assert discount_matters(form) is form


def test_two_bodies_of_one_trade_name_the_same_matters() -> None:
    draft = "全年公众聚集场所投入使用、营业前消防安全检查发证31份，消防技术服务机构从业条件核查4家。"
    source = "其中公众聚集场所投入使用、营业前消防安全检查合格27件，又查消防技术服务机构从业条件9次。"
    assert copies(draft, source) == 0


def test_a_passage_that_names_them_is_still_found() -> None:
    source = (
        "公众聚集场所投入使用、营业前消防安全检查的现场照片逐户拍成前后对照，贴在街口的红砖墙上；"
        "店主看不懂的条文，由驻队文员骑车上门念三遍，念完请隔壁两家作证签字。"
    )
    assert copies(source, source) == 1
    assert copies(source.replace("红砖墙", "青石墙").replace("骑车", "步行"), source) == 1


def test_a_single_changed_sentence_alone_needs_more() -> None:
    source = "社会评议方面，委托外面的公司于10月做公众满意度问卷，回收有效问卷1208份，总体满意率为93%。"
    draft = "社会评议：委托外面的公司做满意度问卷，回收问卷186份，总的满意率为91%。"
    assert copies(draft, source) == 0
