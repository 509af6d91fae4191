"""The review as one web page that needs nothing but itself.

Styles and script are inlined; the page's own policy forbids it to load anything.
Without script it still reads, links and prints.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from reviewer.render.view_model import ReviewView


def render(view: ReviewView) -> str:
    """Return the page; the same view gives the same text."""
    return _template().render(view=view)


@cache
def _template() -> Template:
    """Return the page's template, compiled once for the process."""
    return build_template("reviewer.render", "review")


def build_template(package: str, name: str) -> Template:
    """Return the template ``name`` of a package with its style, its script and the policy that admits no other.

    Args:
        package: Where ``templates/name.html``, ``static/name.css`` and ``static/name.js`` stand.
        name: Their stem.
    """
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    script = _static(package, f"{name}.js")
    style = _static("reviewer.render", "palette.css") + _static(package, f"{name}.css")
    environment.globals.update(
        style=Markup(style),  # noqa: S704 - all are files of these packages
        script=Markup(script),  # noqa: S704
        policy=content_policy(script),
    )
    return environment.get_template(f"{name}.html")


def content_policy(script: str) -> str:
    """Return the page's Content-Security-Policy: nothing from outside, no script but ``script``."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _static(package: str, name: str) -> str:
    return (files(package) / "static" / name).read_text(encoding="utf-8")
