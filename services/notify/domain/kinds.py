"""Of which kind each mail is. Only `information` may be switched off; the in-app notice comes in any case.

A mail is `information` when whoever does not read it misses no deadline, no decision and no danger: what it says
stands on the request's page or in the work list as well.
"""

from collections.abc import Mapping

from contracts.events.identity import NotificationKind
from services.notify.domain.template import Template

_SECURITY, _DECISION, _DEADLINE, _INFORMATION = (
    NotificationKind.SECURITY,
    NotificationKind.DECISION,
    NotificationKind.DEADLINE,
    NotificationKind.INFORMATION,
)

KINDS: Mapping[Template, NotificationKind] = {
    Template.CONFIRMATION: _SECURITY,
    Template.ALREADY_REGISTERED: _SECURITY,
    Template.PASSWORD_RESET: _SECURITY,
    Template.PASSWORD_CHANGED: _SECURITY,
    Template.ACCOUNT_LOCKED: _SECURITY,
    Template.ACCOUNT_SUSPENDED: _SECURITY,
    Template.ACCOUNT_REINSTATED: _SECURITY,
    Template.INFORMATION_REQUESTED: _DECISION,
    Template.GRANTED: _DECISION,
    Template.REJECTED: _DECISION,
    Template.RIGHT_SUSPENDED: _DECISION,
    Template.RIGHT_REINSTATED: _DECISION,
    Template.RIGHT_REVOKED: _DECISION,
    Template.ADMINISTRATOR_APPOINTED: _DECISION,
    Template.ADMINISTRATOR_REMOVED: _DECISION,
    Template.OPERATOR_SUSPENDED: _DECISION,
    Template.OPERATOR_REINSTATED: _DECISION,
    Template.WORK_ITEM: _DEADLINE,
    Template.WORK_ITEM_REASSIGNED: _DEADLINE,
    Template.REQUEST_REOPENED: _DEADLINE,
    Template.REMINDER: _DEADLINE,
    Template.OVERDUE: _DEADLINE,
    Template.OVERDUE_APPLICANT: _DEADLINE,
    Template.ESCALATED: _DEADLINE,
    Template.ESCALATED_SUPERIOR: _DEADLINE,
    Template.ESCALATED_APPLICANT: _DEADLINE,
    Template.ESCALATED_HELPDESK: _DEADLINE,
    Template.ACTIVITY_EXPIRING: _DEADLINE,
    Template.ACTIVITY_EXPIRED: _DEADLINE,
    Template.RECEIPT: _INFORMATION,
    Template.HELPDESK_COPY: _INFORMATION,
    Template.REQUEST_WITHDRAWN: _INFORMATION,
    Template.REQUEST_REASSIGNED: _INFORMATION,
    Template.DECISION_NUDGED: _INFORMATION,
    Template.USERS_CHANGED: _INFORMATION,
}
"""Every template has a row."""


def optional(template: Template) -> bool:
    """Whether a person may switch this mail off."""
    return KINDS[template] is NotificationKind.INFORMATION
