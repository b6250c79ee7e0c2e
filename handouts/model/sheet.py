"""Sheets a leaflet may be given with, each a page or more behind its text."""

from __future__ import annotations

import enum


class Sheet(enum.StrEnum):
    """What a sheet is for; the value is what the command line and a file's name call it."""

    CALENDAR = "calendar"
    DIARY = "diary"
    QUESTIONS = "questions"
    NOTES = "notes"
    TEACH_BACK = "teach-back"
    WALLET_CARD = "wallet-card"
