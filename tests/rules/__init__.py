"""Which rule of the domain is shown by which test."""
