"""Leaflets to paper: printers over IPP, what is asked of them, what has become of it."""
