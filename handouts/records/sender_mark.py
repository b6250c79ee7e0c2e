"""Who is sending: a mark by which another process of this machine sees that the sender is no more."""

from __future__ import annotations

import os
import pathlib
import platform

PROC = pathlib.Path("/proc")
UNREADABLE = ""


def sender_mark() -> str:
    """Return the mark of this process: its machine (this boot, these process numbers), its number, and its start."""
    return f"{_machine()}/{os.getpid()}/{_start(os.getpid())}"


def is_gone(mark: str) -> bool:
    """Tell whether the sender has certainly ended; never of one on another machine."""
    machine, number, start = [*mark.split("/"), "", "", ""][:3]
    mine = _machine()
    if not mine or machine != mine or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)  # sends nothing
    except ProcessLookupError:
        return True
    except OSError:  # another user's
        return False
    return _start(int(number)) not in {start, UNREADABLE}


def _machine() -> str:
    """Return what tells this running kernel's process numbers from all others; nothing where that is not known."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        space = (PROC / "self/ns/pid").readlink()
    except OSError:  # not Linux: a sender's lease ends by time alone
        return ""
    return f"{platform.node()[:40].replace('/', '-')}:{boot}:{space}"


def _start(number: int) -> str:
    """Return when a process started, in clock ticks since the boot."""
    try:
        words = (PROC / str(number) / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return UNREADABLE
    return "ended" if words[0] in "ZX" else words[19]  # a zombie sends nothing; proc(5): field 22 is the start
