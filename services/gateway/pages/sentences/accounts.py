"""What identity and notify refuse: sign-up, passwords, sessions, preferences."""

from services.gateway.pages.texts import N_

SENTENCES = {
    "registration-refused": N_("Some of this cannot be accepted."),
    "name-missing": N_("Enter the name."),
    "name-too-long": N_("Enter at most 100 characters."),
    "name-characters": N_(
        "A name begins with a letter and holds letters of any alphabet, spaces, dots, apostrophes and hyphens."
    ),
    "email-syntax": N_("Enter an e-mail address, as name@company.eu."),
    "email-institution": N_(
        "Addresses of the institutions of the European Union cannot be used here: their staff have access already."
    ),
    "email-confirmation": N_("The two addresses are different."),
    "functional-mailbox": N_(
        "This looks like a mailbox that several people read. An account belongs to one person: use your own address."
    ),
    "language-unknown": N_("Choose one of the languages."),
    "privacy-statement": N_("Confirm that you have read the privacy statement."),
    "captcha-wrong": N_("These are not the characters in the picture. Here is another one."),
    "captcha-expired": N_("This picture cannot be used any more. Here is another one."),
    "address-taken": N_("This address is in use already."),
    "account-state": N_("This account cannot do that at present."),
    "quota-reached": N_("Enough mails have been sent to this address for now."),
    "wrong-credentials": N_(
        "The address or the password is not right, or the account has not been confirmed yet. "
        "Check both, or choose a new password."
    ),
    "login-blocked": N_("There were too many attempts with a wrong password, so this log-in has to wait."),
    "unknown-account": N_("This account does not exist."),
    "session-over": N_("Your session is over. Log in again."),
    "session-ended": N_("Your session was ended. Log in again."),
    "session-unknown": N_("This session is over already."),
    "link-unknown": N_("This link is incomplete or has been used already."),
    "link-expired": N_("This link has expired: it is good for 90 minutes."),
    "password-weak": N_("This password is not strong enough."),
    "password-short": N_("Choose a password of at least 10 characters."),
    "password-long": N_("Choose a password of at most 128 characters."),
    "password-line": N_("A password is one line."),
    "password-lower": N_("Add a lower case letter to the password."),
    "password-upper": N_("Add an upper case letter to the password."),
    "password-digit": N_("Add a digit to the password."),
    "password-special": N_("Add a sign to the password that is neither letter nor digit, as ! ? - +"),
    "passwords-differ": N_("The two passwords are different."),
    "current-password-wrong": N_("This is not your present password."),
    "preferences-refused": N_("Some of this cannot be accepted."),
    "timezone-unknown": N_("Choose one of the time zones."),
    "notification-needed": N_("These mails cannot be switched off."),
}
