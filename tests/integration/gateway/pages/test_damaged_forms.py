"""Hidden fields that somebody has changed: what could be no header is refused like any other mistake in a form."""

from typing import Any

import pytest

from services.gateway.owners import Owner
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in

DECIDING: dict[str, Any] = {"outcome": "rejected", "reason": "No certificate."}


@pytest.mark.parametrize("field", ["key", "version"])
@pytest.mark.parametrize("written", ["a\nb", "a\rb", "a\0b", "x" * 256])
async def test_a_hidden_field_that_is_no_header_is_refused(
    browser: Browser, anna: Anna, upstreams: Upstreams, field: str, written: str
) -> None:
    anna.me["language"] = "en"
    tell_case(upstreams)
    await log_in(browser)
    page = await browser.send(await browser.open("/work/r9"), "/work/r9", **{**DECIDING, field: written})
    assert page.status == 422
    assert "This form is damaged. Open the page again." in page.seen.text
    assert page.form("/work/r9").fields["reason"] == DECIDING["reason"]
    assert not [each for each in upstreams[Owner.VALIDATION].asked if each.method == "POST"]
