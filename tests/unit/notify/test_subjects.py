"""A subject arrives as it was written, however long it is."""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.notify.mailer.subjects import NARROW, WIDE, CarefulFolding
from services.notify.mailer.texts import one_line

REFERENCE = "0199a0b1-7c1e-7000-8000-000000000001"
WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=300)


def on_the_wire(subject: str, policy: CarefulFolding) -> bytes:
    letter = EmailMessage(policy=policy)
    letter["Subject"] = subject
    return letter.as_bytes()


def read_by_python(wire: bytes) -> str:
    return str(message_from_bytes(wire, policy=default)["Subject"])


def read_by_an_older_program(wire: bytes) -> str:
    """Unfolds as RFC 5322 says (drop the line breaks), then decodes the words."""
    value = str(message_from_bytes(wire, policy=compat32)["Subject"]).replace("\r\n", "").replace("\n", "")
    return str(make_header(decode_header(value)))


@pytest.mark.parametrize("policy", [NARROW, WIDE])
@given(subject=WRITTEN.map(one_line).filter(bool))
@example(subject=f"Copy: request {REFERENCE} for ALPRO Comm.V.A.")
@example(subject=f"Copie : demande {REFERENCE} pour Élevage")
@example(subject="x" * 200)
@example(subject="An organisation =?utf-8?q?called_so?=")
def test_every_blank_arrives_once_and_none_is_added(subject: str, policy: CarefulFolding) -> None:
    wire = on_the_wire(subject, policy)
    assert read_by_python(wire) == subject
    assert read_by_an_older_program(wire) == subject


@given(WRITTEN.map(one_line).filter(bool))
def test_lines_are_short_ascii_and_never_empty(subject: str) -> None:
    lines = on_the_wire(subject, NARROW).split(b"\r\n\r\n")[0].split(b"\r\n")
    assert lines[0].removeprefix(b"Subject:").strip()
    assert all(line.isascii() and line.strip() and len(line) <= 78 for line in lines)


def test_a_subject_of_two_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="one line"):
        on_the_wire("Evil\r\nBcc: all@example", NARROW)
