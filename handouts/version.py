"""The version of handouts."""

__version__ = "0.6.0"
