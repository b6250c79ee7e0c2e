"""The engine's only way to a file: local, inside the folders it was given, or not at all.

Addresses name a folder by its purpose (``file:///monograph/pill.png``), never by where it is: the engine derives names in the
PDF from them, and the same leaflet has the same bytes wherever it is made.
"""

from __future__ import annotations

import pathlib
import urllib.parse
from typing import TYPE_CHECKING, Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class SealedFetcher(URLFetcher):
    """Opens files below its roots and ``data:`` addresses; everything else stops the rendering."""

    def __init__(self, roots: Mapping[str, Sequence[pathlib.Path]]) -> None:
        """Remember the folders behind each purpose, resolved, so that no link leads out of them; the first that has a file wins."""
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self.roots = {purpose: [folder.resolve() for folder in folders] for purpose, folders in roots.items()}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file.

        Raises:
            ValueError: another scheme, another machine, or a path outside the roots.
        """
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in {"file", "data"} or (parts.scheme == "file" and parts.netloc):
            message = f"only files beside the monograph can be used, not {url[:80]}"
            raise ValueError(message)
        if parts.scheme == "file":
            url = self._find(urllib.parse.unquote(parts.path)).as_uri()
        response: Any = super().fetch(url, headers)
        return response

    def _find(self, path: str) -> pathlib.Path:
        """Return the file behind an address's path.

        Raises:
            ValueError: it lies outside the folder its address names.
        """
        _, purpose, name = (*path.split("/", 2), "", "")[:3]
        folders = self.roots.get(purpose, [])
        found = [file for folder in folders if (file := (folder / name).resolve()).is_relative_to(folder)]
        if not found:
            message = f"{path} lies outside the monograph's folder"
            raise ValueError(message)
        return next((file for file in found if file.is_file()), found[0])


def address(purpose: str, name: str = "") -> str:
    """Return the address of a file, or of the folder, behind a purpose."""
    return f"file:///{purpose}/{urllib.parse.quote(name)}"
