"""How it is put on paper: the only code that knows ReportLab."""
