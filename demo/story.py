"""The guide, step by step. `section` is where the guide tells it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.chapters import afterwards, asking, deciding, finding, signing_up
from demo.scene import Scene


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `title` is a sentence for the timeline."""

    title: str
    section: str
    play: Callable[[Scene], Awaitable[None]]


STORY = (
    Step("Élodie signs up, in French", "1", signing_up.elodie_signs_up),
    Step("The link in her mail leads to choosing a password", "1", signing_up.elodie_confirms),
    Step("She logs in and sets her time zone", "2", signing_up.elodie_logs_in),
    Step("She finds the Belgian operators", "3", finding.find_belgian_operators),
    Step("She sees who would decide and until when, and asks to join ALPRO", "3", asking.ask_to_join_alpro),
    Step("She proposes Test Importer: operator and user in one request", "3", asking.propose_test_importer),
    Step("Her profile shows both, with validator and due date", "3", asking.look_at_the_profile),
    Step("Hugo signs up in English, confirms and logs in", "1, 2", signing_up.hugo_joins),
    Step("He proposes an importer in France", "3", asking.propose_french_importer),
    Step("He asks to join Coffeeteam, where nobody knows him", "3", asking.ask_to_join_coffeeteam),
    Step("Both helpdesks have a copy of each request", "3", deciding.helpdesks_have_copies),
    Step("Nobody decides his own request, or another authority's", "3", deciding.not_by_everybody),
    Step(
        "The Belgian authority validates Élodie at ALPRO, and Test Importer with her", "3", deciding.belgium_validates
    ),
    Step("INAO validates the French importer, and Hugo with it", "3", deciding.inao_validates),
    Step("The Belgian authority rejects Hugo at Coffeeteam, and says why", "3", deciding.belgium_rejects),
    Step("Both may act for their organisations", "3", afterwards.they_have_their_rights),
    Step("All log out; their tokens are dead at once", "3", afterwards.they_log_out),
)
