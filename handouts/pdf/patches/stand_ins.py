"""What stands for a module while the engine is imported: made ready, or loaded when it is called."""

from __future__ import annotations

import functools
import importlib
import types
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class StandIn(types.ModuleType):
    """Stands for a module."""


class Later(StandIn):
    """Stands for a module whose functions load it when they are called."""

    def __getattr__(self, function: str) -> Callable[..., Any]:
        """Return what stands for a function."""
        if function.startswith("__"):
            raise AttributeError(function)
        return functools.partial(load_and_call, self.__name__, function)


def load_and_call(module: str, function: str, /, *arguments: Any, **options: Any) -> Any:
    """Call a function of a module that may not be loaded yet."""
    return getattr(importlib.import_module(module), function)(*arguments, **options)


def ready_made(name: str) -> StandIn:
    """Return what stands for cffi: the engine declares to it what is declared already."""
    from handouts.pdf.declarations import ffi

    stand_in = StandIn(name)
    vars(stand_in)["FFI"] = lambda: ffi
    return stand_in


def load_all(modules: Iterable[types.ModuleType]) -> None:
    """Give modules the ones they have imported stand-ins for."""
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, StandIn):
                setattr(module, name, importlib.import_module(value.__name__))
            elif isinstance(value, functools.partial) and value.func is load_and_call:
                source, function = value.args
                setattr(module, name, getattr(importlib.import_module(source), function))
