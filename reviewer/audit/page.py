"""The index page as one file that needs nothing but itself."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reviewer.audit.dashboard import DashboardView
from reviewer.render.html_page import content_policy


def render(view: DashboardView) -> str:
    """Return the page; the same view gives the same text."""
    return _template().render(view=view)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("reviewer.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    script = _static("index.js")
    environment.globals.update(
        style=Markup(_static("index.css")),  # noqa: S704 - both are files of this package
        script=Markup(script),  # noqa: S704
        policy=content_policy(script),
    )
    return environment.get_template("index.html")


def _static(name: str) -> str:
    return (files("reviewer.audit") / "static" / name).read_text(encoding="utf-8")
