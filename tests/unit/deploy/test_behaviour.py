"""How the mailbox misbehaves on request."""

from deploy.local.mailbox.behaviour import Behaviour, Conduct, Mode


def test_it_accepts_unless_told_otherwise() -> None:
    assert Conduct().next(["anna@example.org"]).mode is Mode.ACCEPT


def test_it_misbehaves_as_often_as_told() -> None:
    conduct = Conduct()
    conduct.set(Behaviour(mode=Mode.DEFER, count=2))
    assert [conduct.next(["a@b"]).mode for _ in range(3)] == [Mode.DEFER, Mode.DEFER, Mode.ACCEPT]


def test_it_misbehaves_to_whom_it_is_told() -> None:
    conduct = Conduct()
    conduct.set(Behaviour(mode=Mode.REFUSE, recipient="Anna@"))
    assert conduct.next(["bob@example.org"]).mode is Mode.ACCEPT
    assert conduct.next(["bob@example.org", "anna@example.org"]).mode is Mode.REFUSE
