"""The parts every page is built from: each drawn once, named once, and the same in light, dark and mirrored."""
