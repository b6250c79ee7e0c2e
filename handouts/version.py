"""The version of handouts."""

__version__ = "0.9.0"
