"""Rules over numbers: what a text calculates, tells twice, or cannot mean."""
