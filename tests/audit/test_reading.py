from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from reviewer.audit.reading import read_report, to_indexed, to_reading
from reviewer.document.model import Document
from reviewer.ingest.load import load_bytes
from reviewer.review.resources import Resources

Parse = Callable[[str], Document]
TITLE = "清泽县水利局2023年政府信息公开工作年度报告\n"
BODY = (
    "根据《中华人民共和国政府信息公开条例》编制本报告。2024年3月1日起施行新办法。\n一、总体情况\n我局公开信息118条。\n"
)


@pytest.mark.parametrize(
    ("end", "published"),
    [
        ("清泽县水利局\n2024年1月15日\n", "2024-01-15"),
        ("清泽县水利局\n二〇二四年一月十五日\n", "2024-01-15"),
        ("清泽县水利局\n2023年1月15日\n", ""),
        ("我局2024年1月15日召开会议，对全年的工作作了总结，并对下一步作了安排和部署。\n", ""),
        ("", ""),
    ],
)
def test_day_of_the_signature(end: str, published: str, parse_draft: Parse, resources: Resources) -> None:
    reading = to_reading(read_report(parse_draft(TITLE + BODY + end), resources))
    assert (reading.issuer, reading.year, reading.published) == ("清泽县水利局", 2023, published)


def test_day_of_the_web_page_comes_first(resources: Resources) -> None:
    page = (
        f"<html><head><title>t</title><meta name='PubDate' content='2024-01-28 10:00'></head><body><h1>{TITLE}</h1>"
        f"<p>{BODY}</p><p>2024年1月15日</p></body></html>"
    )
    document = load_bytes(page.encode(), "a.html")
    assert to_reading(read_report(document, resources)).published == "2024-01-28"


def test_record_survives_json(clean_text: str, parse_draft: Parse, resources: Resources) -> None:
    record = read_report(parse_draft(clean_text), resources)
    kept = json.loads(json.dumps(record))
    assert to_reading(kept) == to_reading(record)
    one, other = to_indexed(record, "a").form, to_indexed(kept, "a").form
    assert one.text == other.text
    for name in ("codes", "starts", "ends", "formula"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


def test_totals_of_the_tables(clean_text: str, parse_draft: Parse, resources: Resources) -> None:
    figures = {figure.key: figure for figure in to_reading(read_report(parse_draft(clean_text), resources)).figures}
    assert figures["requests.r1"].label == "本年新收申请"
    assert {"requests.r4", "disclosure.licences", "review_litigation.review"} <= set(figures)
