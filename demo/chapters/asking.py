"""Guide, section 3: asking to join an operator that is there, and proposing one that is not."""

from datetime import datetime
from typing import Any

from demo import cast
from demo.person import Person
from demo.scene import Scene, Sent, insist


async def ask_to_join_alpro(scene: Scene) -> None:
    """The dialog of the guide, with its values; who decides and until when is shown before sending."""
    elodie = scene.people[scene.elodie.email]
    scene.requests["alpro"] = await _join(scene, elodie, cast.ALPRO, "ALPRO Comm.V.A.", cast.CONTACT)


async def propose_test_importer(scene: Scene) -> None:
    """Create a new operator: operator and user are asked for in one go (rule D9)."""
    elodie = scene.people[scene.elodie.email]
    scene.requests["importer"] = await _propose(scene, elodie, cast.test_importer())


async def propose_french_importer(scene: Scene) -> None:
    """An importer in France: INAO is in charge."""
    hugo = scene.people[scene.hugo.email]
    scene.requests["french"] = await _propose(scene, hugo, cast.french_importer())


async def ask_to_join_coffeeteam(scene: Scene) -> None:
    """A request that will be refused."""
    hugo = scene.people[scene.hugo.email]
    scene.requests["coffeeteam"] = await _join(scene, hugo, cast.COFFEETEAM, "Coffeeteam", {})


async def look_at_the_profile(scene: Scene) -> None:
    """Both requests are visible, with validator, due date and timeline (rule C3)."""
    elodie = scene.people[scene.elodie.email]
    rows = {row["request_id"]: row for row in (await elodie.get("/requests"))["items"]}
    for name in ("importer", "alpro"):
        sent = scene.requests[name]
        row = rows[sent.request_id]
        insist(row["status"] == "REQUESTED" and row["timeline"], f"the request shows {row}")
        insist(row["validator"]["code"] == sent.validator, f"{row['validator']} decides, not {sent.validator}")
        scene.say(f"{row['organisation']['name']}: {decides(row['validator'], row['due_at'])}")
    joining = rows[scene.requests["alpro"].request_id]
    insist(joining["message"] == cast.CONTACT["message"], f"the message shows as {joining['message']!r}")


def decides(validator: dict[str, str], due_at: str) -> str:
    """Who decides and until when, in words (UTC)."""
    return f"{validator['code']} decides by {datetime.fromisoformat(due_at):%a %d %b %Y, %H:%M} UTC"


async def _join(scene: Scene, who: Person, organisation_id: str, name: str, contact: dict[str, str]) -> Sent:
    about = {"organisation_id": organisation_id}
    before = await who.get("/routes", **about)
    answer = await who.post(f"/organisations/{organisation_id}/authorisations", contact)
    sent = Sent(answer.body["request_id"], name, who, before["validator"]["code"], proposal=False)
    await _routed(scene, sent, before, about)
    return sent


async def _propose(scene: Scene, who: Person, operator: dict[str, Any]) -> Sent:
    about = {"kind": "operator", "country": operator["addresses"][0]["country"]}
    before = await who.get("/routes", **about)
    body = (await who.post("/operators", operator)).body
    scene.expected.ours.add(body["operator_id"])
    scene.say(f"TRACES number {body['traces_number']}, EORI {operator['identifiers'][0]['value']}")
    scene.expected.event("OperatorProposed", request_id=body["request_id"], organisation__status="NEW")
    sent = Sent(body["request_id"], operator["name"], who, before["validator"]["code"], proposal=True)
    await _routed(scene, sent, before, about)
    return sent


async def _routed(scene: Scene, sent: Sent, before: dict[str, Any], about: dict[str, str]) -> None:
    """Whoever was shown before sending decides, until the date that was shown; all concerned are told."""
    scene.say(f"shown before sending: {decides(before['validator'], before['due_at_if_sent_now'])}")
    request_id, who, expected = sent.request_id, sent.applicant, scene.expected
    expected.ours.add(request_id)
    expected.event("AuthorisationRequested", request_id=request_id, account_id=who.account_id)
    expected.event("RequestRouted", request_id=request_id, case__validator__code=sent.validator)
    _told(scene, sent)
    await scene.settle()

    async def routed() -> dict[str, Any] | None:
        row: dict[str, Any] = await who.get(f"/requests/{request_id}")
        return row if row["due_at"] else None

    row = await scene.eventually(f"validator and due date of {sent.organisation} on the profile", routed)
    after = await who.get("/routes", **about)
    due = [before["due_at_if_sent_now"], row["due_at"], after["due_at_if_sent_now"]]
    insist(due == sorted(due, key=datetime.fromisoformat), f"due {row['due_at']}, but shown was {due[0]}")


def _told(scene: Scene, sent: Sent) -> None:
    """Receipt, work item, and a copy without personal data for each helpdesk."""
    who, request_id = sent.applicant, sent.request_id
    says = (sent.organisation, request_id)
    scene.mail(who.email, "receipt", request_id, who.language, who.name, *says)
    desk = scene.stack.validator(sent.validator).email
    scene.mail(desk, "work-item", request_id, cast.DESK_LANGUAGE[sent.validator], *says)
    private = (*who.name.split(), who.email, *cast.CONTACT.values())
    for address in cast.HELPDESKS:
        scene.mail(address, "helpdesk-copy", request_id, "en", *says, hides=private)
