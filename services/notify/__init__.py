"""Notify: mails to people and to functional mailboxes, and what became of each."""
