"""Options several commands share."""

from __future__ import annotations

import pathlib

import click

PATH = click.Path(path_type=pathlib.Path)
FOLDER = click.Path(path_type=pathlib.Path, exists=True, file_okay=False)

templates = click.option("--templates", type=FOLDER, help="Your own templates and wording; they shadow ours, file by file.")
styles = click.option("--styles", type=FOLDER, help="Your own styles; they shadow ours, file by file.")
