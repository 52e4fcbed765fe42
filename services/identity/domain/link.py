"""Mailed links: how long they live, and whether one may be used (rule A8)."""

from datetime import datetime, timedelta

from chassis.decider import Part
from chassis.errors import Gone, NotFound
from contracts.events import identity as events
from contracts.links import LinkClaims, LinkPurpose

LINK_LIFE = timedelta(minutes=90)
"""Rule A8. At exactly 90 minutes a link is expired (domain section 3)."""


class LinkUnknown(NotFound):
    """No such link, or it was used, or a newer one ended it: all three look the same."""

    code = "link-unknown"
    title = "This link is unknown or was used already."


class LinkExpired(Gone):
    """The link was good, but its 90 minutes have passed."""

    code = "link-expired"
    title = "This link has expired; ask for a new one."


class MailedLink(Part):
    """What is kept of a link: everything its token is made of, never the token. `expires_at` is exclusive."""

    link_id: str
    kid: str
    purpose: LinkPurpose
    expires_at: datetime

    @classmethod
    def made(cls, link_id: str, kid: str, purpose: LinkPurpose, now: datetime) -> "MailedLink":
        """A link that is good for 90 minutes from now, signed with the key `kid`."""
        return cls(link_id=link_id, kid=kid, purpose=purpose, expires_at=now + LINK_LIFE)

    def public(self) -> events.Link:
        """What its event carries, so that notify can compute the token."""
        return events.Link(link_id=self.link_id, kid=self.kid, expires_at=self.expires_at)

    def claims(self, account_id: str) -> LinkClaims:
        """What the token's signature covers."""
        return LinkClaims(self.purpose, self.link_id, account_id, self.expires_at)


def check_usable(link: MailedLink | None, link_id: str, purpose: LinkPurpose, now: datetime) -> None:
    """Whether `link_id` is the one link that counts, and in time. Raises LinkUnknown or LinkExpired."""
    if link is None or link.link_id != link_id or link.purpose is not purpose:
        raise LinkUnknown
    if link.expires_at <= now:
        raise LinkExpired
