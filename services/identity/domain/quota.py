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

    def recent(self, now: datetime) -> tuple[datetime, ...]:
        """The uses of the hour before now."""
        return tuple(at for at in self.used_at if at > now - WINDOW)


def reached(quota: Quota | None, limit: int, now: datetime) -> bool:
    """Whether `limit` uses lie within the hour before now."""
    return quota is not None and len(quota.recent(now)) >= limit


def used_again(quota: Quota | None, quota_id: str, now: datetime) -> Quota:
    """One use more."""
    fresh = quota or Quota(id=quota_id, expires_at=now)
    counted: Quota = fresh.changed(used_at=(*fresh.recent(now), now), expires_at=now + WINDOW)
    return counted


def take(quota: Quota | None, command: MailLink, ctx: Context) -> Change[Quota]:
    """Use it once more. Raises QuotaReached when `command.limit` uses lie within the hour before now."""
    if quota is not None and reached(quota, command.limit, ctx.now):
        raise QuotaReached(retry_after=int((quota.recent(ctx.now)[0] + WINDOW - ctx.now).total_seconds()) + 1)
    return Change(used_again(quota, command.quota_id, ctx.now))
