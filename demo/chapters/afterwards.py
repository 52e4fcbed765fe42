"""What is different afterwards: rights, and, after logging out, nothing that a token opens."""

from demo.person import Person
from demo.scene import Scene, Sent, insist


async def they_have_their_rights(scene: Scene) -> None:
    """Who was validated may act; who was rejected may not, and reads why."""
    for sent in scene.requests.values():
        await _shows(scene, sent)
    for who in (scene.people[scene.elodie.email], scene.people[scene.hugo.email]):
        scene.say(f"{who.name} may act for {', '.join(await _organisations(who))}")


async def they_log_out(scene: Scene) -> None:
    """The token is dead at once, at every service; the event tells whoever else keeps sessions."""
    for who in scene.people.values():
        await who.log_out()
        insist(await who.is_refused("/me/rights"), f"the token of {who.name} still works")
        scene.expected.event("SessionEnded", session_id=who.session_id, reason="logout")
    await scene.settle()


async def _shows(scene: Scene, sent: Sent) -> None:
    wanted = "REJECTED" if sent is scene.requests["coffeeteam"] else "VALID"

    async def settled() -> bool:
        row = await sent.applicant.get(f"/requests/{sent.request_id}")
        return bool(row["status"] == wanted and (wanted == "VALID" or row["reason"]))

    await scene.eventually(f"{sent.organisation} as {wanted} on the profile", settled)
    may = sent.organisation in await _organisations(sent.applicant)
    insist(
        may is (wanted == "VALID"), f"{sent.applicant.name} {'may' if may else 'may not'} act for {sent.organisation}"
    )


async def _organisations(who: Person) -> list[str]:
    rights = (await who.get("/me/rights"))["items"]
    return sorted(right["organisation"]["name"] for right in rights if right["status"] == "VALID")
