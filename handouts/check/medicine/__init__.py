"""What a text about a medicine must say, and never say: tables a pharmacist can read and correct, and their rules."""
