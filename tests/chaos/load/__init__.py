"""What people do meanwhile, through the gateway as everybody: sign up, propose, ask to join, decide, withdraw."""
