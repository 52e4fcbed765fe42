"""The answer to every captcha of a local system: drawn at random, and of the shape that identity's own have."""

import secrets

SIGNS = "ACDEFHJKLMNPRTWXY3479"
"""Those that identity draws from: no two look alike."""

LENGTH = 6


def random_captcha_answer() -> str:
    """Draw one."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
