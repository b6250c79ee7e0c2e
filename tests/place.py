"""A record system as an integrator sets it up: what clinic.toml says of it, and what it holds afterwards."""

from __future__ import annotations

import dataclasses
import pathlib

from fhir_server import NUMBERS
from gate import Gate


@dataclasses.dataclass(frozen=True)
class Held:
    """A document as a record system holds it, and what it is told about it."""

    pdf: bytes
    number: str
    name: str
    born: str
    told: str
    personalised: bool
    draft: bool
    replaced: str = ""


class Place:
    """A record system behind a gate; `toml` is what the clinic's file says below [records]."""

    scheme, toml, port = "", "", 0

    def __init__(self) -> None:
        self.gate = Gate(self.port)

    @property
    def target(self) -> str:
        return self.scheme.format(port=self.gate.port)

    def lose(self) -> None:
        """Store what comes next, and let its answer be lost."""
        raise NotImplementedError

    def recover(self) -> None:
        """Answer again."""

    def settle(self, desk: pathlib.Path) -> None:
        """Write the clinic's file, and the files it names."""
        (desk / "clinic.toml").write_text(
            f'[records]\ntarget = "{self.target}"\nauthority = "{NUMBERS}"\n{self.toml}\n'
        )
