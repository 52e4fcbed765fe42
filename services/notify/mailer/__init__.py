"""How mails leave: looked up, rendered and sent under a claim, in the background."""
