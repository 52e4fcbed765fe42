"""The random secrets of one stack: made once, kept with its data, known to nobody else."""

import json
import secrets
import string
from pathlib import Path
from typing import TypedDict

from deploy.init.captcha import random_captcha_answer
from deploy.init.private_file import write_private_json

SIGNS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, "-_.!+*")


class Secrets(TypedDict):
    """What the processes of a stack are given. `passwords` are those of the demo accounts, by address."""

    captcha_answer: str
    idempotency_secret: str
    refresh_key: str
    cookie_keys: str
    passwords: dict[str, str]


def random_password() -> str:
    """Draw a password that fits rule A9: each class of signs occurs."""
    drawn = [secrets.choice(signs) for signs in SIGNS for _ in range(5)]
    secrets.SystemRandom().shuffle(drawn)
    return "".join(drawn)


def load_secrets(path: Path) -> Secrets:
    """Read the secrets of a stack; draw those that it lacks: all when it is new, some when the code is newer."""
    drawn = Secrets(
        captcha_answer=random_captcha_answer(),
        idempotency_secret=secrets.token_urlsafe(32),
        refresh_key=secrets.token_urlsafe(32),
        cookie_keys=secrets.token_urlsafe(32),
        passwords={},
    )
    kept = json.loads(path.read_text()) if path.exists() else {}
    if not kept.keys() >= drawn.keys():
        write_private_json(path, {**drawn, **kept})
    complete: Secrets = {**drawn, **kept}
    return complete
