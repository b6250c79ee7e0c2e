"""``handouts schema``: what the files people write may hold, for editors that complete and check."""

from __future__ import annotations

import json

import click
import pydantic

from handouts.model.clinic import Settings
from handouts.model.frontmatter import FrontMatter
from handouts.model.pack import Pack
from handouts.patient.facts import PatientFile

MODELS: dict[str, type[pydantic.BaseModel]] = {
    "monograph": FrontMatter,
    "clinic": Settings,
    "patient": PatientFile,
    "pack": Pack,
}


@click.command
@click.argument("kind", type=click.Choice(list(MODELS)), default="monograph")
def command(kind: str) -> None:
    """Print the JSON Schema of a monograph's front matter, a clinic.toml, a patient's file, or a pack's."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[kind].model_json_schema()}
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
