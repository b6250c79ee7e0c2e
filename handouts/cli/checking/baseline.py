"""An earlier report, named on the command line."""

from __future__ import annotations

import collections
import pathlib

import click

from handouts.report.baseline import Baseline, read_baseline
from handouts.store.plain_files import read_text


class BaselineFile(click.ParamType[Baseline]):
    """A report that `handouts check --format json` has written."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Baseline:
        """Read the report."""
        if isinstance(value, collections.Counter):
            return value
        path = pathlib.Path(str(value))
        try:
            return read_baseline(read_text(path))
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            self.fail(f"{path}: {reason}; write one with `handouts check --format json > {path.name}`", param, ctx)
