"""When a dose is taken, by FHIR's codes, as the leaflet says it; a code that is not here is refused."""

from __future__ import annotations

from handouts.leaflet.wording import phrase

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOMENTS = {  # http://hl7.org/fhir/ValueSet/event-timing
    "MORN": phrase("in the morning"),
    "MORN.early": phrase("early in the morning"),
    "MORN.late": phrase("late in the morning"),
    "NOON": phrase("at noon"),
    "AFT": phrase("in the afternoon"),
    "AFT.early": phrase("early in the afternoon"),
    "AFT.late": phrase("late in the afternoon"),
    "EVE": phrase("in the evening"),
    "EVE.early": phrase("early in the evening"),
    "EVE.late": phrase("late in the evening"),
    "NIGHT": phrase("at night"),
    "HS": phrase("before going to sleep"),
    "WAKE": phrase("after waking up"),
    "C": phrase("with a meal"),
    "CM": phrase("with breakfast"),
    "CD": phrase("with lunch"),
    "CV": phrase("with the evening meal"),
    "AC": phrase("before a meal"),
    "ACM": phrase("before breakfast"),
    "ACD": phrase("before lunch"),
    "ACV": phrase("before the evening meal"),
    "PC": phrase("after a meal"),
    "PCM": phrase("after breakfast"),
    "PCD": phrase("after lunch"),
    "PCV": phrase("after the evening meal"),
}
WITH_OFFSET = {"HS", "WAKE", "AC", "ACM", "ACD", "ACV", "PC", "PCM", "PCD", "PCV"}  # so many minutes before or after
ANY_MEAL = {"C", "AC", "PC"}  # these come as often as the dose does
CODES = {  # http://hl7.org/fhir/ValueSet/timing-abbreviation: frequency, period, its unit, moments
    "QD": (1, 1, "d", ()),
    "BID": (2, 1, "d", ()),
    "TID": (3, 1, "d", ()),
    "QID": (4, 1, "d", ()),
    "AM": (1, 1, "d", ("MORN",)),
    "PM": (1, 1, "d", ("AFT",)),
    "BED": (1, 1, "d", ("HS",)),
    "QOD": (1, 2, "d", ()),
    "Q1H": (1, 1, "h", ()),
    "Q2H": (1, 2, "h", ()),
    "Q3H": (1, 3, "h", ()),
    "Q4H": (1, 4, "h", ()),
    "Q6H": (1, 6, "h", ()),
    "Q8H": (1, 8, "h", ()),
    "WK": (1, 1, "wk", ()),
    "MO": (1, 1, "mo", ()),
}
ROUTES = {  # SNOMED CT, and what systems call them
    "26643006": phrase("by mouth"),
    "34206005": phrase("injected under the skin"),
    "78421000": phrase("injected into a muscle"),
    "47625008": phrase("given into a vein"),
    "447694001": phrase("breathed in"),
    "37839007": phrase("under the tongue"),
    "46713006": phrase("in the nose"),
    "54485002": phrase("in the eye"),
    "10547007": phrase("in the ear"),
    "37161004": phrase("in the bottom"),
    "16857009": phrase("in the vagina"),
    "6064005": phrase("on the skin"),
    "45890007": phrase("on the skin"),
}
ROUTE_NAMES = {
    "oral": "26643006", "oral route": "26643006", "by mouth": "26643006", "po": "26643006",
    "subcutaneous": "34206005", "subcutaneous route": "34206005", "intramuscular": "78421000",
    "intramuscular route": "78421000", "intravenous": "47625008", "intravenous route": "47625008",
    "inhalation": "447694001", "respiratory tract route": "447694001", "sublingual": "37839007",
    "sublingual route": "37839007", "nasal": "46713006", "nasal route": "46713006", "ophthalmic": "54485002",
    "ophthalmic route": "54485002", "otic": "10547007", "otic route": "10547007", "rectal": "37161004",
    "rectal route": "37161004", "vaginal": "16857009", "vaginal route": "16857009", "topical": "6064005",
    "topical route": "6064005", "transdermal": "45890007", "transdermal route": "45890007",
}  # fmt: skip
ROUTE_KINDS = (  # what a monograph may call a route, by the code it is; the first that fits
    (r"mouth|oral|swallow", "26643006"),
    (r"under the skin|subcut", "34206005"),
    (r"muscle|intramusc", "78421000"),
    (r"vein|intraven|infusion", "47625008"),
    (r"breath|inhal", "447694001"),
    (r"under the tongue|subling", "37839007"),
    (r"nose|nasal", "46713006"),
    (r"\beyes?\b|ophth", "54485002"),
    (r"\bears?\b|otic", "10547007"),
    (r"bottom|rect", "37161004"),
    (r"vagin", "16857009"),
    (r"skin|topic|transderm", "6064005"),
)
SAME_ROUTE = {"45890007": "6064005"}
TAKEN_BY = {"419652001", "421521009", "421134003", "422145002"}  # take, swallow, inhale, inject: the text says how
