"""Notify: who is mailed about what, and what became of each mail."""

from chassis.service import Service
from services.notify.api import prepare, router
from services.notify.domain.contact import Contact
from services.notify.domain.desk import Desk
from services.notify.domain.duty import Duty
from services.notify.domain.message import Message
from services.notify.figures import mails
from services.notify.handlers import COMMANDS, HANDLES
from services.notify.mailer.sender import send_mails
from services.notify.mailer.sweep import sweep
from services.notify.settings import NotifySettings

service = Service(
    name="notify",
    settings=NotifySettings,
    aggregates=[Message, Contact, Duty, Desk],
    handles=HANDLES,
    commands=COMMANDS,
    routes=[router],
    start=prepare,
    background={"mailer": send_mails, "sweep": sweep},
    figures={"mails": mails},
)
