"""How long the pages take and what they weigh: `make page-speed`, on the stack of `make run`.

Each page is asked `ROUNDS` times, one request after the other, by a validator who is logged in. Times are those of the
whole answer on the loopback, so a little more than the server's own. Prints a JSON line a page; the exit code is 1
when one is over 50 ms (p95) or 100 kB (issue 7).
"""

import json
import sys
import time
from pathlib import Path

import httpx

from deploy.local import remote
from deploy.local.layout import Layout
from tests.bench.percentiles import percentile, spread
from tests.integration.gateway.pages.browser import SAME_ORIGIN, Page

PATHS = (
    *("/", "/guide", "/faq", "/help", "/signup", "/reset", "/confirm?token=x", "/profile", "/profile/edit"),
    *(
        "/profile/sessions",
        "/role",
        "/search",
        "/operators/new",
        "/organisations/new?kind=control_body",
        "/requests",
        "/work",
    ),
)
ROUNDS = 100
WARM_UP = 5
MOST_SECONDS = 0.050
MOST_BYTES = 100_000


def main(folder: Path) -> int:
    """Measure the stack below `folder`."""
    stack = remote.read(Layout(folder))
    validator = next(account for account in stack["accounts"] if account["role"] == "validator")
    slow = 0
    with httpx.Client(base_url=stack["gateway"] or "", trust_env=False, timeout=20) as http:
        form = Page(http.get("/login")).form("/login")
        filled = {**form.fields, "email": validator["email"], "password": validator["password"]}
        assert http.post("/login", data=filled, headers=SAME_ORIGIN).is_redirect, "the demo account cannot log in"
        for path in PATHS:
            seconds, size = measured(http, path)
            slow += percentile(seconds, 95) > MOST_SECONDS or size > MOST_BYTES
            line = {"page": path, "rounds": len(seconds), **spread(seconds), "bytes": size}
            sys.stdout.write(json.dumps(line) + "\n")
    return 1 if slow else 0


def measured(http: httpx.Client, path: str) -> tuple[list[float], int]:
    """Seconds of each round, and the bytes of the page."""
    seconds = []
    for number in range(WARM_UP + ROUNDS):
        began = time.perf_counter()
        answer = http.get(path)
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - began)
        assert answer.is_success or answer.is_redirect, (path, answer.status_code)
    return seconds, len(answer.content)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".local")))
