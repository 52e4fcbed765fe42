"""How a page becomes HTML: layout, texts, and headers that keep it from running or leaking anything."""

from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request

from services.gateway.gateway import gateway_of
from services.gateway.pages.language import LANGUAGES
from services.gateway.pages.texts import texts

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


@cache
def environment() -> Environment:
    """Templates escape everything, and a text that is missing is an error rather than a gap."""
    return Environment(
        loader=PackageLoader("services.gateway.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def load() -> None:
    """Read all templates and texts, so that no request waits for a file."""
    for template in environment().list_templates():
        environment().get_template(template)
    for language in LANGUAGES:
        texts(language)


def render(request: Request, template: str, language: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in this language. `values` are for its template; `t` are its texts, `links` where things are."""
    settings = gateway_of(request).settings
    html = (
        environment()
        .get_template(template)
        .render(
            t=texts(language),
            language=language,
            languages=LANGUAGES,
            path=request.url.path,
            mailbox_url=settings.mailbox_url,
            **values,
        )
    )
    return HTMLResponse(html, status_code=status, headers={**HEADERS, "Content-Language": language})
