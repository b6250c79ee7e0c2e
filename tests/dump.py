"""A monograph as text a person can compare with its source at a glance."""

from __future__ import annotations

from handouts.model.monograph import (
    ItemList,
    Mark,
    Paragraph,
    Picture,
    Preformatted,
    Question,
    Quotation,
    SubHeading,
    Table,
    plain,
)

SIGNS = {
    Mark.STRONG: "**",
    Mark.EMPHASIS: "_",
    Mark.SUBSCRIPT: "~",
    Mark.SUPERSCRIPT: "^",
    Mark.CODE: "`",
    Mark.DELETED: "~~",
}


def dump(monograph):
    lines = [f"= {text(monograph.heading)}"] if monograph.heading else []
    for section in monograph.sections:
        lines.append(f"[{section.role}] {text(section.heading or ())}".rstrip())
        lines += blocks(section.content, "")
    return "\n".join(lines)


def blocks(content, indent):
    for block in content:
        match block:
            case Paragraph():
                yield f"{indent}{text(block.inline)}"
            case SubHeading():
                yield f"{indent}# {text(block.inline)}"
            case ItemList():
                for item in block.items:
                    first, *rest = blocks(item.content, "")
                    yield f"{indent}{item.marker or '*'} {first}"
                    yield from (f"{indent}  {line}" for line in rest)
            case Table():
                for row in block.rows:
                    yield indent + " | ".join(map(cell_text, row))
            case Quotation():
                yield from blocks(block.content, indent + "> ")
            case Preformatted():
                yield from (f"{indent}: {line}" for line in block.text.split("\n"))
            case Picture():
                yield f"{indent}<{block.source}> {block.description}"
            case Question():
                yield f"{indent}? {plain(block.question)}"
                yield from blocks(block.answer, indent + "! ")


def cell_text(cell):
    """Return a cell; each = after it is one more column, each : one more row it covers."""
    further = "=" * (cell.columns - 1) + ":" * (cell.rows - 1)
    return f"{'!' if cell.heading else ''}{text(cell.inline)}{' ' if further else ''}{further}"


def text(inline):
    words = ""
    for run in inline:
        sign = "".join(SIGNS[mark] for mark in sorted(run.marks))
        words += f"{sign}{run.text}{sign[::-1]}"
    return words.replace("\n", "⏎").replace("\u00a0", "␣")
