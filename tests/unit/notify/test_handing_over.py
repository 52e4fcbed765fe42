"""The last moment at which a mail can be kept back: when the server waits for its text."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtplib import SMTPDataError, SMTPResponse

from services.notify.mailer.smtp import Withheld, hand_over


@dataclass
class Conversation:
    """A client, its connection, and what was said; the server answers as it is told."""

    ready: int = 354
    taken: int = 250
    said: list[bytes] = field(default_factory=list)

    @property
    def protocol(self) -> "Conversation":
        return self

    async def execute_command(self, command: bytes) -> SMTPResponse:
        self.said.append(command)
        return SMTPResponse(self.ready if command == b"DATA" else self.taken, "as told")

    def write(self, text: bytes) -> None:
        self.said.append(text)


async def handed_over(conversation: Any, text: bytes = b"Hello\r\n", ours: bool = True) -> None:
    await hand_over(conversation, text, lambda: ours)


async def test_the_text_goes_between_data_and_a_dot() -> None:
    conversation = Conversation()
    await handed_over(conversation)
    assert conversation.said == [b"DATA", b"Hello\r\n", b"."]


async def test_a_line_that_begins_with_a_dot_does_not_end_the_text() -> None:
    conversation = Conversation()
    await handed_over(conversation, b".\r\n.a\r\nb.\r\n")
    assert conversation.said[1] == b"..\r\n..a\r\nb.\r\n"


async def test_what_is_not_ours_any_more_is_kept_back() -> None:
    conversation = Conversation()
    with pytest.raises(Withheld):
        await handed_over(conversation, ours=False)
    assert conversation.said == [b"DATA"]


@pytest.mark.parametrize(("answers", "said"), [((451, 250), 1), ((354, 550), 3)])
async def test_a_refusal_is_told(answers: tuple[int, int], said: int) -> None:
    conversation = Conversation(*answers)
    with pytest.raises(SMTPDataError):
        await handed_over(conversation)
    assert len(conversation.said) == said
