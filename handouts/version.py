"""The version of handouts."""

__version__ = "0.8.0"
