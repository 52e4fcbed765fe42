"""Ids that services agree on without asking each other."""

from uuid import UUID, uuid5

ORGANISATIONS = UUID("6f1c3f0e-58a5-5d0f-9c60-2f6f0f7f9a11")
"""Namespace of the UUIDv5 ids of organisations that come with the system."""


def organisation_id(code: str) -> str:
    """Id of the reference organisation with this code: a control body, an authority, a known operator.

    `code` is the code in its published spelling (`FR-INAO`, `FR-BIO-01`), for operators the TRACES number.
    """
    return str(uuid5(ORGANISATIONS, code))
