"""The random secrets of one stack: made once, kept with its data, known to nobody else."""

import json
import secrets
import string
from pathlib import Path
from typing import TypedDict

from deploy.init.private_file import write_private_json

SIGNS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "-_.!+*")


class Secrets(TypedDict):
    """What the processes of a stack are given. `passwords` are those of the demo accounts, by address."""

    captcha_answer: str
    idempotency_secret: str
    refresh_key: str
    passwords: dict[str, str]


def random_password() -> str:
    """Draw a password that fits rule A9: each class of signs occurs."""
    drawn = [secrets.choice(signs) for signs in SIGNS for _ in range(5)]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def load_secrets(path: Path) -> Secrets:
    """Read the secrets of a stack; draw them when it is new."""
    if path.exists():
        kept: Secrets = json.loads(path.read_text())
        return kept
    drawn = Secrets(
        captcha_answer=secrets.token_hex(4),
        idempotency_secret=secrets.token_urlsafe(32),
        refresh_key=secrets.token_urlsafe(32),
        passwords={},
    )
    write_private_json(path, drawn)
    return drawn
