"""How long the pages take and what they weigh: `make page-speed`, on the stack of `make run`.

Each page is asked `TIMES` times, one request after the other, by somebody who is logged in; the work list is full.
Times are those of the whole answer on the loopback, so a little more than the server's own. What a page weighs is its
HTML with its style sheet and its script, not compressed, as the gateway sends them; browsers keep the latter two.
Prints a JSON line a page and keeps it in `tests/bench/results`, of which `python -m tests.bench.report` makes the table
of docs/pages.md; the exit code is 1 when one is over 50 ms (p95) or 100 kB.
"""

import asyncio
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from chassis.ids import new_id
from demo.stack import Account, Stack
from deploy.local import remote
from deploy.local.layout import Layout
from tests.bench.lines import RESULTS, Results
from tests.bench.machine import about
from tests.bench.percentiles import percentile, spread
from tests.bench.watch import Watch
from tests.browser.full_desk import APPLICANT, VALIDATOR, full_desk
from tests.integration.gateway.pages.browser import SAME_ORIGIN, Page

WHAT = "pages"
OPEN_TO_ALL = ("/", "/guide", "/faq", "/help", "/signup", "/reset", "/confirm?token=x")
OWN = ("/profile", "/profile/edit", "/profile/sessions")
ASKING = ("/role", "/search", "/search?kind=operator&q=importateur", "/operators/new")
ASKED = ("/organisations/new?kind=control_body", "/requests", "/requests/{request_id}")
DECIDING = ("/work", "/work/{request_id}", "/organisations/{organisation_id}")
FINDING = ("/find", "/find?q=importateur", "/find?q=paris", "/find?q=validator", "/find/{request_id}")
TIMES = 100
WARM_UP = 5
MOST_SECONDS = 0.050
MOST_BYTES = 100_000


def main(folder: Path, results: Path = RESULTS) -> int:
    """Measure the stack below `folder`, and keep the lines in `results`."""
    about_stack = remote.read(Layout(folder))
    stack = Stack.of(dict(about_stack))
    ids = asyncio.run(full_desk(stack))
    visits: Mapping[Account, tuple[str, ...]] = {
        stack.validator(APPLICANT): (*OPEN_TO_ALL, *OWN, *ASKING, *ASKED),
        stack.validator(VALIDATOR): DECIDING,
        stack.helpdesk(): FINDING,
    }
    lines, machine = Results(WHAT, results), asyncio.run(about(about_stack["mongo"]))
    common = {"bench": WHAT, "run": new_id(), "round": 1}
    over = 0
    for account, paths in visits.items():
        with httpx.Client(base_url=stack.gateway, trust_env=False, timeout=20) as http:
            log_in(http, account)
            for path in paths:
                watch = Watch({"stack": list(about_stack["processes"].values())})
                seconds, page = measured(http, path.format(**ids))
                others = {"others_busy_cores": round(watch.stop().others, 2)}
                line = {**common, "page": path, **figures(seconds, page), **others, "machine": machine}
                lines.add(line)
                over += not line["good"]
    return 1 if over else 0


def log_in(http: httpx.Client, account: Account) -> None:
    """The cookies are those of this account from now on."""
    form = Page(http.get("/login")).form("/login")
    filled = {**form.fields, "email": account.email, "password": account.password}
    assert http.post("/login", data=filled, headers=SAME_ORIGIN).is_redirect, "the demo account cannot log in"


def measured(http: httpx.Client, path: str) -> tuple[list[float], Page]:
    """Seconds of each time, and the page."""
    seconds = []
    for number in range(WARM_UP + TIMES):
        began = time.perf_counter()
        answer = http.get(path)
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - began)
        assert answer.is_success or answer.is_redirect, (path, answer.status_code)
    return seconds, Page(answer)


def figures(seconds: list[float], page: Page) -> dict[str, Any]:
    """What its line says of a page; `good`: quick and light enough."""
    html, assets = len(page.answer.content), sum(weights(page).values())
    good = percentile(seconds, 95) <= MOST_SECONDS and html + assets <= MOST_BYTES
    times = {"times": len(seconds), **spread(seconds)}
    return {**times, "html_bytes": html, "bytes_in_all": html + assets, "good": good}


def weights(page: Page) -> dict[str, int]:
    """Bytes of the style sheet and the script that the page names, by address."""
    base = page.answer.url
    return {each: len(httpx.get(base.join(each), trust_env=False, timeout=30).content) for each in page.assets}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".local")))
