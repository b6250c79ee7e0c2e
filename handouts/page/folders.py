"""The files templates come from: those of the look's folders, and none that a name or a link leads to outside."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import jinja2

from handouts.store.plain_files import contents

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping, Sequence
    from typing import Any

LARGEST = 1 << 20  # bytes of one template; ours have 15,000 at most
STRANGE = ("", ".", "..")


class SealedFolders(jinja2.BaseLoader):
    """Reads templates from folders: the first that has one wins."""

    def __init__(self, folders: Sequence[pathlib.Path]) -> None:
        """Keep the folders, resolved so that no link leads out of them."""
        self.folders = [folder.resolve() for folder in folders]

    def holds(self, path: str) -> bool:
        """Tell whether a path is one below the folders."""
        return any(pathlib.PurePath(path).is_relative_to(folder) for folder in self.folders)

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """Return a template's text, its path, and what tells whether it is still the same.

        Raises:
            TemplateNotFound: there is no such file.
            TemplateSyntaxError: what is there is no template: it lies elsewhere, is too large or no text.
        """
        parts = template.split("/")
        if any(part in STRANGE or "\\" in part or "\0" in part or ":" in part for part in parts):
            raise jinja2.TemplateNotFound(template)
        try:
            for path in (folder.joinpath(*parts) for folder in self.folders):
                if path.is_file():
                    return self._read(path, template)
        except OSError as error:
            reason = f"it cannot be read: {error.strerror}"
            raise jinja2.TemplateSyntaxError(reason, 1, template[:80]) from None
        raise jinja2.TemplateNotFound(template)

    def _read(self, path: pathlib.Path, name: str) -> tuple[str, str, Callable[[], bool]]:
        if not any(path.resolve().is_relative_to(folder) for folder in self.folders):
            raise _no_template("it is a link out of the folder of templates", path, name)
        about = path.stat()
        data = contents(os.fspath(path)) if about.st_size <= LARGEST else b""
        if not data and about.st_size:
            reason = "it is too large" if about.st_size > LARGEST else "it cannot be read"
            raise _no_template(reason, path, name)
        try:
            text = (data or b"").decode()
        except UnicodeDecodeError as error:
            line = (data or b"").count(b"\n", 0, error.start) + 1
            raise _no_template("it is no text in UTF-8", path, name, line) from None
        return text, os.fspath(path), lambda: path.is_file() and path.stat().st_mtime == about.st_mtime

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as in Jinja
    ) -> jinja2.Template:
        """Return a template, ready to draw.

        Raises:
            TemplateError: it is missing, or no template.
        """
        try:
            return super().load(environment, name, globals)
        except (RecursionError, SyntaxError, MemoryError, OverflowError):  # Python's own, for what Jinja wrote for it
            raise jinja2.TemplateSyntaxError("it is nested too deeply", 1, name, self._path(name)) from None

    def _path(self, name: str) -> str:
        return next((os.fspath(path) for folder in self.folders if (path := folder / name).is_file()), name)


def _no_template(reason: str, path: pathlib.Path, name: str, line: int = 1) -> jinja2.TemplateSyntaxError:
    return jinja2.TemplateSyntaxError(reason, line, name, os.fspath(path))
