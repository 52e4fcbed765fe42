"""Every mail, rendered as its reader gets it; golden files hold the texts, with the link's token left out.

`python -m tests.unit.notify.rendering` writes them again. Look at the difference before committing it.
"""

import base64
import json
import re
import secrets
import tempfile
from pathlib import Path

from chassis.testing import given
from contracts.event import Event
from services.notify.domain.message import Message
from services.notify.domain.planning import Addressee
from services.notify.domain.queueing import queue
from services.notify.domain.recipient import ToDuty
from services.notify.mailer.links import Links
from services.notify.mailer.rendering import Rendered, Renderer
from tests.unit.notify.guide import (
    ADDRESSES,
    ALPRO,
    BELGIUM,
    HELPDESKS,
    IMPORTER,
    INAO,
    NAMES,
    case_of,
    created,
    granted,
    locked,
    rejected,
    repeated,
    routed,
    withdrawn,
)

GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = ("en", "fr")
TOKEN = re.compile(r"token=[\w.-]+")

ATTACHMENT = case_of("elodie", ALPRO, BELGIUM, request="0199a0b1-7c1e-7000-8000-000000000001")
PROPOSAL = case_of("marc", IMPORTER, INAO, proposal=True, request="0199a0b1-7c1e-7000-8000-000000000002")
REASON = "The certificate has expired.\nPlease ask your control body for a new one."

EVENTS: dict[str, Event] = {
    "confirmation": created("elodie"),
    "already-registered": repeated("elodie"),
    "account-locked": locked("elodie"),
    "attachment": routed(ATTACHMENT),
    "proposal": routed(PROPOSAL),
    "withdrawn": withdrawn(ATTACHMENT),
    "granted": granted("elodie", ALPRO, request=ATTACHMENT.request_id),
    "granted-with-operator": granted("marc", IMPORTER, request=PROPOSAL.request_id, proposal=True, administrator=True),
    "rejected": rejected("elodie", ALPRO, REASON, request=ATTACHMENT.request_id),
    "rejected-with-operator": rejected("marc", IMPORTER, REASON, request=PROPOSAL.request_id, proposal=True),
    "rejected-operator": rejected("elodie", IMPORTER, code="operator-rejected", request=ATTACHMENT.request_id),
    "operator-withdrawn": rejected("elodie", IMPORTER, code="operator-withdrawn", request=ATTACHMENT.request_id),
}


def key_file(folder: Path, kid: str = "k1") -> Path:
    """A file with one random link key."""
    path = folder / "link-keys.json"
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    path.write_text(json.dumps({"current": kid, "keys": {kid: key}}))
    return path


def renderer(folder: Path) -> Renderer:
    """With a key of its own."""
    return Renderer(Links("https://traces.example", key_file(folder)), HELPDESKS)


def mails() -> dict[str, Message]:
    """Every mail of every sample event, by name."""
    found: dict[str, Message] = {}
    for name, event in EVENTS.items():
        change = given().when(queue, event).change
        assert change is not None
        for message in change.created:
            assert isinstance(message, Message)
            found[f"{name}-{message.template.value}" if len(change.created) > 1 else name] = message
    return found


def addressee_of(message: Message, language: str) -> Addressee:
    """A mailbox for duties, Élodie for what goes to people."""
    if isinstance(message.recipient, ToDuty):
        return Addressee("duty@inao.example", language=language)
    return Addressee(ADDRESSES["elodie"], " ".join(NAMES["elodie"]), language, timezone="Europe/Paris")


def as_text(rendered: Rendered) -> str:
    """Subject and text, without the token."""
    return TOKEN.sub("token=...", f"Subject: {rendered.subject}\n\n{rendered.text}")


def write_golden() -> None:
    """Write all golden files."""
    with tempfile.TemporaryDirectory() as folder:
        texts = renderer(Path(folder))
        for language in LANGUAGES:
            (GOLDEN / language).mkdir(parents=True, exist_ok=True)
            for name, message in mails().items():
                text = as_text(texts.render(message, addressee_of(message, language)))
                (GOLDEN / language / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_golden()
