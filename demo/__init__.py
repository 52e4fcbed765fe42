"""The guide, played by a program that knows the system from outside only: its API, its topics, its mails."""
