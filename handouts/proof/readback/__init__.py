"""The PDF read back: its text for the proof, its measures for the rules. The only door to pypdfium2."""
