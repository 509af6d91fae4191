"""One battery for every check, reader and renderer."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from reviewer.checks.base import Finding
from reviewer.checks.context import CheckContext
from reviewer.checks.evidence import ArithmeticEvidence, Term
from reviewer.checks.registry import discover
from reviewer.document.model import Document
from reviewer.document.numerals import HAN_NUMERALS, parse_number
from reviewer.errors import IngestError, NoText, ReviewerError
from reviewer.ingest.load import load_bytes
from reviewer.render import docx_comments, html_page, json_report
from reviewer.render.view import build_view
from reviewer.review.model import Review
from reviewer.review.plan import CheckPlan, build_plan
from reviewer.review.resources import Resources
from reviewer.review.run import ReviewOptions, build_context, review_document, run_checks
from reviewer.review.settle import settle
from tests.checks.suites import read_suites, run_case
from tests.formats import FORMATS, encode

CHECKS = list(discover())
RENDERERS: dict[str, Callable[[Review], bytes]] = {
    "json": lambda review: json_report.render(review).encode(),
    "html": lambda review: html_page.render(build_view(review)).encode(),
    "docx": lambda review: docx_comments.render(review, None),
}
RAISE = ReviewOptions(raise_failures=True)
ONE_CHARACTER_MORE_THAN_NONE = "清泽县水利局2023年政府信息公开工作年度报告\n一"


@cache
def long_text(piece: str) -> str:
    """Return 200,000 characters: the report again and again, without and with its headings and tables."""
    prose = "".join(line for line in piece.split("\n") if line.endswith("。"))
    mixed = piece * 10 + prose
    return (mixed * (200_000 // len(mixed) + 1))[:200_000]


@pytest.fixture(scope="module", params=["example", "least", "one_line", "marks", "long"])
def draft(
    request: pytest.FixtureRequest, parse_draft: Callable[[str], Document], example_text: str, clean_text: str
) -> Document:
    texts = {
        "example": example_text,
        "least": ONE_CHARACTER_MORE_THAN_NONE,
        "one_line": "".join(clean_text.split()),
        "marks": ONE_CHARACTER_MORE_THAN_NONE + "（" * 500,
        "long": long_text(clean_text),
    }
    return parse_draft(texts[request.param])


@pytest.fixture(scope="module")
def contexts(draft: Document, shipped_resources: Resources) -> tuple[CheckContext, CheckContext]:
    """The draft read and understood twice, independently."""
    return build_context(draft, shipped_resources, RAISE), build_context(draft, shipped_resources, RAISE)


@pytest.fixture(scope="module")
def reviews(draft: Document, resources: Resources) -> tuple[Review, Review]:
    """The draft reviewed twice, independently."""
    one, other = (review_document(draft, resources=resources, options=RAISE) for _ in range(2))
    return one, other


@pytest.mark.parametrize("check_id", CHECKS)
def test_check_gives_the_same_findings_each_time(check_id: str, contexts: tuple[CheckContext, CheckContext]) -> None:
    plan = build_plan(only=[check_id])
    first, second = (run_checks(plan.checks, ctx, raise_failures=True)[0] for ctx in contexts)
    assert first == second
    for finding in first:
        assert finding.check == check_id
        assert finding.message.endswith(("。", "！", "？"))
        assert finding.basis
        assert (finding.span is None) == (finding.quote is None)
        assert finding.span is not None or finding.topic or finding.section
        assert finding.confidence is None or 0 <= finding.confidence <= 1


def test_terms_of_calculations_hold_their_figures(resources: Resources, tmp_path: Path, places_file: Path) -> None:
    """Hold each figure of the evidence to the words that it is cited from, over the suites of the checks."""
    wrong: list[str] = []
    seen = 0
    for case in (case for suite in read_suites().values() for case in suite):
        if not case.expect or case.corpus:
            continue
        folder = tmp_path / f"{case.check}-{case.name}"
        folder.mkdir()
        outcome = run_case(case, resources, folder, places_file)
        for term in (term for finding in outcome.findings for term in _terms(finding)):
            seen += term.span is not None
            if not _holds(term, outcome.document):
                wrong.append(f"{case.check}, {case.name}: {term}")
    assert seen > 150
    assert wrong == []


def _terms(finding: Finding) -> Iterator[Term]:
    for evidence in finding.evidence:
        if isinstance(evidence, ArithmeticEvidence):
            yield from (*evidence.terms_left, *evidence.terms_right)


def _holds(term: Term, document: Document) -> bool:
    """Tell whether the place that a term names holds its words, and these its figure."""
    if term.span is None:
        return True
    quote = document.quote(term.span)
    if quote != term.text or term.value is None:
        return quote == term.text
    written = re.search(rf"-?\d[\d,.]*万?|[{HAN_NUMERALS}]+", unicodedata.normalize("NFKC", "".join(quote.split())))
    if term.value == 0 and (written is None or re.search("[未没无零]", quote)):
        return True  # a blank cell, or words that say there is none
    return written is not None and parse_number(written[0].rstrip(".,")) == term.value


def test_order_of_checks_does_not_matter(draft: Document, contexts: tuple[CheckContext, CheckContext]) -> None:
    checks = list(build_plan().checks)
    found = []
    for seed in range(3):
        random.Random(seed).shuffle(checks)
        findings, _ = run_checks(checks, contexts[0], raise_failures=True)
        found.append(settle(findings, draft))
    assert found[0] == found[1] == found[2]


def test_checks_leave_the_context_as_it_was(example_text: str, resources: Resources) -> None:
    document = load_bytes(example_text.encode(), "草稿.txt")
    ctx = build_context(document, resources, RAISE)
    before = (ctx.document, ctx.identity, ctx.mentions, ctx.dates, ctx.quantities, ctx.sentences)
    run_checks(build_plan().checks, ctx, raise_failures=True)
    assert before == (ctx.document, ctx.identity, ctx.mentions, ctx.dates, ctx.quantities, ctx.sentences)


@pytest.mark.parametrize("name", RENDERERS)
def test_renderer_gives_the_same_bytes_each_time(name: str, reviews: tuple[Review, Review]) -> None:
    one, other = reviews
    assert RENDERERS[name](one) == RENDERERS[name](other)


@pytest.mark.parametrize("name", RENDERERS)
def test_renderer_shows_a_review_without_checks(name: str, clean_text: str, resources: Resources) -> None:
    document = load_bytes(clean_text.encode(), "草稿.txt")
    review = review_document(document, resources=resources, plan=CheckPlan((), tuple(CHECKS)))
    assert RENDERERS[name](review)


@pytest.mark.parametrize("name", FORMATS)
def test_reader_reads_the_same_each_time(name: str, clean_text: str) -> None:
    data = encode(load_bytes(clean_text.encode(), "草稿.txt"), name)
    one, other = load_bytes(data, f"草稿.{name}"), load_bytes(data, f"草稿.{name}")
    assert one == other
    assert one.source.format == name


@pytest.mark.parametrize("name", [*FORMATS, "md", "doc", "wps", "rtf", "odt"])
@pytest.mark.parametrize(
    "data", [b"", b"a", "一".encode(), b"\x00" * 64, b"PK\x03\x04", b"%PDF-1.4", b"\xd0\xcf\x11\xe0"]
)
def test_reader_refuses_next_to_nothing_in_one_line(name: str, data: bytes) -> None:
    with pytest.raises(IngestError) as caught:
        load_bytes(data, f"草稿.{name}")
    assert "\n" not in str(caught.value)
    assert any("\u4e00" <= char <= "\u9fff" for char in str(caught.value))


@pytest.mark.parametrize("name", ["html", "docx"])
def test_reader_survives_200_000_characters(name: str, clean_text: str) -> None:
    # Without the headings of its parts: the same report many times over would be cut behind the first.
    prose = "\n".join(line for line in clean_text.split("\n") if "\t" not in line and line[1:2] != "、")
    document = load_bytes((prose * (200_000 // len(prose))).encode(), "草稿.txt")
    again = load_bytes(encode(document, name), f"草稿.{name}")
    assert len(again.text) > 150_000


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("name", ["html", "docx", "pdf"])
def test_truncated_file_is_read_or_refused(name: str, cut: float, clean_text: str) -> None:
    data = encode(load_bytes(clean_text.encode(), "草稿.txt"), name)
    try:
        document = load_bytes(data[: int(len(data) * cut)], f"草稿.{name}")
    except ReviewerError as error:
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert document.text


def test_empty_text_is_refused() -> None:
    with pytest.raises(NoText):
        load_bytes("　\n\n".encode(), "草稿.txt")


def test_every_public_name_resolves() -> None:
    import reviewer  # noqa: PLC0415

    assert sorted(reviewer.__all__) == ["Finding", "Review", "__version__", "review_file"]
    assert all(getattr(reviewer, name) is not None for name in reviewer.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        reviewer.nothing  # noqa: B018


def test_modules_stay_small(root: Path) -> None:
    long = {
        str(path.relative_to(root)): lines
        for folder in ("reviewer", "scripts")
        for path in (root / folder).rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
