"""What it is: records, gates, rights, consent, operations. Pure: no SQL, no Qt, no files."""
