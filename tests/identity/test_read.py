from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewer.document.model import Document
from reviewer.identity.model import Identity
from reviewer.identity.read import Overrides, read_identity
from reviewer.ingest.load import load_bytes
from reviewer.nlp.components.dates import find_dates
from reviewer.review.resources import Resources

BODY = "\n一、总体情况\n全年主动公开信息118条，均经审核后发布，群众来电来信全部登记答复。\n"
Read = Callable[..., Identity]


@pytest.fixture(scope="module")
def read(resources: Resources) -> Read:
    def run(document: Document, **overrides: object) -> Identity:
        return read_identity(
            document,
            find_dates(document.text),
            resources.knowledge.departments,
            resources.knowledge.gazetteer,
            overrides=Overrides(**overrides),  # type: ignore[arg-type]
        )

    return run


@pytest.mark.parametrize(
    ("title", "place", "departments", "organ_word", "level", "year", "profile"),
    [
        ("清泽县水利局2023年政府信息公开工作年度报告", "清泽县", ("water",), "局", "county", 2023, "zfxxgk-2021"),
        (
            "望岭区卫生健康委员会2020年政府信息公开工作年度报告",
            "望岭区",
            ("health",),
            "委",
            "county",
            2020,
            "zfxxgk-2019",
        ),
        ("岚江省水利厅2015年政府信息公开工作年度报告", "岚江省", ("water",), "厅", "province", 2015, "zfxxgk-2007"),
        ("临澜市商务局2022年政府信息公开工作年度报告", "临澜市", ("commerce",), "局", "city", 2022, "zfxxgk-2021"),
        (
            "清泽县人民政府2021年政府信息公开工作年度报告",
            "清泽县",
            ("government",),
            "政府",
            "county",
            2021,
            "zfxxgk-2021",
        ),
    ],
)
def test_identity_from_the_title(
    title: str,
    place: str,
    departments: tuple[str, ...],
    organ_word: str,
    level: str,
    year: int,
    profile: str,
    read: Read,
    parse_draft: Callable[[str], Document],
) -> None:
    identity = read(parse_draft(title + BODY))
    assert (identity.place, identity.departments, identity.organ_word) == (place, departments, organ_word)
    assert (identity.level, identity.year, identity.profile) == (level, year, profile)
    assert identity.is_government == (departments == ("government",))


def test_title_outweighs_signature_and_file_name(read: Read) -> None:
    text = f"清泽县水利局2023年政府信息公开工作年度报告{BODY}望岭区商务局\n2024年1月16日\n"
    document = load_bytes(text.encode(), "望岭区商务局2022年政府信息公开工作年度报告.txt")
    identity = read(document)
    assert (identity.issuer, identity.year) == ("清泽县水利局", 2023)
    assert {claim.source for claim in identity.claims_of("issuer")} >= {"title", "signature", "file_name"}


def test_place_left_open_by_the_title_comes_from_the_signature(
    read: Read, parse_draft: Callable[[str], Document]
) -> None:
    identity = read(parse_draft(f"县水利局2023年政府信息公开工作年度报告{BODY}清泽县水利局\n2024年1月16日\n"))
    assert identity.place == "清泽县"


def test_what_the_caller_says_outweighs_all(read: Read, parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft("清泽县水利局2023年政府信息公开工作年度报告" + BODY)
    identity = read(document, issuer="望岭区商务局", year=2020, profile="zfxxgk-2019")
    assert (identity.issuer, identity.place, identity.year) == ("望岭区商务局", "望岭区", 2020)
    assert identity.profile == "zfxxgk-2019"


def test_text_without_any_name_has_no_identity(read: Read, parse_draft: Callable[[str], Document]) -> None:
    identity = read(parse_draft(BODY.strip()))
    assert (identity.issuer, identity.place, identity.departments, identity.year) == (None, None, (), None)


def test_claims_quote_the_text(read: Read, parse_draft: Callable[[str], Document]) -> None:
    document = parse_draft(f"清泽县水利局2023年政府信息公开工作年度报告{BODY}清泽县水利局\n2024年1月16日\n")
    for claim in read(document).claims:
        if claim.span is not None:
            assert document.quote(claim.span).strip()
