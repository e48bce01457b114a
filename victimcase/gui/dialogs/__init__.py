"""Questions that have to be answered before work goes on."""
