"""What somebody is told of, by the rights that registry says he has."""

import pytest

from services.gateway.live.caller import Named, Right, own, sight

ANNA = "anna"


def right(organisation: str, *, effective: bool = True, administrator: bool = False) -> Right:
    return Right(organisation=Named(id=organisation), effective=effective, administrator=administrator)


@pytest.mark.parametrize(
    ("held", "keys", "stirs"),
    [
        ([], set(), set()),
        ([right("inao")], {"organisation:inao"}, {"rights-on:inao"}),
        (
            [right("inao", administrator=True)],
            {"organisation:inao", "administrators:inao"},
            {"rights-on:inao"},
        ),
        ([right("stopped", effective=False, administrator=True)], set(), {"rights-on:stopped"}),
        (
            [right("a"), right("b", effective=False), right("c", administrator=True)],
            {"organisation:a", "organisation:c", "administrators:c"},
            {"rights-on:a", "rights-on:b", "rights-on:c"},
        ),
    ],
    ids=["nobody", "a user", "an administrator", "of a stopped organisation", "several"],
)
def test_own_requests_and_those_of_organisations_one_may_act_for(
    held: list[Right], keys: set[str], stirs: set[str]
) -> None:
    found = sight(ANNA, held)
    assert found.known
    assert found.keys == {"account:anna"} | keys
    assert found.stirs == {"rights-of:anna"} | stirs


def test_while_rights_are_not_known_only_own_requests() -> None:
    assert own(ANNA).keys == {"account:anna"}
    assert own(ANNA).stirs == {"rights-of:anna"}
    assert not own(ANNA).known
