"""The version of handouts."""

__version__ = "0.4.0"
