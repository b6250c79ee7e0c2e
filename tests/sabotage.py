"""Functions of the reader, found by walking its modules, and the ways in which they are made to lie."""

import collections.abc
import dataclasses
import functools
import importlib
import inspect
import pkgutil
import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import pydantic

from handouts import reader
from handouts.reader.source import Source

WORDS = {
    "drop a word": lambda text: re.sub(r"\bnot ", "", text),
    "double a word": lambda text: re.sub(r"\bnot\b", "not not", text),
    "swap two numbers": lambda text: re.sub(r"\b(?:10|25)\b", lambda match: {"10": "25", "25": "10"}[match[0]], text),
    "change a digit": lambda text: re.sub(r"\b10\b", "100", text),
}
ROWS = {
    "drop the first": lambda rows: rows[1:],
    "double the first": lambda rows: [*rows[:1], *rows],
    "swap the first two": lambda rows: [*rows[1:2], *rows[:1], *rows[2:]],
}
WAYS = [*((way, returns) for way in WORDS for returns in (True, False)), *((way, True) for way in ROWS)]


def modules():
    """Return every module between a file's bytes and its monograph."""
    return [
        importlib.import_module(each.name) for each in pkgutil.walk_packages(reader.__path__, f"{reader.__name__}.")
    ]


def places():
    """Return where functions of ours are called by name: in a module, in a class of its own, in a table.

    Each is an owner, a name and the function. A function of the model that a module of the reader uses is one, too.
    """
    found = []
    for module in modules():
        for name, value in list(vars(module).items()):
            if inspect.isfunction(value) and value.__module__.startswith("handouts."):
                found.append((module, name, value))
            elif inspect.isclass(value) and value.__module__ == module.__name__:
                found += [
                    (value, each, method) for each, method in list(vars(value).items()) if is_ours(method, module)
                ]
            elif isinstance(value, dict) and name.isupper():
                found += [(value, key, each) for key, each in value.items() if inspect.isfunction(each)]
    return found


def is_ours(method, module):
    bare = unwrapped(method)
    return inspect.isfunction(bare) and bare.__module__ == module.__name__ and not bare.__name__.startswith("__")


def unwrapped(method):
    """Return the function in a method of any kind."""
    if isinstance(method, property):
        return method.fget
    return getattr(method, "func", None) or getattr(method, "__func__", method)


def rewrapped(method, function):
    """Return a function as the kind of method another one was."""
    if isinstance(method, property):
        return property(function)
    if isinstance(method, functools.cached_property):
        lying = functools.cached_property(function)
        lying.__set_name__(None, method.attrname)
        return lying
    return type(method)(function) if isinstance(method, staticmethod | classmethod) else function


def lying(function, way, *, returns):
    """Return a function that lies in what it returns, or hears a lie in what it takes: of the same list, once."""
    heard = []

    def once(value):
        if isinstance(value, list):
            if any(value is each for each in heard):
                return value
            heard.append(value)
        return retold(value, WORDS[way])

    @functools.wraps(function)
    def lie(*taken, **named):
        if way in ROWS:
            return reordered(function(*taken, **named), ROWS[way])
        if returns:
            return retold(function(*taken, **named), WORDS[way])
        return function(*map(once, taken), **named)

    return lie


def listening(function, called):
    """Return a function that tells when it is called."""

    @functools.wraps(function)
    def listen(*taken, **named):
        called()
        return function(*taken, **named)

    return listen


def reordered(value, change):
    """Return a list, or several values of one kind, with some of them lost, doubled or swapped."""
    if isinstance(value, collections.abc.Iterator):
        return iter(change(list(value)))
    is_row = isinstance(value, list) or (type(value) is tuple and len(set(map(type, value))) == 1)
    return type(value)(change(value)) if is_row else value


def retold(value, change):  # noqa: PLR0911 - one for each kind of value
    """Return a value with every text in it changed; what can be changed in place is."""
    if isinstance(value, collections.abc.Iterator):
        return iter([retold(each, change) for each in value])
    if type(value) is str:
        return change(value)
    if isinstance(value, bytes):
        return change(value.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if isinstance(value, tuple):
        values = [retold(each, change) for each in value]
        return type(value)(*values) if hasattr(value, "_fields") else tuple(values)
    if isinstance(value, list):
        value[:] = [retold(each, change) for each in value]
    elif isinstance(value, HTMLParser):
        value.runs[:] = retold(value.runs, change)
    elif type(value) is dict:
        return {key: retold(each, change) for key, each in value.items()}
    elif isinstance(value, Element):
        for element in value.iter():
            element.text, element.tail = change(element.text or ""), change(element.tail or "")
            element.attrib = {name: change(each) for name, each in element.attrib.items()}
    elif isinstance(value, pydantic.BaseModel):
        return value.model_copy(update={name: retold(each, change) for name, each in value if name != "data"})
    elif dataclasses.is_dataclass(value) and not isinstance(value, type | Source):
        fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value) if each.name != "data"}
        changed = {name: new for name, each in fields.items() if (new := retold(each, change)) != each}
        return dataclasses.replace(value, **changed)
    return value
