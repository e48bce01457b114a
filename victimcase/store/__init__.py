"""Where it is kept: the only code that knows SQL and the files of the vault."""
