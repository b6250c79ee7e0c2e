"""Where templates run: a room with nothing in it but data, from which no file is reached, and which is left in time.

A folder of templates is code that somebody else may have written. What is not named here, a template cannot use: no
attribute but a value's own data, no function, no file but a template's, and no more turns or letters than many
leaflets need.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import inspect
import types
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment, safe_range
from jinja2.utils import Namespace, pass_context
from jinja2.visitor import NodeTransformer

from handouts.leaflet.parts import Leaflet
from handouts.model.listed import ListedTable
from handouts.page.bounds import CALL, FILE, OPERATORS, OWN, Spent, holding, shown
from handouts.page.folders import SealedFolders

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence

    from jinja2.runtime import Context

FILTERS = (
    *("abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "last", "length", "list"),
    *("lower", "map", "max", "min", "reject", "rejectattr", "reverse", "safe", "select", "selectattr", "sort"),
    *("string", "sum", "title", "trim", "truncate", "unique", "upper", "wordcount"),
)
TESTS = (
    *("boolean", "defined", "even", "false", "in", "integer", "iterable", "lower", "mapping", "none", "number", "odd"),
    *("sequence", "string", "true", "undefined", "upper", "eq", "equalto", "ne", "gt", "ge", "lt", "le"),
    *("==", "!=", ">", ">=", "<", "<=", "greaterthan", "lessthan"),
)
TURN_OF_A_LOOP = (
    *("cycle", "changed", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem", "previtem"),
    *("revindex", "revindex0"),
)
OF_A_TEXT = (
    *("capitalize", "endswith", "isdigit", "lower", "lstrip", "partition", "rstrip", "split", "startswith", "strip"),
    *("title", "upper"),
)
OF_A_TABLE = ("get", "items", "keys", "values")
# The names that may be asked for, by the kind of value; of our own kinds, that is what they hold (`_is_data`).
NAMES: dict[type, tuple[str, ...]] = {LoopContext: TURN_OF_A_LOOP, str: OF_A_TEXT, dict: OF_A_TABLE}
METHODS = (Leaflet.icon, ListedTable.entries, LoopContext.cycle, LoopContext.changed)
CONSTANT = (property, functools.cached_property, str, int, float)  # what a class of ours says of each of its values
CALLED = (Macro, BlockReference)  # made by templates themselves
__all__ = ["SealedTemplates", "SecurityError"]

FUNCTIONS = {"range": safe_range, "namespace": Namespace}


class SealedTemplates(ImmutableSandboxedEnvironment):
    """The templates of a look's folders, with the filters they may use beside a few of Jinja's own."""

    intercepted_binops = frozenset(OPERATORS)

    def __init__(self, folders: Sequence[pathlib.Path], filters: Mapping[str, Callable[..., object]]) -> None:
        """Name what there is in the room."""
        super().__init__(
            loader=SealedFolders(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self.put_out,
        )
        jinjas = {name: holding(self.filters[name]) for name in FILTERS}
        self.filters = jinjas | OWN | {"counted": self.counted, "listed": self.listed} | dict(filters)
        self.tests = {name: self.tests[name] for name in TESTS}
        self.globals = dict(FUNCTIONS)
        self.spent = Spent()
        self.known: dict[tuple[type, str], bool] = {}

    def draw(self, name: str, values: Mapping[str, object]) -> str:
        """Return what a template draws of values.

        Raises:
            TemplateError: it is missing or wrong, or asks for what is not in the room (a `SecurityError`).
        """
        self.spent = Spent()
        pieces = []
        for piece in self.get_template(name).generate(values):
            self.spent.letters(len(piece))
            pieces.append(piece)
        return "".join(pieces)

    def is_template(self, path: str) -> bool:
        """Tell whether a file is one of the templates."""
        return isinstance(self.loader, SealedFolders) and self.loader.holds(path)

    def put_out(self, value: object) -> object:
        """Return what is to be printed, if that is words or a number: an object would tell of this machine."""
        text = shown(value)
        self.spent.letters(len(text) if isinstance(text, str) else 1)
        return text

    @pass_context
    def counted(self, context: Context, values: Iterable[object], letters: int) -> Iterator[object]:  # noqa: ARG002
        """Yield a loop's values, each turn counted; ``letters`` are those of the template that a turn repeats."""
        for value in values:
            self.spent.turn(letters)
            yield value

    def listed(self, made: object) -> object:
        """Return a list that a template makes of other values, if they are not too many."""
        return self.spent.listed(made)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute that is a value's own data; else what a table holds under that name."""
        if self._may_see(type(obj), attribute):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            return self._missing(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what a value holds under a number or a name; else its attribute of that name."""
        try:
            return obj[argument]
        except (TypeError, LookupError, AttributeError):
            if isinstance(argument, str) and self._may_see(type(obj), str(argument)):
                return getattr(obj, str(argument))
            return self._missing(obj, argument)

    def _missing(self, obj: Any, name: Any) -> Any:
        if isinstance(name, str) and inspect.getattr_static(obj, name, None) is not None:
            message = f"{name!r} of a {type(obj).__name__} is not for templates"
            raise SecurityError(message)
        return self.undefined(obj=obj, name=name)

    def _may_see(self, kind: type, name: str) -> bool:
        key = kind, name
        if key not in self.known:
            self.known[key] = _is_data(kind, name)
        return self.known[key]

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002
        """Tell whether an attribute is data."""
        return self._may_see(type(obj), attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether something may be called: what templates have made, and a few methods."""
        if isinstance(obj, CALLED) or any(obj is function for function in FUNCTIONS.values()):
            return True
        if isinstance(obj, types.MethodType):
            return obj.__func__ in METHODS
        return isinstance(obj, types.BuiltinMethodType) and self._may_see(type(obj.__self__), obj.__name__)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or a method; what it draws counts as drawn."""
        if not self.is_safe_callable(obj):
            message = f"{type(obj).__name__} is not to be called by templates"
            raise SecurityError(message)
        value = context.call(obj, *args, **kwargs)
        self.spent.turn(len(value) if isinstance(value, str) else 0, CALL)
        return value

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Reckon, if what comes out is of a sound size."""
        return OPERATORS[operator](left, right)

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as in Jinja
    ) -> jinja2.Template:
        """Return a template of the folders; each that is put into another one counts."""
        self.spent.turn(weight=FILE)
        return super().get_template(name, parent, globals)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Read a template, so that each turn of its loops is counted, and each text that it joins is measured."""
        template = super()._parse(source, name, filename)
        for loop in list(template.find_all(nodes.For)):
            if loop.recursive:
                raise jinja2.TemplateSyntaxError("a loop is recursive", loop.lineno, name, filename)
            letters = sum(len(data.data) for part in loop.body for data in part.find_all(nodes.TemplateData))
            loop.iter = _filtered(loop.iter, "counted", nodes.Const(letters))
        return _Joined().visit(template)  # type: ignore[no-any-return]


class _Joined(NodeTransformer):
    """Has texts that ``~`` puts together measured, and lists that are made of other values."""

    def visit_List(self, node: nodes.List) -> nodes.Expr:  # noqa: N802 - as in Jinja
        self.generic_visit(node)
        return _filtered(node, "listed") if node.find(nodes.Name) else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Expr:  # noqa: N802 - as in Jinja
        self.generic_visit(node)
        return _filtered(node, "listed") if node.find(nodes.Name) else node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802 - as in Jinja
        self.generic_visit(node)
        return _filtered(node, "listed") if node.ctx == "load" and node.find(nodes.Name) else node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802 - as in Jinja
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "join")


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    made = nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
    return made.set_environment(node.environment)  # type: ignore[return-value, arg-type]


def _is_data(kind: type, name: str) -> bool:
    """Tell whether what a kind of value has under a name is data, or one of the few methods that only read it."""
    if name.startswith("_"):
        return False
    if issubclass(kind, (Namespace, TemplateModule)):  # what templates have put there
        return True
    if any(issubclass(kind, known) and name in names for known, names in NAMES.items()):
        return True
    if issubclass(kind, enum.Enum) and name in {"name", "value"}:
        return True
    held = _fields(kind)
    own = inspect.getattr_static(kind, name, None)
    return name in held or (bool(held) and (isinstance(own, CONSTANT) or own in METHODS))


def _fields(kind: type) -> set[str]:
    """Return the names of the fields that a kind of record has."""
    if dataclasses.is_dataclass(kind):
        return {field.name for field in dataclasses.fields(kind)}
    return {*getattr(kind, "_fields", ()), *getattr(kind, "model_fields", ())}
