"""The version of handouts."""

__version__ = "0.7.0"
