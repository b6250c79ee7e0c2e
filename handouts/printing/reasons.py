"""What printers say in keywords, in words a nurse understands (RFC 8011, PWG 5100.9, CUPS)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from handouts.printing.values import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Said(NamedTuple):
    """What is the matter, as the rest of a sentence that begins with the printer's name; what to do; the keyword."""

    what: str
    hint: str
    keyword: str = ""


PRINTER: Mapping[str, Said] = {
    "media-empty": Said("has no paper", "Load paper; it then goes on by itself."),
    "media-needed": Said("has no paper of the right kind", "Load the paper that is asked for on its display."),
    "media-low": Said("has little paper left", "Load paper soon."),
    "media-jam": Said("has a paper jam", "Clear the jam; look at its display."),
    "cover-open": Said("has an open cover", "Close it."),
    "door-open": Said("has an open door", "Close it."),
    "interlock-open": Said("has an open cover", "Close it."),
    "input-tray-missing": Said("misses a paper tray", "Push the tray in."),
    "output-tray-missing": Said("misses its output tray", "Put the tray in."),
    "output-area-full": Said("has a full output tray", "Take the sheets out."),
    "output-area-almost-full": Said("has an output tray that is almost full", "Take the sheets out."),
    "marker-supply-empty": Said("has no ink or toner", "Change the cartridge."),
    "marker-supply-low": Said("has little ink or toner left", "Have a new cartridge at hand."),
    "toner-empty": Said("has no toner", "Change the cartridge."),
    "toner-low": Said("has little toner left", "Have a new cartridge at hand."),
    "marker-waste-full": Said("has a full waste container", "Change the container."),
    "marker-waste-almost-full": Said("has a waste container that is almost full", "Have a new one at hand."),
    "developer-empty": Said("has no developer", "Change it."),
    "opc-life-over": Said("has a drum that is worn out", "Change the drum."),
    "fuser-over-temp": Said("is too hot", "Wait until it has cooled down."),
    "fuser-under-temp": Said("is warming up", "Wait a moment."),
    "fuser-failure": Said("has a fault in its heater", "Tell whoever looks after the printer."),
    "marker-failure": Said("has a fault where it puts ink or toner on", "Tell whoever looks after the printer."),
    "marker-supply-missing": Said("misses a cartridge", "Put it in."),
    "media-path-jam": Said("has a paper jam", "Clear the jam; look at its display."),
    "media-path-failure": Said("cannot move its paper", "Look at its display."),
    "media-path-cannot-duplex-media-selected": Said(
        "cannot print on the back of this paper", "Print on one side: --sides one"
    ),
    "unsupported-media-size": Said("does not take this paper", "See what it takes with: handouts printers NAME"),
    "stapler-empty": Said("has no staples", "Fill the stapler."),
    "stapler-jam": Said("has a jam in its stapler", "Clear the jam; look at its display."),
    "tray-missing": Said("misses a paper tray", "Push the tray in."),
    "power-down": Said("is switched off", "Switch it on."),
    "service-off-line": Said("is off, or not connected", "Switch it on and look at its cable or network."),
    "deactivated": Said("takes no jobs at present", "Let it take jobs again, at its display or with: cupsaccept QUEUE"),
    "spool-area-full": Said("has no room for the job", "Wait until other jobs are printed, or delete some."),
    "paused": Said("is paused", "Let it go on at its display, or with: cupsenable QUEUE"),
    "moving-to-paused": Said("is being paused", "Let it go on at its display, or with: cupsenable QUEUE"),
    "shutdown": Said("is switched off", "Switch it on."),
    "offline": Said("is off, or not connected", "Switch it on and look at its cable or network."),
    "connecting-to-device": Said("is being connected", "Wait a moment; else look whether the printer is on."),
    "timed-out": Said("does not answer its queue", "Look whether it is on."),
    "stopped-partly": Said("stands still in part", "Look at its display."),
    "stopping": Said("is being stopped", "Look at its display."),
    "hold-new-jobs": Said("holds new jobs back", "Let it go on at its display."),
    "cups-certificate": Said("shows its queue another certificate than before", "Tell whoever looks after it."),
    "cups-missing-filter": Said("has a queue that lacks a filter", "Tell whoever looks after the print server."),
    "cups-insecure-filter": Said("has a queue whose filter is not safe", "Tell whoever looks after the print server."),
}

