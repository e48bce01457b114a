"""The parts every page is built from: drawn once, named once, the same in light, dark and mirrored."""
