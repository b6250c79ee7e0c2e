"""What is replaced in the engine stands in one table; one switch takes all of it back; another engine is spoken of."""

import functools
import importlib
import importlib.metadata
import inspect
import json
import pathlib
import re
import sys

import pytest
from apart import call, python, typeset_all
from conftest import CONTENT
from declare import TARGET, declarations

import handouts.pdf
from handouts.assets import look as our_look
from handouts.errors import TypesettingError
from handouts.pdf import engine_note, patches, start_engine
from handouts.pdf.patches import PATCHES, WHILE_IMPORTED, fast_start, stand_ins, versions

BOUND = {"ffi", "fontconfig", "gobject", "harfbuzz", "harfbuzz_subset", "pango", "pangoft2"}


def held():
    """Return every object that a module or class of the engine holds; it runs without this file, too."""
    import sys

    modules = [name for name in sys.modules if name.split(".")[0] in {"weasyprint", "pydyf"}]
    names = ("cffi", "fontTools.subset", "fontTools.varLib.instancer", "fontTools.ttLib.woff2")
    found = {f"sys.modules {name}": sys.modules[name] for name in names if name in sys.modules}
    found |= {f"{module} {name}": value for module in modules for name, value in vars(sys.modules[module]).items()}
    for holder, kind in list(found.items()):
        if isinstance(kind, type):
            found |= {f"{holder}.{name}": value for name, value in vars(kind).items()}
    return found


def in_words(found):
    words = ("__module__", "__qualname__", "__name__")
    return {
        name: " ".join(str(getattr(thing, word, "")) for thing in (type(value), asked, value) for word in words)
        for name, value in found.items()
        for asked in [getattr(value, "fget", None)]  # of a property
    }


def started(version=versions.KNOWN["weasyprint"]):
    """Start the engine, with patches that know this version; return what it holds, and what is said of it."""
    versions.KNOWN["weasyprint"] = version
    start_engine(our_look())
    return in_words(held()), engine_note()


def undone():
    """Start the engine and undo what is replaced; return what it holds then."""
    start_engine(our_look())
    patches.undo()
    return in_words(held())


def switched(plan):
    """Patch an engine that was there before, undo it and patch it again; return which objects are others each time."""
    importlib.import_module("weasyprint")
    before, steps = held(), []
    for step in (lambda: start_engine(our_look()), patches.install, patches.undo, patches.undo, patches.install):
        step()
        now = held()
        steps.append(([name for name, value in before.items() if now.get(name) is not value], typeset_all(plan)))
    return steps


@functools.cache
def untouched():
    """Return what the engine holds in a process that knows nothing of us."""
    modules = "weasyprint, weasyprint.text.fonts, weasyprint.urls"
    code = f"import json, sys, {modules}\n{inspect.getsource(held)}\n{inspect.getsource(in_words)}\n"
    words, ours = json.loads(python(f"{code}print(json.dumps([in_words(held()), 'handouts' in sys.modules]))"))
    assert not ours
    assert len(words) > 4000
    return words


def test_the_switch_leaves_the_engine_as_if_we_were_not_here():
    assert call(started, engine="stock") == [untouched(), None]


def test_another_version_of_the_engine_is_left_alone_and_spoken_of():
    holds, said = call(started, "69.5")
    assert holds == untouched()
    assert "WeasyPrint 70.0 with pydyf" in said
    assert "pip install --force-reinstall weasyprint==69.5" in said


def test_what_is_replaced_stands_in_the_table():
    holds, said = call(started)
    assert said is None
    differs = {name for name, words in untouched().items() if holds.get(name) != words}
    named = {f"{patch.module} {patch.name}" for patch in PATCHES} - {"sys.modules cffi"}  # there again, and real
    assert named <= differs
    assert {name for name in differs if name.endswith(" zlib")} == {"pydyf zlib"}
    replaced = {re.split(r"[ .]", name.split(" ")[1])[0] for name in named}
    others = {re.split(r"[ .]", name.split(" ")[1])[0] for name in differs} - replaced
    assert others == BOUND | {"cffi", "subset", "woff2", "instantiateVariableFont"}


def test_undone_the_engine_holds_the_very_objects_it_held(tmp_path):
    once, twice, gone, still_gone, again = call(switched, [(tmp_path, "a4", CONTENT[:1])])
    names = {f"{patch.module} {patch.name}" for patch in PATCHES if patch.module != WHILE_IMPORTED}
    assert names | {"weasyprint.layout.block resolve_percentages"} < set(once[0])
    assert gone[0] == still_gone[0] == []
    assert once == twice == again
    ((data, parts),), ((stock_data, stock_parts),) = once[1].values(), gone[1].values()
    assert (parts, gone) == (stock_parts, still_gone)
    assert data != stock_data


