"""``handouts schema``: what front matter and clinic.toml may hold, for editors that complete and check."""

from __future__ import annotations

import json

import click
import pydantic

from handouts.model.clinic import Settings
from handouts.model.frontmatter import FrontMatter
from handouts.model.pack import Pack

MODELS: dict[str, type[pydantic.BaseModel]] = {"monograph": FrontMatter, "clinic": Settings, "pack": Pack}


@click.command
@click.argument("kind", type=click.Choice(list(MODELS)), default="monograph")
def command(kind: str) -> None:
    """Print the JSON Schema of a monograph's front matter, of a clinic.toml, or of a pack's file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[kind].model_json_schema()}
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
