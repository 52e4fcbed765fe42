"""Prometheus names of the mailer."""

from prometheus_client import Counter, Gauge, Histogram

MAILS = Counter("traces_mails_total", "Attempts to send a mail, by what came of them.", ["template", "outcome"])
MAIL_AGE = Histogram(
    "traces_mail_age_seconds",
    "Seconds from the event to the mail server's acceptance.",
    ["template"],
    buckets=(0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 86400),
)
OVERTAKEN = Counter(
    "traces_mails_overtaken_total",
    "Mails whose claim ran out in a sender's hands, by whether it had sent them (those may come twice, as one id).",
    ["sent"],
)
WAITING = Gauge("traces_mails_waiting", "Mails whose recipient is not known yet.")
WAITING_AGE = Gauge("traces_mails_waiting_oldest_seconds", "Age of the oldest of them, in seconds.")
