"""How it leaves and enters: readers and writers over streams; they open no vault."""
