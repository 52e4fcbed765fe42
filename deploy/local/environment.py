"""The environment of each service process: every address and secret is a setting."""

import os
from collections.abc import Iterable

from deploy.local.backing import Backing
from deploy.local.ports import HOST
from deploy.local.secrets_file import Secrets
from deploy.local.service_spec import NAMES, Slot

MAIL_FROM = "TRACES access <no-reply@traces-access.example>"
RATE_LIMIT_FACTOR = "100"


def environment(slot: Slot, slots: Iterable[Slot], backing: Backing, secrets: Secrets) -> dict[str, str]:
    """What the process in `slot` gets; `slots` are all, so that services find each other."""
    urls = {name: [each.url for each in slots if each.spec.name == name] for name in NAMES}
    public_url = urls["gateway"][0] if urls["gateway"] else slot.url
    identity = urls["identity"][0] if urls["identity"] else slot.url
    return {
        "ENVIRONMENT": "local",
        "SLOT": slot.slot,
        "KAFKA_BOOTSTRAP": backing.kafka.bootstrap,
        "TOPIC_PREFIX": "",
        "MONGO_URI": backing.store.uri,
        "MONGO_DATABASE": slot.spec.service,
        "HTTP_HOST": HOST,
        "HTTP_PORT": str(slot.port),
        "JWKS_URL": f"{identity}/.well-known/jwks.json",
        "IDEMPOTENCY_SECRET": secrets["idempotency_secret"],
        "PUBLIC_URL": public_url,
        "NO_PROXY": ",".join(filter(None, (os.environ.get("NO_PROXY"), HOST, "localhost"))),
        "PYTHONUNBUFFERED": "1",
        **_particular(slot.spec.service, urls, backing, secrets),
    }


def _particular(name: str, urls: dict[str, list[str]], backing: Backing, secrets: Secrets) -> dict[str, str]:
    """What only this service gets."""
    match name:
        case "identity":
            return {
                "SIGNING_KEYS_DIR": str(backing.layout.signing_keys),
                "LINK_KEYS_FILE": str(backing.layout.link_keys),
                "CAPTCHA_ANSWER": secrets["captcha_answer"],
                "REFRESH_KEY": secrets["refresh_key"],
                "RATE_LIMIT_FACTOR": RATE_LIMIT_FACTOR,
            }
        case "notify":
            return {
                "LINK_KEYS_FILE": str(backing.layout.link_keys),
                "SMTP_HOST": HOST,
                "SMTP_PORT": str(backing.smtp_port),
                "MAIL_FROM": MAIL_FROM,
            }
        case "gateway":
            others = {f"{other.upper()}_URL": ",".join(found) for other, found in urls.items() if other != "gateway"}
            return {
                **others,
                "COOKIE_KEYS": secrets["cookie_keys"],
                "MAILBOX_URL": backing.mailbox,
                "RATE_LIMIT_FACTOR": RATE_LIMIT_FACTOR,
            }
        case _:
            return {}
