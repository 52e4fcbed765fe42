"""The form behind the link, found as a browser finds it."""

from demo.confirm_page import Form, link_in

PAGE = """
<form class="language" method="get" action="/confirm"><input type="hidden" name="other" value="no"></form>
<form method="post" action="/confirm">
  <input type="hidden" name="token" value="k.l.s">
  <input type="hidden" name="csrf" value="a&amp;b">
  <input name="password" type="password" required>
  <button>OK</button>
</form>
<input name="outside" value="no">
"""


def test_the_form_that_is_posted_is_read_with_its_hidden_fields() -> None:
    form = Form(PAGE)
    assert form.action == "/confirm"
    assert form.fields == {"token": "k.l.s", "csrf": "a&b", "password": ""}


def test_a_page_without_a_form_has_no_action() -> None:
    assert Form("<p>expired</p>").action is None


def test_the_link_is_found_in_a_mail() -> None:
    link = "http://127.0.0.1:8080/confirm?token=k.l-i_d.s"
    assert link_in(f"Confirmer mon adresse:\n{link}\n\nLe lien ne sert qu'une fois") == link
    assert link_in(f'<a href="{link}">') == link
    assert link_in("http://127.0.0.1:8080/") is None
