"""Every mail, rendered as its reader gets it, with the link's token left out.

`python -m tests.unit.notify.rendering` (`make mails`) writes the golden texts of the tests, and the mails as people
would see them to `docs/images/mails/`. Look at the difference before committing it.
"""

import base64
import json
import re
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path

from services.notify.mailer.links import Links
from services.notify.mailer.rendering import Rendered, Renderer
from tests.unit.notify.guide import HELPDESKS
from tests.unit.notify.samples import addressee_of, mails

GOLDEN = Path(__file__).parent / "golden"
PICTURES = Path(__file__).parents[3] / "docs" / "images" / "mails"
LANGUAGES = ("en", "fr")
TOKEN = re.compile(r"token=[\w.-]+")


def key_file(folder: Path, kid: str = "k1") -> Path:
    """A file with one random link key."""
    path = folder / "link-keys.json"
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    path.write_text(json.dumps({"current": kid, "keys": {kid: key}}))
    return path


def renderer(folder: Path) -> Renderer:
    """With a key of its own."""
    return Renderer(Links("https://traces.example", key_file(folder)), HELPDESKS)


def as_text(rendered: Rendered) -> str:
    """Subject and text, without the token."""
    return TOKEN.sub("token=...", f"Subject: {rendered.subject}\n\n{rendered.text}")


def as_html(rendered: Rendered) -> str:
    """The page, without the token."""
    return TOKEN.sub("token=...", rendered.html)


def golden(texts: Renderer) -> Mapping[Path, str]:
    """What the tests compare with, by file."""
    return {GOLDEN / language / f"{name}.txt": as_text(made) for language, name, made in _all(texts)}


def pictures(texts: Renderer) -> Mapping[Path, str]:
    """What people look at, by file: each mail as page and as text, and a list of them."""
    made = {(name, language): rendered for language, name, rendered in _all(texts)}
    files = {PICTURES / f"{name}.{language}.html": as_html(page) for (name, language), page in made.items()}
    files |= {PICTURES / f"{name}.{language}.txt": as_text(page) for (name, language), page in made.items()}
    return {**files, PICTURES / "README.md": _list(made)}


def _all(texts: Renderer) -> list[tuple[str, str, Rendered]]:
    return [
        (language, name, texts.render(message, addressee_of(message, language)))
        for language in LANGUAGES
        for name, message in mails().items()
    ]


def _list(made: Mapping[tuple[str, str], Rendered]) -> str:
    rows = [
        f"| {name} | [{made[name, 'en'].subject}]({name}.en.html) ([text]({name}.en.txt)) "
        f"| [{made[name, 'fr'].subject}]({name}.fr.html) ([texte]({name}.fr.txt)) |"
        for name in dict.fromkeys(name for name, _ in made)
    ]
    head = ["# Every mail", "", "Written by `make mails` from the texts in `services/notify/templates`.", ""]
    return "\n".join([*head, "| mail | English | français |", "|---|---|---|", *rows, ""])


def write(files: Mapping[Path, str], suffixes: tuple[str, ...]) -> None:
    """Write these, and remove what is there of these suffixes and not among them."""
    for folder in {path.parent for path in files}:
        folder.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            if path.suffix in suffixes and path not in files:
                path.unlink()
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        texts = renderer(Path(folder))
        write(golden(texts), (".txt",))
        write(pictures(texts), (".txt", ".html"))
