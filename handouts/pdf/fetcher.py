"""The engine's only way to a file: a picture of the monograph, as it was read, or a file of the look; or not at all.

Addresses name a folder by its purpose (``file:///monograph/pill.png``), never by where it is: the engine derives names
in the PDF from them, and the same leaflet has the same bytes wherever it is made.
"""

from __future__ import annotations

import mimetypes
import pathlib
import posixpath
import urllib.parse
from typing import TYPE_CHECKING, Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

from handouts.pdf.brought import Brought, Origin
from handouts.store.plain_files import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MONOGRAPH, STYLES = "monograph", "styles"  # the purposes


class ReadBefore(URLFetcherResponse):
    """A file that was read: the engine is told of no path, or it would read what it finds there once more."""

    path = None


class SealedFetcher(URLFetcher):
    """Gives pictures that were read, files below the look's folders and ``data:`` addresses.

    Everything else stops the rendering, and so does what a look may not bring (`handouts.pdf.brought`).
    """

    def __init__(
        self, styles: Sequence[pathlib.Path], brought: Brought, pictures: Mapping[str, bytes] | None = None
    ) -> None:
        """Remember the pictures and the folders, resolved so no link leads out of them: the first with a file wins."""
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self.folders = [folder.resolve() for folder in styles]
        self.brought = brought
        self.pictures = {posixpath.normpath(name): data for name, data in (pictures or {}).items()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file.

        Raises:
            ValueError: another scheme, another machine, or a path outside what was given.
            LookError: a picture or a font that a look may not bring.
        """
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in {"file", "data"} or (parts.scheme == "file" and parts.netloc):
            message = f"only files beside the monograph can be used, not {url[:80]}"
            raise ValueError(message)
        if parts.scheme == "data":
            response: Any = super().fetch(url, headers)
            kind, data = response.content_type, response.read()
            self.brought.let_in(data, Origin("", "", kind == "text/css"))
            return URLFetcherResponse(url, data, {"Content-Type": kind})
        path = urllib.parse.unquote(parts.path)
        _, purpose, name = (*path.split("/", 2), "", "")[:3]
        kind = mimetypes.guess_type(name)[0] or "text/plain"
        if purpose == MONOGRAPH and name in self.pictures:
            return ReadBefore(url, self.pictures[name], {"Content-Type": "image/png"})  # by its bytes, if it is not
        file = self._find(path, purpose, name)
        if not file.is_file():
            message = f"there is no file {name[:80]} in the styles"
            raise ValueError(message)
        data = read(file)
        self.brought.let_in(data, Origin(str(file), name, file.suffix.lower() == ".css"))
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _find(self, path: str, purpose: str, name: str) -> pathlib.Path:
        """Return the file of the look behind an address's path.

        Raises:
            ValueError: it lies outside the folder its address names.
        """
        folders = self.folders if purpose == STYLES else []
        found = [file for folder in folders if (file := (folder / name).resolve()).is_relative_to(folder)]
        if not found:
            message = f"{path} lies outside the monograph's folder"
            raise ValueError(message)
        return next((file for file in found if file.is_file()), found[0])


def address(purpose: str, name: str = "") -> str:
    """Return the address of a file, or of the folder, behind a purpose."""
    return f"file:///{purpose}/{urllib.parse.quote(name)}"
