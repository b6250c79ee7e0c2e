"""Turn a medicine monograph written in Markdown into a clinic-ready patient leaflet."""

__version__ = "0.1.0"
