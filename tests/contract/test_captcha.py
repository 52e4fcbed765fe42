"""The captcha is one thing, though identity draws it, the pages show it and a local system fixes its answer."""

import re
from html.parser import HTMLParser
from pathlib import Path

from deploy.init import captcha as local
from deploy.init.secrets import CAPTCHA, make_secrets
from deploy.local.secrets_file import load_secrets
from services.identity.captchas import HEIGHT, WIDTH
from services.identity.domain.captcha import ALPHABET, LENGTH
from tests.support.source import PROJECT

TEMPLATE = PROJECT / "services" / "gateway" / "pages" / "templates" / "parts" / "captcha.html"
IN_WORDS = {"Six": 6}
ANSWER = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def picture() -> dict[str, str]:
    """The attributes of the picture on the pages."""
    found: list[dict[str, str]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "img":
                found.append({name: value or "" for name, value in attrs})

    Reader().feed(TEMPLATE.read_text(encoding="utf-8"))
    (only,) = found
    return only


def test_the_pages_show_it_as_it_is_drawn() -> None:
    shown = picture()
    assert (int(shown["width"]), int(shown["height"])) == (WIDTH, HEIGHT)
    said = re.search(r"(\w+) letters and digits", shown["alt"])
    assert said is not None
    assert IN_WORDS[said[1]] == LENGTH


def test_a_local_system_answers_with_the_signs_of_any_other() -> None:
    assert set(local.SIGNS) == set(ALPHABET)
    assert len({local.random_captcha_answer() for _ in range(100)}) > 95
    assert all(ANSWER.fullmatch(local.random_captcha_answer()) for _ in range(100))


def test_the_answer_of_a_stack_has_that_shape(tmp_path: Path) -> None:
    assert ANSWER.fullmatch(load_secrets(tmp_path / "secrets.json")["captcha_answer"])


def test_the_answer_of_a_system_in_containers_has_that_shape(tmp_path: Path) -> None:
    make_secrets(tmp_path, "mongo:27017", local=True)
    assert ANSWER.fullmatch((tmp_path / "identity" / CAPTCHA).read_text())
