"""What the fault tests share: a server under test, its load, its mail and its database."""
