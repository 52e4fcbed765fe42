"""What services agree on about reference organisations without asking each other."""

from uuid import UUID, uuid5

ORGANISATIONS = UUID("6f1c3f0e-58a5-5d0f-9c60-2f6f0f7f9a11")
"""Namespace of the UUIDv5 ids of organisations that come with the system."""

UNION = "EU"
"""Exceptionally reserved in ISO 3166-1. Codes of the Union's own authorities begin with it."""


def organisation_id(code: str) -> str:
    """Id of the reference organisation with this code: a control body, an authority, a known operator.

    `code` is the code in its published spelling (`FR-INAO`, `FR-BIO-01`), for operators the TRACES number.
    """
    return str(uuid5(ORGANISATIONS, code))


HELPDESK_ID = organisation_id(f"{UNION}-HELPDESK")
"""The organisation whose users read every request and everything about it, and decide none (rule F3)."""


def belongs_to(id: str, code: str | None, country: str) -> str:
    """ISO 3166-1 code to show for an organisation: `EU` for the Union's own authorities, wherever their seat is.

    Only those that come with the system are: one that is proposed may claim any code.
    """
    ours = code is not None and code.startswith(f"{UNION}-") and id == organisation_id(code)
    return UNION if ours else country
