"""The page behind the mailed link, used as a browser without script does: read the form, fill it in, send it."""

import re
from html.parser import HTMLParser

import httpx

from demo.client import AGAIN, Client, Refused

LINK = re.compile(r"https?://\S+/confirm\?token=[^\s\"'<>&]+")
SEE_OTHER, NOT_FOUND = 303, 404


class Form(HTMLParser):
    """The form of a page that is sent by POST: its fields with their values."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.action: str | None = None
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the fields inside the form."""
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and found.get("method", "").lower() == "post":
            self._inside, self.action = True, found.get("action", "")
        elif tag == "input" and self._inside and found.get("name"):
            self.fields[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._inside = False


def link_in(text: str) -> str | None:
    """The confirmation link of a mail."""
    found = LINK.search(text)
    return found.group(0) if found else None


async def choose_password(client: Client, link: str, password: str, language: str) -> str:
    """Follow the link, choose the password; return the page that says it worked.

    When an earlier attempt got no answer and the link is then unknown, that attempt has used it: the log-in that
    follows decides. Raises Refused, GaveUp.
    """
    uncertain = False
    headers = {"Accept-Language": language, "Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=20) as browser:

        async def once() -> httpx.Response:
            nonlocal uncertain
            page = await browser.get(link)
            form = Form(page.text)
            if page.status_code in AGAIN or form.action is None:
                return page
            filled = {**form.fields, "password": password, "repeated": password}
            try:
                sent = await browser.post(page.url.join(form.action), data=filled)
            except httpx.TransportError:
                uncertain = True
                raise
            uncertain = uncertain or sent.status_code in AGAIN
            return sent

        answer, _ = await client.deliver(once)
        if answer.status_code == NOT_FOUND and uncertain:
            return ""
        if answer.status_code != SEE_OTHER:
            raise Refused("the page of the link", answer.status_code, answer.text[:300])
        done, _ = await client.deliver(lambda: browser.get(answer.url.join(answer.headers["location"])))
        return done.text