JOB: Mapping[str, Said] = {
    "job-canceled-by-user": Said("was told by a user to cancel the job", "Print again if it is still wanted."),
    "job-canceled-by-operator": Said("was told by its keeper to cancel the job", "Ask why, then print again."),
    "job-canceled-at-device": Said("was told at its own panel to cancel the job", "Print again if it is still wanted."),
    "aborted-by-system": Said("gave the job up", "Look at its display, then print again."),
    "document-format-error": Said("cannot print this PDF", "Print through a queue of CUPS instead."),
    "document-unprintable-error": Said("cannot print this PDF", "Print through a queue of CUPS instead."),
    "unsupported-attributes-or-values": Said("cannot do what is asked", "Leave an option out."),
    "conflicting-attributes": Said("cannot do all that is asked together", "Leave an option out."),
    "resources-are-not-ready": Said("lacks the paper or the staples for this job", "Look at its display."),
    "job-hold-until-specified": Said("holds the job back", "Let the job go at the print server."),
    "job-password-wait": Said("waits for a code at its panel", "Enter the code there."),
    "waiting-for-user-action": Said("waits for someone at its panel", "Look at its display."),
    "account-authorization-failed": Said("does not let this user print", "Ask whoever looks after the printer."),
    "account-closed": Said("does not let this user print", "Ask whoever looks after the printer."),
    "account-limit-reached": Said("has no pages left for this user", "Ask whoever looks after the printer."),
    "account-info-needed": Said("wants to know who pays", "Ask whoever looks after the printer."),
    "job-completed-with-errors": Said("met errors while it printed", "Look at every sheet before you hand it out."),
    "job-completed-with-warnings": Said("met difficulties while it printed", "Look at the sheets."),
}

STATUS: Mapping[int, Said] = {
    0x0401: Said("does not let this user print", "Ask whoever looks after the printer."),
    0x0402: Said("wants a password, which handouts does not give", "Print through a queue of CUPS instead."),
    0x0403: Said("does not let this user print", "Ask whoever looks after the printer."),
    0x0404: Said("cannot do this now", "Look at its display, then print again."),
    0x0406: Said("is not known at its address", "See what there is with: handouts printers"),
    0x0407: Said("is not there any more", "See what there is with: handouts printers"),
    0x0408: Said("has no room for so large a file", "Print fewer leaflets at once."),
    0x040A: Said("does not take PDF", "Print through a queue of CUPS instead."),
    0x040B: Said("cannot do what is asked", "See what it can do with: handouts printers NAME"),
    0x040E: Said("cannot do all that is asked together", "Leave an option out."),
    0x0411: Said("cannot print this PDF", "Print through a queue of CUPS instead."),
    0x0501: Said("does not know how to do this", "Print through a queue of CUPS instead."),
    0x0502: Said("is busy", "Wait, then print again."),
    0x0503: Said("speaks another version of IPP", "Print through a queue of CUPS instead."),
    0x0504: Said("has a fault", "Look at its display."),
    0x0505: Said("is busy", "Wait, then print again."),
    0x0506: Said("takes no jobs at present", "Let it take jobs again, at its display or with: cupsaccept QUEUE"),
    0x0507: Said("is busy", "Wait, then print again."),
    0x0508: Said("cancelled the job", "Print again if it is still wanted."),
}
# What a queue of CUPS says in words alone while its printer is away.
AWAY = (
    "may not exist or is unavailable at this time",
    "is not responding",
    "is unreachable at this time",
    "Unable to locate printer",
)
BUSY = frozenset({0x0502, 0x0505, 0x0507})

# How a job goes its way, or a queue waits for its printer: nothing a person needs to know.
SILENT = re.compile(
    "none|resuming|processing-to-stop-point|printer-stopped|printer-stopped-partly|identify-printer-requested"
    "|job-(incoming|data-insufficient|queued|spooling|transforming|interpreting|processing|printing|outgoing)"
    "|job-completed-successfully|cups-waiting-for-job-completed|cups-(remote|ipp)-[a-z-]+|wifi-not-configured"
)
SEVERITY = re.compile("-(error|warning|report)$")
MOST_LETTERS, MOST_WORDS = 80, 200  # of a keyword, and of what a printer says in its own words


def said(reason: str) -> Said | None:
    """Return a keyword in words; None where a person need not know. One that is not known is told as it is."""
    word = readable(reason)[:MOST_LETTERS]
    bare = word if word in PRINTER or word in JOB else SEVERITY.sub("", word)
    if not bare or SILENT.fullmatch(bare):
        return None
    known = PRINTER.get(bare) or JOB.get(bare) or Said(f"says “{bare}”", "Look at its display.")
    return known._replace(keyword=bare)


def reasons_in(words: str) -> tuple[str, ...]:
    """Return the keyword of what a queue says in words alone; none where it says nothing that stops a job."""
    return ("offline",) if any(each in words for each in AWAY) else ()


def told(reasons: Iterable[str]) -> tuple[Said, ...]:
    """Return keywords in words, what stops the printer first, each once."""
    order = sorted(reasons, key=lambda reason: not reason.endswith("-error"))
    return tuple(dict.fromkeys(found for reason in order if (found := said(reason))))


def refused(status: int, unsupported: Iterable[str] = (), words: str = "") -> Said:
    """Return in words why a printer says no, with the options it names, or else what it says itself."""
    known = STATUS.get(status) or Said("says no", "See what it can do with: handouts printers NAME")
    known = known._replace(keyword="busy" if status in BUSY else "refused")
    if names := ", ".join(readable(each)[:MOST_LETTERS] for each in unsupported):
        return known._replace(what=f"{known.what}: {names[:MOST_WORDS]}")
    told = readable(words)[:MOST_WORDS]
    return known._replace(what=f"{known.what} (“{told}”)") if told else known
