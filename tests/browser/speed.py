"""How long the pages take and what they weigh: `make page-speed`, on the stack of `make run`.

Each page is asked `ROUNDS` times, one request after the other, by somebody who is logged in; the work list is full.
Times are those of the whole answer on the loopback, so a little more than the server's own. What a page weighs is its
HTML with its style sheet and its script, not compressed, as the gateway sends them; browsers keep the latter two.
Prints a JSON line a page; the exit code is 1 when one is over 50 ms (p95) or 100 kB (issue 7).
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import httpx

from demo.stack import Account, Stack
from deploy.local.layout import Layout
from tests.bench.percentiles import percentile, spread
from tests.browser.full_desk import APPLICANT, VALIDATOR, full_desk
from tests.integration.gateway.pages.browser import SAME_ORIGIN, Page

OPEN_TO_ALL = ("/", "/guide", "/faq", "/help", "/signup", "/reset", "/confirm?token=x")
OWN = ("/profile", "/profile/edit", "/profile/sessions")
ASKING = ("/role", "/search", "/search?kind=operator&q=importateur", "/operators/new")
ASKED = ("/organisations/new?kind=control_body", "/requests", "/requests/{request_id}")
DECIDING = ("/work", "/work/{request_id}", "/organisations/{organisation_id}")
FINDING = ("/find", "/find?q=importateur", "/find?q=paris", "/find?q=validator", "/find/{request_id}")
ROUNDS = 100
WARM_UP = 5
MOST_SECONDS = 0.050
MOST_BYTES = 100_000


def main(folder: Path) -> int:
    """Measure the stack below `folder`."""
    stack = Stack.read(Layout(folder).stack_file)
    ids = asyncio.run(full_desk(stack))
    visits: Mapping[Account, tuple[str, ...]] = {
        stack.validator(APPLICANT): (*OPEN_TO_ALL, *OWN, *ASKING, *ASKED),
        stack.validator(VALIDATOR): DECIDING,
        stack.helpdesk(): FINDING,
    }
    over = 0
    for account, paths in visits.items():
        with httpx.Client(base_url=stack.gateway, trust_env=False, timeout=20) as http:
            log_in(http, account)
            for path in paths:
                over += not told(path, *measured(http, path.format(**ids)))
    return 1 if over else 0


def log_in(http: httpx.Client, account: Account) -> None:
    """The cookies are those of this account from now on."""
    form = Page(http.get("/login")).form("/login")
    filled = {**form.fields, "email": account.email, "password": account.password}
    assert http.post("/login", data=filled, headers=SAME_ORIGIN).is_redirect, "the demo account cannot log in"


def measured(http: httpx.Client, path: str) -> tuple[list[float], Page]:
    """Seconds of each round, and the page."""
    seconds = []
    for number in range(WARM_UP + ROUNDS):
        began = time.perf_counter()
        answer = http.get(path)
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - began)
        assert answer.is_success or answer.is_redirect, (path, answer.status_code)
    return seconds, Page(answer)


def told(path: str, seconds: list[float], page: Page) -> bool:
    """Print the line; whether the page is quick and light enough."""
    html, assets = len(page.answer.content), sum(weights(page).values())
    good = percentile(seconds, 95) <= MOST_SECONDS and html + assets <= MOST_BYTES
    line = {"page": path, "rounds": len(seconds), **spread(seconds), "html_bytes": html, "bytes_in_all": html + assets}
    sys.stdout.write(json.dumps({**line, "good": good}) + "\n")
    return good


def weights(page: Page) -> dict[str, int]:
    """Bytes of the style sheet and the script that the page names, by address."""
    named = [
        found.get("href", found.get("src", "")) for tag, found in page.seen.attributes if tag in ("link", "script")
    ]
    base = page.answer.url
    return {each: len(httpx.get(base.join(each), trust_env=False).content) for each in named if each.startswith("/")}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".local")))
