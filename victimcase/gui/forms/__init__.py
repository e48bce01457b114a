"""Forms derived from records: one editor for each kind of field, one form for every kind of record."""
