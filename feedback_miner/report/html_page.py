"""report.html: one file, no scripts, nothing from the network."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from markupsafe import Markup

from feedback_miner.report.templating import environment
from feedback_miner.report.views.page import Page


def html_page(page: Page) -> str:
    """The page. Its policy allows the one style block, by digest, and forbids everything else."""
    css = files("feedback_miner.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    template = environment(autoescape=True).get_template("report.html.j2")
    return template.render(page=page, css=Markup(css), policy=content_policy(css))  # noqa: S704 - our own file


def content_policy(css: str) -> str:
    """The Content-Security-Policy under which only this style sheet counts.

    Source:
        W3C, Content Security Policy Level 3, section 2.3.1 (hash sources).
    """
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
