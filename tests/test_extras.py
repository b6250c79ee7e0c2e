"""Where a package is missing, a command says with which words pip brings what it needs."""

import importlib.metadata
import os
import re
import tomllib

import pytest
from conftest import ROOT
from editing import GOOD
from patients import TOML

from handouts.cli import COMMANDS, EXTRAS

BROUGHT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
ATTACH = ("attach", "demo", "--patient", "patient.toml", "--yes", "--to")
SERVER = {"HANDOUTS_STORE": "postgresql://desk@127.0.0.1:1/clinic"}
LEDGER = '[records]\nledger = true\nledger_key = {keyring = "handouts"}\n'


@pytest.fixture
def without(tmp_path, run_apart):
    """Run a command on a machine that lacks a package."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/demo.md").write_text(GOOD)
    (tmp_path / "patient.toml").write_text(TOML)
    (tmp_path / "clinic.toml").write_text(LEDGER)
    (tmp_path / "filed").mkdir()

    def run_without(package, *arguments, **variables):
        (tmp_path / "lacking" / package).mkdir(parents=True)
        (tmp_path / "lacking" / package / "__init__.py").write_text(
            f"raise ModuleNotFoundError('no', name={package!r})\n"
        )
        environment = os.environ | {"PYTHONPATH": f"{tmp_path / 'lacking'}{os.pathsep}{ROOT}", **variables}
        return run_apart(*arguments, env=environment)

    return run_without


@pytest.mark.parametrize(
    ("package", "extra", "code", "arguments"),
    [
        ("httpx", "printing", 2, ("print", "demo")),
        ("ippx", "printing", 2, ("printers",)),
        ("sqlalchemy", "records", 2, (*ATTACH, "folder:filed")),
        ("cryptography", "records", 2, (*ATTACH, "folder:filed")),
        ("httpx", "records", 5, (*ATTACH, "fhir+http://localhost:1/fhir")),
        ("jwt", "records", 5, (*ATTACH, "fhir+http://localhost:1/fhir")),
        ("hl7", "records", 5, (*ATTACH, "mllp://localhost:1")),
        ("pydicom", "records", 5, (*ATTACH, "dicom://EHR@localhost:1")),
        ("pynetdicom", "records", 5, (*ATTACH, "dicom://EHR@localhost:1")),
        ("fhir", "records", 5, (*ATTACH, "folder:filed")),
        ("sqlalchemy", "records", 2, ("outbox",)),
        ("cryptography", "records", 2, ("given",)),
        ("keyring", "records", 5, ("given",)),
        ("pyhanko", "records", 2, ("sign", "demo.pdf")),
    ],
)
def test_a_missing_package_is_named_with_what_brings_it(without, package, extra, code, arguments):
    told = without(package, *arguments)
    assert (told.returncode, "Traceback" in told.stderr) == (code, False), told.stderr
    assert set(re.findall(r"handouts\[([^]]+)\]", told.stderr)) == {extra}
    assert package in told.stderr
    distributions = {re.split(r"[>\[]", each)[0] for each in BROUGHT[extra]}
    brings = {each.casefold() for each in importlib.metadata.packages_distributions()[package]}
    assert distributions & brings, "the extra brings it"


@pytest.mark.parametrize("arguments", [("outbox",), ("given",)])
def test_so_is_the_door_to_a_server(without, tmp_path, arguments):
    (tmp_path / "clinic.toml").write_text(LEDGER.replace('{keyring = "handouts"}', '{env = "GIVEN_KEY"}'))
    told = without("psycopg", *arguments, **SERVER, GIVEN_KEY="any")
    assert (told.returncode, "handouts[records]" in told.stderr, "psycopg" in told.stderr) == (5, True, True)


@pytest.mark.parametrize("package", ["ippx", "pyhanko"])
def test_nothing_is_asked_for_that_is_not_needed(without, tmp_path, package):
    told = without(package, *ATTACH, "folder:filed")
    assert told.returncode == 0, told.stderr
    assert [*(tmp_path / "filed").glob("*.pdf")]


def test_a_leaflet_that_is_not_there_is_looked_for_among_leaflets_alone(without):
    told = without("ippx", "attach", "7", *ATTACH[2:], "folder:filed")
    assert (told.returncode, "handouts list" in told.stderr, "--copies" in told.stderr) == (1, True, False)


def test_each_command_has_an_extra_that_there_is():
    assert EXTRAS.keys() <= COMMANDS.keys()
    assert {each for extras in EXTRAS.values() for each in extras.split(",")} <= BROUGHT.keys()
