"""The version of handouts."""

__version__ = "0.5.0"