def test_undone_nothing_else_stands_in_for_a_module():
    """What Pango has made is bound to the declarations the engine was started with."""
    holds = call(undone)
    differs = {name for name, words in holds.items() if untouched().get(name) != words}
    assert {name.split(" ")[1] for name in differs} == BOUND


@pytest.mark.parametrize("package", versions.KNOWN)
def test_an_engine_the_patches_do_not_know_is_spoken_of(package, monkeypatch):
    monkeypatch.delenv(versions.SWITCH, raising=False)
    assert engine_note() is None
    assert versions.patches_in_words() == "in use"
    here = "WeasyPrint {weasyprint} with pydyf {pydyf}".format(**versions.KNOWN)
    monkeypatch.setitem(versions.KNOWN, package, "0.1")
    known = "WeasyPrint {weasyprint} with pydyf {pydyf}".format(**versions.KNOWN)
    line = "pip install --force-reinstall weasyprint=={weasyprint} pydyf=={pydyf}".format(**versions.KNOWN)
    assert engine_note() == (
        f"The typesetting engine is {here}, and what makes it faster is for {known}: "
        f"leaflets come out right, but take longer. Run: {line}"
    )
    assert versions.patches_in_words().startswith("left out: made for ")
    monkeypatch.setenv(versions.SWITCH, "stock")
    assert engine_note() is None
    assert versions.patches_in_words() == "left out, as HANDOUTS_ENGINE=stock asks for"


def test_a_build_says_so_once_however_many_leaflets_it_makes(run, tmp_path, monkeypatch):
    monkeypatch.setattr("handouts.cli.build.engine_note", lambda: "The typesetting engine is another.")
    ended = run("build", CONTENT[0], CONTENT[1], "--out", tmp_path)
    assert (ended.returncode, ended.stderr.count("Note: The typesetting engine is another.")) == (0, 1)


def test_an_engine_with_other_declarations_is_left_alone_and_spoken_of(monkeypatch):
    monkeypatch.delenv(versions.SWITCH, raising=False)
    monkeypatch.setattr("handouts.pdf.declarations.SOURCE", "0" * 64)
    assert "with other declarations, and what makes it faster" in engine_note()
    assert patches.install() is False
    with fast_start():
        assert not isinstance(sys.modules.get("fontTools.subset"), stand_ins.Later)


def test_an_engine_that_is_missing_is_not_spoken_of_as_another(monkeypatch):
    def fail(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", fail)
    assert engine_note() is None
    assert patches.install() is False


def test_the_declarations_are_those_of_the_engine():
    assert TARGET.read_text("ascii") == declarations(), "Run `make declarations`."


def test_what_stood_in_for_modules_is_gone_and_what_was_there_is_back(monkeypatch):
    import cffi

    monkeypatch.delenv(versions.SWITCH, raising=False)
    with fast_start():
        assert isinstance(sys.modules["cffi"], stand_ins.StandIn)
    assert sys.modules["cffi"] is cffi
    assert not isinstance(sys.modules.get("fontTools.subset"), stand_ins.Later)


def test_a_function_of_a_module_that_is_seldom_needed_loads_it():
    from fontTools import subset

    assert isinstance(stand_ins.Later("fontTools.subset").Options(glyph_names=True), subset.Options)
    assert not hasattr(stand_ins.Later("fontTools.subset"), "__path__")


def test_the_writer_can_still_pack_all_it_packs():
    import pydyf

    from handouts.pdf import conformance
    from handouts.pdf.patches import writer

    assert conformance.pydyf is pydyf
    used = set(re.findall(r"zlib\.(\w+)", pathlib.Path(pydyf.__file__).read_text("utf-8")))
    assert used == set(vars(writer.packer))


def test_a_missing_engine_is_said_to_be_missing(monkeypatch, look):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(TypesettingError) as caught:
        start_engine(look)
    assert caught.value.problems[0].code == "no-engine"
    assert caught.value.problems[0].hint.startswith("Run: pip install handouts")


@pytest.mark.parametrize("name", ["conformance", "fetcher"])
def test_a_fault_of_ours_is_not_said_to_be_the_engine_s(name, monkeypatch, look):
    monkeypatch.delattr(handouts.pdf, name, raising=False)
    monkeypatch.setitem(sys.modules, f"handouts.pdf.{name}", None)
    with pytest.raises(ImportError):
        start_engine(look)
