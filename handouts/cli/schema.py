"""``handouts schema``: what files may hold: those people write, for editors; manifests, for programs that read them."""

from __future__ import annotations

import click
import pydantic

from handouts.cli.terminal import tell_json
from handouts.manifest import Manifest
from handouts.model.clinic import Settings
from handouts.model.frontmatter import FrontMatter
from handouts.model.pack import Pack
from handouts.packs.manifest import PackManifest
from handouts.patient.facts import PatientFile

MODELS: dict[str, type[pydantic.BaseModel]] = {
    "monograph": FrontMatter,
    "clinic": Settings,
    "patient": PatientFile,
    "pack": Pack,
    "manifest": Manifest,
    "pack-manifest": PackManifest,
}


@click.command
@click.argument("kind", type=click.Choice(list(MODELS)), default="monograph")
def command(kind: str) -> None:
    """Print the JSON Schema of a monograph's front matter, of a clinic.toml, a patient's or a pack's file.

    That of the manifest beside a leaflet (`handouts schema manifest`) or a pack is for programs that read it.
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[kind].model_json_schema()}
    tell_json(schema, indent=2)
