"""One module per area of records; `domain.kinds` imports them all."""
