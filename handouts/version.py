"""The version of handouts."""

__version__ = "0.2.0"
