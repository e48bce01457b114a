"""The pages of the window, one module or package each. A page knows parts, forms, services; no other page."""
