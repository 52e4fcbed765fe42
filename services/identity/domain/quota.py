"""Quota: so many mails an hour that somebody may set off for one address, known or not (design section 10)."""

from datetime import datetime, timedelta
from typing import ClassVar

from chassis.decider import Aggregate, Change, Context, Index
from chassis.errors import TooManyRequests
from services.identity.domain.mail_link import MailLink

WINDOW = timedelta(hours=1)


class QuotaReached(TooManyRequests):
    """The limit of this hour is reached. Not shown where that would tell whether an address is known."""

    code = "quota-reached"


class Quota(Aggregate):
    """When it was used within the last hour. The id is a keyed hash of the address and what is limited."""

    collection: ClassVar[str] = "quotas"
    indexes: ClassVar[tuple[Index, ...]] = (Index("expiry", (("expires_at", 1),), expire_after=0),)

    used_at: tuple[datetime, ...] = ()
    expires_at: datetime


def take(quota: Quota | None, command: MailLink, ctx: Context) -> Change[Quota]:
    """Use it once more. Raises QuotaReached when `command.limit` uses lie within the hour before now."""
    recent = tuple(at for at in quota.used_at if at > ctx.now - WINDOW) if quota else ()
    if len(recent) >= command.limit:
        raise QuotaReached(retry_after=int((recent[0] + WINDOW - ctx.now).total_seconds()) + 1)
    fresh = quota or Quota(id=command.quota_id, expires_at=ctx.now)
    return Change(fresh.changed(used_at=(*recent, ctx.now), expires_at=ctx.now + WINDOW))
