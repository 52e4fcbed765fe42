"""What there is to see in the pictures: an applicant, and how far what he has asked for has come."""

from demo.cast import INAO
from deploy.local.stack_file import StackFile
from tests.browser.applicant import Applicant
from tests.browser.deciding import decide
from tests.browser.waiting import in_time

APPLICANT = "paul.martin@ferme.example"
WAITING, GRANTED, ASKED = "Quinoa & Compagnie", "La Ruche Bretonne", "Sucres d’Outre-Mer"
OPERATORS = (
    *("Alpes Épices", "Comptoir du Cacao", "Moulin des Deux Rives", "Thés de Provence", "Vergers Lagarde"),
    *(WAITING, GRANTED, ASKED),
)
"""What is proposed; most of it waits for a decision in the pictures."""

QUESTION = "De quel entrepôt partent vos lots ? Merci d’indiquer son adresse."
COME_TO = {GRANTED: "VALID", ASKED: "INFO_REQUIRED"}


def applicant_with_requests(stack: StackFile) -> Applicant:
    """Propose them all, have one granted and one asked about. Nobody has this applicant's address yet.

    He is nobody's administrator, so that his pages offer him nothing to decide.
    """
    applicant = Applicant(stack, APPLICANT)
    requests = {name: applicant.proposes(name) for name in OPERATORS}
    in_time(lambda: all(applicant.request(each)["validator"] for each in requests.values()), "who decides them")
    decide(stack, INAO, requests[GRANTED], "validated", administrator=False)
    decide(stack, INAO, requests[ASKED], "information_required", QUESTION)
    in_time(lambda: {name: applicant.request(requests[name])["status"] for name in COME_TO} == COME_TO, "its answers")
    return applicant
