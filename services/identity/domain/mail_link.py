"""What is common to all who ask for a link by mail: they are counted by address, and known and unknown look alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link is wanted for an address. `account_id` is None for an unknown one, which is counted alike.

    `kid` is the key that signs the link, `limit` how many are mailed an hour.
    """

    quota_id: str
    account_id: str | None
    kid: str
    limit: int
