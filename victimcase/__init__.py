"""victimcase: an offline-first vault that follows trafficked people from identification to reintegration."""

__version__ = "0.1.0"
