"""What a person sees before a vault is open: the first run, and the page that asks for the passphrase."""
