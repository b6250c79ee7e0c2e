"""A monograph with a schedule, and what is prescribed to a patient."""

import dataclasses
import datetime as dt

from handouts.model.paper import PaperSize

MOMENT = dt.datetime.combine(dt.date(2026, 12, 22), dt.time(10, 30))
SMALL = PaperSize(
    name="small", title="Small", width_mm=148, height_mm=210, top_mm=15, right_mm=14, bottom_mm=19, left_mm=14
)


@dataclasses.dataclass(frozen=True)
class Order:
    dose: str | None = None
    times: str | None = None
    start: dt.date | None = None
    next_visit: dt.datetime | dt.date | None = None


def monograph_of(read, schedule, *, title="Demo", language="en"):
    front = f"---\ntitle: {title}\nlanguage: {language}\nschedule: {schedule}\n---\n"
    return read(f"{front}# {title}\n### Usage\nFor pain.\n")


def boxes(calendar):
    return [box for week in calendar.weeks for box in week.boxes if box]
