"""A browser without script: keeps cookies, reads pages, fills in forms and sends them as browsers do."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import httpx

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
HIDDEN = frozenset({"script", "style", "title"})
FETCHED = frozenset({"link", "script"})


@dataclass
class Form:
    """A form with what its fields hold now."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Forms, text, links and errors of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language, self.title = "", ""
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self._select, self._area = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value if value is not None else "" for name, value in attrs}
        self.attributes.append((tag, found))
        self._open.append(tag)
        if tag == "html":
            self.language = found.get("lang", "")
        elif tag == "form":
            self.forms.append(Form(found.get("method", "get"), found.get("action", "")))
        elif tag == "a":
            self.links.append(found.get("href", ""))
        elif self.forms:
            self._field(tag, found)

    def _field(self, tag: str, found: dict[str, str]) -> None:
        form, name = self.forms[-1], found.get("name", "")
        if tag in ("input", "textarea", "select") and name:
            form.names.add(name)
        if tag == "select":
            self._select = name
        if tag == "textarea":
            self._area, form.fields[name] = name, ""
        if tag == "input" and name and (found.get("type") not in ("checkbox", "radio") or "checked" in found):
            form.fields[name] = found.get("value", "")
        if tag == "option" and self._select and ("selected" in found or self._select not in form.fields):
            form.fields[self._select] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data
        if self._open and self._open[-1] == "title":
            self.title += data
        elif not HIDDEN & set(self._open[-1:]):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@dataclass(frozen=True)
class Page:
    """An answer as it is seen."""

    answer: httpx.Response

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def headers(self) -> httpx.Headers:
        return self.answer.headers

    @property
    def html(self) -> str:
        return self.answer.text

    @property
    def seen(self) -> Reader:
        return Reader(self.answer.text)

    @property
    def assets(self) -> list[str]:
        """Addresses of the style sheet and the script that a browser fetches with it."""
        named = [found.get("href", found.get("src", "")) for tag, found in self.seen.attributes if tag in FETCHED]
        return [each for each in named if each.startswith("/")]

    def form(self, action: str, deed: str = "") -> Form:
        """The first form that is sent there; of several on a page the one that does this deed."""
        forms = [form for form in self.seen.forms if form.method == "post" and form.action == action]
        return next((form for form in forms if form.fields.get("deed", "") == deed), forms[0])

    def options(self, name: str) -> dict[str, str]:
        """What the drop-down list with this name offers: the text of each choice, by its value."""
        found = re.search(rf'<select[^>]* name="{re.escape(name)}".*?</select>', self.html, re.DOTALL)
        assert found, f"there is no list {name}"
        offered = re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)</option>', found[0])
        return {value: unescape(text) for value, text in offered}


@dataclass(frozen=True)
class Browser:
    """`http` keeps the cookies."""

    http: httpx.AsyncClient

    async def open(self, path: str, **headers: str) -> Page:
        return Page(await self.http.get(path, headers={"Accept": "text/html", **headers}))

    async def send(self, page: Page, action: str, *, headers: dict[str, str] | None = None, **filled: Any) -> Page:
        """Fill in a form of this page and send it; redirects are not followed."""
        typed = {name.replace("__", "."): value for name, value in filled.items()}
        data = {**page.form(action, filled.get("deed", "")).fields, **typed}
        return Page(await self.http.post(action, data=data, headers={**SAME_ORIGIN, **(headers or {})}))

    async def follow(self, page: Page) -> Page:
        """Where a redirect leads."""
        assert page.status == 303, (page.status, page.html[:500])
        return await self.open(page.headers["location"])
