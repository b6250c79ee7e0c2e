"""Leaflets into the patient's record: what is filed, in which standard's words, and what the receiver said."""
