"""The words that rules know (English), as tables: a new word is a new row, with an example that a test reads."""
