from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from reviewer.render.html_page import render
from reviewer.render.view import build_view
from tests.render import golden
from tests.render.sample_review import build_clean_review, build_sample_review

CHROMIUM = shutil.which("chromium")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="module")
def page() -> str:
    return render(build_view(build_sample_review(hostile=True), generated_on="2022年1月20日"))


def tree_of(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_whole_page_matches_golden_file(page: str) -> None:
    golden.compare("sample.html", page)


def test_same_review_same_page() -> None:
    first = render(build_view(build_sample_review()))
    assert first == render(build_view(build_sample_review()))
    assert "审查日期" not in first


def test_nothing_is_loaded_from_outside(page: str) -> None:
    assert re.findall(r"(?:https?:)?//[\w.]+", page) == []
    assert re.findall(r"@import|url\(", page) == []
    tree = tree_of(page)
    assert tree.xpath("//@src | //link | //iframe | //img | //object | //base") == []


def test_ids_are_unique_and_every_link_has_its_target(page: str) -> None:
    tree = tree_of(page)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = {href.removeprefix("#") for href in tree.xpath("//@href")}
    targets |= set(tree.xpath("//@data-mark | //@data-finding | //@aria-labelledby"))
    targets |= {card for cards in tree.xpath("//@data-f") for card in cards.split()}
    assert targets <= set(ids)


def test_hostile_text_stays_text(page: str) -> None:
    tree = tree_of(page)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//article//script | //b[text()='标点'] | //details/img") == []
    assert "<script>alert(1)</script>" in tree.text_content()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", page)


def test_only_the_page_s_own_script_may_run(page: str) -> None:
    tree = tree_of(page)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[-1]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert tree.xpath("//@style | //@onclick | //@onload") == []


def test_every_mark_has_a_number_beside_its_colour(page: str) -> None:
    tree = tree_of(page)
    numbers = sorted(int(text) for text in tree.xpath("//article//a[@class='ref']/text()"))
    cards = tree.xpath("//li[contains(@class, 'card')][@data-mark]//a[@class='number']/text()")
    assert numbers == sorted(map(int, cards))


def test_clean_page_says_so() -> None:
    text = " ".join(tree_of(render(build_view(build_clean_review()))).text_content().split())
    assert "可以通过" in text
    assert "没有发现问题" in text


def dump(path: Path, profile: Path) -> str:
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        *FLAGS,
        f"--user-data-dir={profile}",
        "--virtual-time-budget=4000",
        "--dump-dom",
        path.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, check=True, timeout=60, text=True).stdout


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine")
def test_keys_filters_and_letter_work(page: str, tmp_path: Path) -> None:
    steps = """
      const key = (name) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key: name, bubbles: true}));
      const seen = [];
      const current = () => document.querySelector(".card.current")?.querySelector(".number").textContent;
      key("j"); seen.push(current()); key("j"); seen.push(current()); key("k"); seen.push(current());
      document.querySelector("button[data-severity=warning]").click();
      seen.push(document.querySelector("[data-total]").textContent);
      key("Escape"); seen.push(document.querySelector("[data-total]").textContent, String(current()));
      document.querySelector("mark[data-f~='" + document.querySelectorAll(".card")[4].id + "']").click();
      seen.push(current());
      const box = document.querySelector("[data-keep]"); box.click();
      seen.push(document.querySelectorAll("[data-finding][hidden]").length);
      document.body.dataset.seen = seen.join("|");
    """
    allowed = b64encode(sha256(steps.encode()).digest()).decode()
    changed = page.replace("script-src ", f"script-src &#39;sha256-{allowed}&#39; ", 1)
    changed = changed.replace("</body>", f"<script>{steps}</script></body>")
    path = tmp_path / "page.html"
    path.write_text(changed, encoding="utf-8")
    body = tree_of(dump(path, tmp_path / "profile")).find("body")
    assert body.get("data-seen") == "1|2|1|5 / 13 条|13 条|undefined|5|1"


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine")
def test_the_policy_lets_the_script_run(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    assert "js" in (tree_of(dump(path, tmp_path / "profile")).get("class") or "").split()
