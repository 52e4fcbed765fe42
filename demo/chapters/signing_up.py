"""Guide, sections 1 and 2: an account, the link in the mail, the password, the log-in."""

from typing import Any

from demo.cast import Applicant
from demo.confirm_page import choose_password, link_in
from demo.expectations import carried
from demo.person import Person
from demo.scene import Scene, insist

CONFIRMED = {"fr": "Votre compte est actif", "en": "Your account is active"}
"""What the page says in the end."""

GREETING = {"fr": "Bonjour", "en": "Dear"}
TIMEZONE = "Europe/Paris"


async def elodie_signs_up(scene: Scene) -> None:
    """Section 1: names, address twice, language of mails, captcha, privacy statement."""
    await _sign_up(scene, scene.elodie)


async def elodie_confirms(scene: Scene) -> None:
    """The mail's link, good for 90 minutes and once, leads to choosing the password (rule A8)."""
    await _confirm(scene, scene.elodie)


async def elodie_logs_in(scene: Scene) -> None:
    """Section 2: log in, and preferences as section 3 has them on the profile page."""
    elodie = await _log_in(scene, scene.elodie)
    await elodie.ask("PATCH", "/me", json={"timezone": TIMEZONE})
    me = await elodie.get("/me")
    insist(me["timezone"] == TIMEZONE and me["first_name"] == "Élodie", f"the profile says {me}")
    scene.expected.event("PreferencesChanged", account_id=elodie.account_id, account__timezone=TIMEZONE)
    await scene.settle()


async def hugo_joins(scene: Scene) -> None:
    """The same for a second person, whose mails are in English."""
    await _sign_up(scene, scene.hugo)
    await _confirm(scene, scene.hugo)
    await _log_in(scene, scene.hugo)


def form(who: Applicant, captcha_id: str, captcha_answer: str) -> dict[str, Any]:
    """The sign-up form, filled in."""
    return {
        "first_name": who.first_name,
        "last_name": who.last_name,
        "email": who.email,
        "email_confirmation": who.email,
        "language": who.language,
        "captcha": {"id": captcha_id, "answer": captcha_answer},
        "privacy_accepted": True,
    }


async def _sign_up(scene: Scene, who: Applicant) -> None:
    captcha = (await scene.client.ask("POST", "/captchas")).body
    sent = form(who, captcha["id"], scene.stack.captcha_answer)
    answer = await scene.client.ask("POST", "/accounts", json=sent)
    insist(answer.status == 202 and answer.body == {"warnings": []}, f"signing up was answered {answer.body}")
    scene.expected.event("AccountCreated", account__email=who.email, account__language=who.language)
    await scene.settle()
    account = next(event.subject for event in scene.journal.events if event.at("account.email") == who.email)
    scene.expected.ours.add(account)
    scene.mail(who.email, "confirmation", account, who.language, f"{GREETING[who.language]} {who.name}")
    await scene.settle()


async def _confirm(scene: Scene, who: Applicant) -> None:
    expected = next(each for each in scene.expected.mails if each.to == who.email)
    (mail,) = carried(expected, scene.journal.events, scene.journal.mails).values()
    link = link_in(mail.text)
    insist(link, "the mail has no link")
    assert link is not None
    scene.secrets.add(link.partition("token=")[2])
    page = await choose_password(scene.client, link, who.password, who.language)
    insist(not page or CONFIRMED[who.language] in page, "the page does not say that it worked")
    scene.expected.event("AccountActivated", account__email=who.email, account__status="ACTIVE")
    await scene.settle()


async def _log_in(scene: Scene, who: Applicant) -> Person:
    person = Person(scene.client, who.name, who.email, who.password, who.language)
    await person.log_in()
    scene.people[who.email] = person
    return person
