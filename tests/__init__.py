"""The tests: real vaults, no stand-ins, no waiting by the clock."""
