"""The texts of mails. Each is written once a language and rendered three times: as plain text, HTML, in-app notice.

What differs between them are the pieces of `kit.txt.j2` and `kit.html.j2` (paragraph, facts, button, quotation).
"""

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"
WIDTH = 72

_SPACES = re.compile(r"[ \t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""Blanks and whatever breaks a line; not the no-break space: French punctuation keeps it."""
_BLANK_LINES = re.compile(r"\n{3,}")


def one_line(text: str) -> str:
    """Without line breaks and double spaces; what a header may hold."""
    return _SPACES.sub(" ", text).strip()


def wrapped(text: str) -> str:
    """A paragraph in lines of at most 72 characters; addresses are not broken."""
    return textwrap.fill(one_line(text), WIDTH, break_long_words=False, break_on_hyphens=False)


def tidy_markup(text: Markup) -> Markup:
    """A paragraph of HTML in one line. `text` is escaped already: it is what the template engine made."""
    return Markup(one_line(str(text)))


class Texts:
    """All templates, read once. Every name that a template uses must be given, else it does not render."""

    def __init__(self) -> None:
        self._text = self._environment("kit.txt.j2", autoescape=False, wrapped=wrapped)
        self._html = self._environment("kit.html.j2", autoescape=True, wrapped=tidy_markup)
        self._notice = self._environment("kit.txt.j2", autoescape=False, wrapped=one_line)

    @staticmethod
    def _environment(kit: str, *, autoescape: bool, wrapped: Any) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=autoescape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.filters["wrapped"] = wrapped
        pieces = environment.get_template(kit).module
        environment.globals.update({name: getattr(pieces, name) for name in ("p", "facts", "button", "quote", "small")})
        return environment

    def subject(self, name: str, values: Mapping[str, Any]) -> str:
        """The subject line of a template (`fr/receipt`)."""
        return one_line(_block(self._text, name, "subject", values))

    def text(self, name: str, values: Mapping[str, Any]) -> str:
        """The plain text."""
        rendered = self._text.get_template(f"{name}.j2").render(values)
        return _BLANK_LINES.sub("\n\n", rendered).strip() + "\n"

    def notice(self, name: str, values: Mapping[str, Any]) -> str:
        """What the mail has to say, without greeting and signature, a paragraph a line."""
        return _BLANK_LINES.sub("\n\n", _block(self._notice, name, "body", values)).strip()

    def html(self, name: str, values: Mapping[str, Any], *, language: str, subject: str) -> str:
        """The whole page."""
        content = Markup(self._html.get_template(f"{name}.j2").render(values))
        page = self._html.get_template("page.html.j2")
        return page.render(language=language, subject=subject, content=content)


def _block(environment: Environment, name: str, block: str, values: Mapping[str, Any]) -> str:
    template = environment.get_template(f"{name}.j2")
    return "".join(template.blocks[block](template.new_context(dict(values))))
