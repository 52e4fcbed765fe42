"""Guide, end of section 3: the competent authority validates, for operator and user in one go."""

from datetime import UTC, datetime
from typing import Any

from demo import cast
from demo.client import Refused
from demo.person import Person
from demo.scene import Scene, Sent, insist

VALIDATED: dict[str, Any] = {"outcome": "validated"}
FORBIDDEN, CONFLICT = 403, 409


async def helpdesks_have_copies(scene: Scene) -> None:
    """Both addresses of the guide got a copy of each request, and the helpdesk can look every one up."""
    helpdesk = scene.stack.helpdesk()
    reader = Person(scene.client, "the helpdesk", helpdesk.email, helpdesk.password)
    await reader.log_in()
    scene.people[helpdesk.organisation] = reader
    for sent in scene.requests.values():
        rows = (await reader.get("/requests", scope="all", q=sent.request_id))["items"]
        insist([row["request_id"] for row in rows] == [sent.request_id], "the helpdesk does not find the request")
    scene.say(f"{len(scene.requests)} requests, {len(cast.HELPDESKS)} copies each; no name, address or message in them")


async def not_by_everybody(scene: Scene) -> None:
    """Nobody decides his own request (rule E7); no authority decides another one's; the helpdesk decides nothing."""
    own, inao = scene.people[scene.elodie.email], await scene.validator(cast.INAO)
    helpdesk = scene.people[scene.stack.helpdesk().organisation]
    sent = scene.requests["importer"]
    for who, code in ((own, "self-validation"), (inao, "not-your-case"), (helpdesk, "not-your-case")):
        answer = await _decide(who, sent, VALIDATED, expect=FORBIDDEN)
        insist(answer["code"] == code, f"{who.name} was refused with {answer['code']}, not {code}")
        scene.say(f"{who.name} tries and is told: {answer['title']}")


async def belgium_validates(scene: Scene) -> None:
    """The Belgian authority finds both of Élodie's requests in its work list and validates them."""
    desk = await scene.validator(cast.BELGIAN_AUTHORITY)
    await _validate(scene, desk, scene.requests["alpro"], VALIDATED)
    await _validate(scene, desk, scene.requests["importer"], _certified("BE-BIO-01.056-0000001"))
    again = await _decide(desk, scene.requests["importer"], VALIDATED, expect=CONFLICT)
    insist(again["code"] == "already-decided", f"deciding twice was answered {again['code']}")


async def inao_validates(scene: Scene) -> None:
    """INAO validates the French importer and its user: one decision, one mail."""
    await _validate(scene, await scene.validator(cast.INAO), scene.requests["french"], VALIDATED)


async def belgium_rejects(scene: Scene) -> None:
    """A rejection says why; without a reason it is not accepted."""
    desk, sent = await scene.validator(cast.BELGIAN_AUTHORITY), scene.requests["coffeeteam"]
    await _on_the_desk(scene, desk, sent)
    rejection = {"outcome": "rejected", "reason": cast.REASON}
    await _decide(desk, sent, rejection)
    expected = scene.expected
    expected.event("RequestRejected", request_id=sent.request_id, reason=cast.REASON)
    expected.event("AuthorisationRejected", request_id=sent.request_id, authorisation__status="REJECTED")
    scene.mail(
        sent.applicant.email, "rejected", sent.request_id, sent.applicant.language, sent.organisation, cast.REASON
    )
    await scene.settle()


def _certified(operator: str) -> dict[str, Any]:
    """A decision that rests on a certificate of this year, which is good for two years (rule E15)."""
    year = datetime.now(UTC).year
    dates = {"valid_from": f"{year}-01-01", "valid_to": f"{year + 1}-12-31"}
    return {**VALIDATED, "certificate": f"{operator}.{year}.001", **dates}


async def _validate(scene: Scene, desk: Person, sent: Sent, decision: dict[str, Any]) -> None:
    await _on_the_desk(scene, desk, sent)
    await _decide(desk, sent, decision)
    expected, request_id = scene.expected, sent.request_id
    expected.event("RequestValidated", request_id=request_id, case__status="VALIDATED")
    expected.event("AuthorisationGranted", request_id=request_id, authorisation__status="VALID")
    if sent.proposal:  # its first user administers it (rule E4)
        expected.event("OperatorValidated", request_id=request_id, organisation__status="VALID")
        expected.event("AuthorisationGranted", request_id=request_id, authorisation__administrator=True)
    applicant = sent.applicant
    scene.mail(applicant.email, "granted", request_id, applicant.language, sent.organisation, request_id)
    await scene.settle()


async def _on_the_desk(scene: Scene, desk: Person, sent: Sent) -> None:
    """Wait until the work list shows the request and, as news of people come by another topic, names the applicant."""

    async def listed() -> dict[str, Any] | None:
        rows: list[dict[str, Any]] = (await desk.get("/work-items", limit="100"))["items"]
        named = (row for row in rows if row["request_id"] == sent.request_id and row["applicant"]["name"])
        return next(named, None)

    row = await scene.eventually(f"{sent.organisation} with its applicant in the work list of {desk.name}", listed)
    insist(row["complete"] and row["applicant"]["name"] == sent.applicant.name, f"the work item shows {row}")
    insist(datetime.fromisoformat(row["due_at"]) > datetime.now(UTC), f"the work item was due {row['due_at']}")


async def _decide(desk: Person, sent: Sent, decision: dict[str, Any], *, expect: int = 200) -> dict[str, Any]:
    answer = await desk.post(f"/work-items/{sent.request_id}/decision", decision, expect=(expect,))
    if answer.status != expect:
        raise Refused("the decision", answer.status, answer.body)
    body: dict[str, Any] = answer.body
    return body
