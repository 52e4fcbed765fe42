"""How a subject line is folded. The standard library puts blanks where there were none."""

from email.header import Header
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from typing import Any

LONGEST_LINE = 76
"""Characters of a line that holds an encoded word (RFC 2047 section 2)."""
LONGEST_WORD = 60
"""A longer word does not fit beside `Subject:`; encoded, it can be divided."""


class CarefulFolding(EmailPolicy):
    """Keeps `Subject` as it is written, also what looks encoded, and folds it so that it arrives as such.

    Its first line is never empty and every blank arrives once. All other headers are treated as ever.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """What the message keeps of a header. Raises ValueError for a subject with line breaks."""
        if name.lower() != "subject":
            return super().header_store_parse(name, value)
        if len(str(value).splitlines()) > 1:
            raise ValueError("a subject is one line")
        return name, str(value)

    def fold(self, name: str, value: Any) -> str:
        """One header, as text for the wire."""
        return folded(str(value)) if name.lower() == "subject" else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """One header, as bytes for the wire."""
        return folded(str(value)).encode("ascii") if name.lower() == "subject" else super().fold_binary(name, value)


def folded(subject: str) -> str:
    """`Subject: …` in lines that RFC 5322 and RFC 2047 allow, ASCII only."""
    plain = subject.isascii() and "=?" not in subject and max(map(len, subject.split()), default=0) <= LONGEST_WORD
    header = Header(subject, "us-ascii" if plain else "utf-8", maxlinelen=LONGEST_LINE, header_name="Subject")
    return f"Subject: {header.encode(linesep=SMTP.linesep)}{SMTP.linesep}"


NARROW = CarefulFolding(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)
"""For a recipient whose address is ASCII."""
WIDE = CarefulFolding(linesep=SMTPUTF8.linesep, max_line_length=SMTPUTF8.max_line_length, utf8=True)
"""For a server and a recipient beyond ASCII (RFC 6531)."""
