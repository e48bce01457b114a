"""The window. Only here is Qt known; everything that happens to the vault happens in services."""
