"""Who may do what with a case: domain section 5 as one table, role by action, by HTTP on the real store.

`yes`: done. `-`: refused (403; what is only read: 404). The last line is the same world where Belgium delegates.
"""

import pytest

from contracts.events.registry import OrganisationKind, OrganisationRef, OrganisationStatus
from contracts.reference import organisation_id
from tests.integration.validation.desk import Desk
from tests.support.interleaving import Delivery, history
from tests.unit.validation.news import body_proposed
from tests.unit.validation.world import ANNA, BELGIUM, COMMISSION, INAO, granted, proposed, ref, registered, requested

TABLE = """
action                            | nobody | applicant | user | admin | body | post | central | other | above | helpdesk
see the case                      |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
read its trail                    |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |   yes
validate a new operator           |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
validate a first user             |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
validate a further user           |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
reject                            |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
ask for information               |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
hand over                         |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
validate a control body           |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
validate a third country's body   |   -    |     -     |  -   |   -   |  -   |  -   |    -    |   -   |  yes  |    -
validate an authority below       |   -    |     -     |  -   |   -   |  -   |  -   |   yes   |   -   |  yes  |    -
validate the central authority's  |   -    |     -     |  -   |   -   |  -   |  -   |    -    |   -   |  yes  |    -
validate a further user, delegated|   -    |     -     |  -   |  yes  |  -   |  -   |   yes   |   -   |  yes  |    -
"""

HEAD, *LINES = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
ROLES = HEAD[1:]
CELLS = {(line[0], role): cell for line in LINES for role, cell in zip(ROLES, line[1:], strict=True)}
ACTIONS = [line[0] for line in LINES]

VALID = OrganisationStatus.VALID
OPERATOR = ref("alpro", country="BE", status=VALID)
BODY = ref("body", kind=OrganisationKind.CONTROL_BODY, country="BE", status=VALID)
FOREIGN = ref("foreign", kind=OrganisationKind.CONTROL_BODY, country="TN", status=VALID)
POST = ref("post", kind=OrganisationKind.AUTHORITY, country="BE", status=VALID)


def authority(id: str, country: str) -> OrganisationRef:
    return ref(id, kind=OrganisationKind.AUTHORITY, country=country, status=VALID)


CENTRAL, OTHER, ABOVE = authority(BELGIUM, "BE"), authority(INAO, "FR"), authority(COMMISSION, "BE")
HELPDESK = authority(organisation_id("EU-HELPDESK"), "BE")
BELONGS = {
    "user": OPERATOR,
    "admin": OPERATOR,
    "body": BODY,
    "post": POST,
    "central": CENTRAL,
    "other": OTHER,
    "above": ABOVE,
    "helpdesk": HELPDESK,
}
ABOUT: dict[str, tuple[OrganisationRef, bool]] = {
    "validate a third country's body": (FOREIGN, True),
    "validate an authority below": (POST, True),
    "validate the central authority's": (CENTRAL, True),
    "validate a first user": (OPERATOR, True),
}
"""What the case asks for, and whether nobody was valid on it; else a further user of the operator."""

BODIES = {
    "reject": {"outcome": "rejected", "reason": "not certified"},
    "ask for information": {"outcome": "information_required", "reason": "which certificate?"},
    "hand over": {"authority": "FR-INAO", "reason": "yours"},
}


def world() -> list[Delivery]:
    """The organisations, and a person for each role that belongs somewhere."""
    organisations = [OPERATOR, BODY, FOREIGN, POST, CENTRAL, OTHER, ABOVE, HELPDESK]
    return [
        *(delivery for each in organisations for delivery in history(registered(each))),
        *(
            delivery
            for role, where in BELONGS.items()
            for delivery in history(granted(role, account=role, organisation=where, administrator=role == "admin"))
        ),
    ]


def asked(action: str, role: str, of: str) -> list[Delivery]:
    """The case that this role tries its action on: the applicant's own, else Anna's."""
    account = role if role == "applicant" else ANNA
    if action == "validate a new operator":
        new = ref(f"new-{of}", country="BE")
        case = requested(of, account=account, organisation=new, proposal=True)
        return [*history(proposed(of, account=account, organisation=new)), *history(case)]
    about, first_user = ABOUT.get(action, (OPERATOR, False))
    if action == "validate a control body":
        new = ref(f"body-{of}", kind=OrganisationKind.CONTROL_BODY, country="BE")
        case = requested(of, account=account, organisation=new, proposal=True)
        return [*history(body_proposed(new, of, account=account)), *history(case)]
    return history(requested(of, account=account, organisation=about, first_user=first_user))


async def tried(desk: Desk, action: str, role: str, of: str) -> str:
    """What comes of it, in the table's words."""
    path = f"/work-items/req-{of}"
    if action == "see the case":
        answer = await desk.get(role, path)
    elif action == "read its trail":
        answer = await desk.get(role, f"/audit/requests/req-{of}")
    elif action == "hand over":
        answer = await desk.post(role, f"{path}/reassignment", BODIES[action])
    else:
        answer = await desk.post(role, f"{path}/decision", BODIES.get(action, {"outcome": "validated"}))
    refused = 404 if action in ("see the case", "read its trail") else 403
    return {200: "yes", refused: "-"}.get(answer.status_code, answer.text)


@pytest.mark.rule("5", "E4", "E5", "E6", "E7", "E8", "E10", "E11", "E12", "E13", "F3", "F9")
@pytest.mark.parametrize("role", ROLES)
async def test_who_may_do_what(desk: Desk, delegating_desk: Desk, role: str) -> None:
    names = {action: f"{number}" for number, action in enumerate(ACTIONS)}
    story = [*world(), *(delivery for action, of in names.items() for delivery in asked(action, role, of))]
    await desk.hear(story)
    await delegating_desk.hear(story)
    found = {
        action: await tried(delegating_desk if "delegated" in action else desk, action, role, of)
        for action, of in names.items()
    }
    assert found == {action: CELLS[action, role] for action in ACTIONS}
