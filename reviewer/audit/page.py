"""The index page as one file that needs nothing but itself."""

from __future__ import annotations

from functools import cache

from jinja2 import Template

from reviewer.audit.dashboard import DashboardView
from reviewer.render.html_page import build_template


def render(view: DashboardView) -> str:
    """Return the page; the same view gives the same text."""
    return _template().render(view=view)


@cache
def _template() -> Template:
    return build_template("reviewer.audit", "index")
