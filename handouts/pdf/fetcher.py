"""The engine's only way to a file: local, inside the folders it was given, or not at all."""

from __future__ import annotations

import pathlib
import urllib.parse
import urllib.request
from typing import TYPE_CHECKING, Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Sequence


class SealedFetcher(URLFetcher):
    """Opens files below its roots and ``data:`` addresses; everything else stops the rendering."""

    def __init__(self, roots: Sequence[pathlib.Path]) -> None:
        """Remember the roots, resolved, so that no link leads out of them."""
        super().__init__(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)
        self.roots = [root.resolve() for root in roots]

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
            path = pathlib.Path(urllib.request.url2pathname(parts.path)).resolve()
            if not any(path.is_relative_to(root) for root in self.roots):
                message = f"{path} lies outside the monograph's folder"
                raise ValueError(message)
        response: Any = super().fetch(url, headers)
        return response
