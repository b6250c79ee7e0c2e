"""The version of handouts."""

__version__ = "0.3.0"
