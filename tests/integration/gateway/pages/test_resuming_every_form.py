"""A session that ends while one of the forms is half filled in: all of it comes through the log-in (every form)."""

import pytest
from starlette.responses import JSONResponse

from chassis.ids import new_id
from services.gateway.pages.kept_form import SECRET
from tests.integration.gateway.conftest import Start
from tests.integration.gateway.pages.browser import Browser
from tests.integration.gateway.pages.cases import tell_case
from tests.integration.gateway.pages.conftest import Anna, Upstreams, log_in
from tests.integration.gateway.pages.form_case import FormCase
from tests.integration.gateway.pages.form_errors import TABLE
from tests.integration.gateway.pages.proposal import introduce
from tests.integration.gateway.pages.request_errors import introduce_requests

MEMBERS = [case for case in TABLE if case.member and not SECRET & case.typed.keys()]


@pytest.mark.parametrize("case", MEMBERS, ids=lambda case: case.name)
async def test_what_was_typed_reaches_the_api_after_the_log_in(
    start: Start, anna: Anna, upstreams: Upstreams, case: FormCase
) -> None:
    tell_case(upstreams)
    introduce(upstreams)
    introduce_requests(upstreams)
    answered = {"request_id": "r1", "warnings": [], "items": [], **anna.me}
    upstreams[case.owner].answers[case.target] = lambda: JSONResponse(answered)
    async with start() as running:
        browser = Browser(running.http)
        await log_in(browser)
        form = await browser.open(case.page)
        whole = {**form.form(case.action, case.deed).fields, **case.filled}
        browser.http.cookies.delete("session")
        asked = await browser.send(form, case.action, **case.filled)
        assert asked.status == 401
        resumed = await browser.send(asked, "/login", email="anna@alpro.example", password=new_id())
        held = resumed.form(case.action).fields
        for name, value in whole.items():
            if name != "csrf":
                assert [held.get(name)] == (value if isinstance(value, list) else [value]), name
        method, path = case.target
        before = [(each.method, each.target.decode()) for each in upstreams[case.owner].asked]
        assert (method, path) not in before
        sent = await browser.send(resumed, case.action)
        assert sent.status in (200, 303), sent.html
        assert (method, path) in [(each.method, each.target.decode()) for each in upstreams[case.owner].asked]
