"""The guide's first step in a real browser: from the welcome page to an account, and around it."""

import pytest
from playwright.sync_api import expect

from deploy.local.secrets_file import random_password
from tests.browser.conftest import Arrive
from tests.browser.keyboard import follow, tab_to, type_into
from tests.browser.mails import mailed_link
from tests.browser.waiting import in_time

"""The first test waits for the stack."""


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("script", [True, False])
def test_an_account_from_the_welcome_page_to_the_log_out(arrive: Arrive, language: str, script: bool) -> None:
    visitor = arrive(language, script=script)
    visitor.open("/")
    visitor.follow("Sign up")
    visitor.is_at("/signup")
    visitor.sign_up()
    visitor.sees("Your account is active")
    visitor.log_in("/login?next=/profile")
    visitor.is_at("/profile")
    visitor.sees("My organisations")
    expect(visitor.page.get_by_role("link", name="Élodie Durand")).to_be_visible()
    visitor.log_out()


def test_rules_of_the_password_are_ticked_off_while_one_types(arrive: Arrive) -> None:
    visitor = arrive("en")
    visitor.open("/confirm?token=x")
    met = visitor.page.locator("#password-rules .met")
    expect(met).to_have_count(0)
    visitor.fill("New password", "abc")
    expect(met).to_have_count(1)
    visitor.fill("New password", random_password())
    expect(met).to_have_count(5)
    visitor.look()


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(arrive: Arrive) -> None:
    visitor = arrive("fr")
    visitor.open("/signup")
    visitor.fill("E-mail address", "elodie")
    visitor.press("Create the account")
    summary = visitor.page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=visitor.said("Enter an e-mail address, as name@company.eu.")).click()
    expect(visitor.page.get_by_label(visitor.said("E-mail address"), exact=True)).to_be_focused()
    expect(visitor.page.get_by_label(visitor.said("E-mail address"), exact=True)).to_have_value("elodie")


def test_from_sign_up_to_a_request_by_keyboard_alone(arrive: Arrive) -> None:
    visitor = arrive("en")
    page = visitor.page
    page.goto("/signup")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    captcha = visitor.stack["captcha_answer"] or ""
    typed = {"#first_name": visitor.first_name, "#last_name": visitor.last_name, "#email": visitor.email}
    sent = {"#email_confirmation": visitor.email, "#captcha-answer": captcha, "#privacy_accepted": " "}
    type_into(page, {**typed, **sent})
    visitor.is_at("/signup/sent")
    page.goto(mailed_link(visitor.stack, visitor.email, "/confirm"))
    type_into(page, {"#password": visitor.password, "#repeated": visitor.password})
    visitor.is_at("/confirm/done")
    follow(page, "main .button")
    type_into(page, {"#email": visitor.email, "#password": visitor.password})
    visitor.is_at("/role")
    follow(page, "main .card a")
    type_into(page, {"#q": "coffeeteam"})
    expect(page.locator("a[data-dialog]").first).to_be_visible()
    tab_to(page, "a[data-dialog]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    tab_to(page, "#contact_email")
    page.keyboard.press("Enter")
    visitor.sees("Your request has been sent")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_characters_can_be_heard_by_keyboard_alone(arrive: Arrive, language: str) -> None:
    visitor = arrive(language)
    page, player = visitor.page, visitor.page.locator("audio")
    visitor.open("/signup")
    follow(page, "fieldset summary")
    expect(player).to_be_visible()
    expect(player).to_have_accessible_name(visitor.said("Hear the characters"))
    expect(player).to_have_accessible_description(visitor.said("They are spoken in English."))
    visitor.look()
    tab_to(page, "audio")
    with page.expect_response("**/audio") as heard:
        page.keyboard.press("Space")
    assert heard.value.ok
    assert heard.value.headers["content-type"].startswith("audio/")
    in_time(lambda: player.evaluate("player => player.currentTime"), "a sound")
    assert player.evaluate("player => player.duration") > 1


def test_another_password_by_mail(arrive: Arrive) -> None:
    visitor = arrive("en")
    visitor.sign_up()
    visitor.open("/login")
    visitor.follow("I cannot remember my password")
    visitor.fill("E-mail address", visitor.email)
    visitor.press("Send the link")
    visitor.choose_password(random_password(), "/reset")
    visitor.log_in()
    visitor.sees("Your account is ready.")


def test_an_account_is_changed_and_the_pages_follow_its_language(arrive: Arrive) -> None:
    visitor = arrive("en")
    visitor.sign_up()
    visitor.log_in("/profile/edit")
    visitor.page.get_by_label("Language of your mails").select_option("fr")
    visitor.page.get_by_label("Time zone").select_option("Pacific/Auckland")
    visitor.press("Save the changes")
    visitor.language = "fr"
    visitor.sees("Your changes are saved")
    visitor.open("/profile/sessions")
    visitor.sees("This one")
    visitor.open("/profile/password")
    new = random_password()
    visitor.fill("Present password", visitor.password)
    visitor.fill("New password", new)
    visitor.fill("The same password again", new)
    visitor.press("Change the password")
    visitor.sees("Your password is changed")


def test_a_session_that_was_ended_elsewhere_leads_back_to_where_one_was(arrive: Arrive) -> None:
    here = arrive("en")
    here.sign_up()
    here.log_in()
    there = arrive("en")
    there.email, there.password = here.email, here.password
    there.log_in("/profile/sessions")
    there.press("Log out everywhere, here as well")
    here.open("/profile/edit")
    here.is_at("/login")
    here.sees("Your session has ended")
    here.fill("E-mail address", here.email)
    here.fill("Password", here.password)
    here.press("Log in")
    here.is_at("/profile/edit")


def test_a_double_click_and_the_back_button_do_no_harm(arrive: Arrive) -> None:
    visitor = arrive("en")
    visitor.sign_up()
    visitor.log_in("/profile/edit")
    visitor.fill("First name", "Élise")
    visitor.page.get_by_role("button", name="Save the changes").dblclick()
    visitor.is_at("/profile")
    visitor.sees("Your changes are saved")
    visitor.page.go_back()
    visitor.is_at("/profile/edit")
    visitor.press("Save the changes")
    visitor.is_at("/profile")
