"""What befalls the system: drawn from a seed, done to real processes, to the mail server and to the topics."""
