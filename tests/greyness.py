"""What of a PDF is not grey: every colour operator, with the colour spaces and patterns that its names stand for."""

import pikepdf

OF_ITSELF = {"rg", "RG", "k", "K", "sh"}  # a colour, or a run of colours
NAMED_SPACE, IN_SPACE = {"cs", "CS"}, {"sc", "SC", "scn", "SCN"}
PLAIN_GREYS = {"/DeviceGray", "/CalGray", "/G"}


def not_grey(pdf):
    """Return what draws in colour, or may; empty if every page, form and pattern is grey."""
    drawn = [*pdf.pages, *(item for item in pdf.objects if isinstance(item, pikepdf.Stream) and draws(item))]
    found = [told for each in drawn for told in steps_in_colour(each)]
    pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/ColorSpace" in item]
    return found + [f"picture {item.ColorSpace!r}" for item in pictures if item.ColorSpace != "/DeviceGray"]


def draws(stream):
    """Tell whether a stream is a form or a pattern of tiles."""
    return stream.get("/Subtype") == "/Form" or stream.get("/PatternType") == 1


def steps_in_colour(drawing):
    resources = drawing.get("/Resources", {})
    for step in pikepdf.parse_content_stream(drawing):
        operator, operands = str(step.operator), [*step.operands]
        named = operands[-1] if operands and isinstance(operands[-1], pikepdf.Name) else None
        if operator in OF_ITSELF:
            grey = False
        elif operator in NAMED_SPACE:
            grey = is_grey(resources.get("/ColorSpace", {}).get(named, named))
        elif operator in IN_SPACE:  # numbers are meant in a space of some name: nothing of ours needs them
            grey = named is not None and is_grey_pattern(resources.Pattern[named], operands[:-1])
        else:
            continue
        if not grey:
            yield f"{' '.join(map(str, operands))} {operator}"


def is_grey(space):
    """Tell whether a colour space has no colours; of a pattern, its own are looked at where it is named."""
    if isinstance(space, pikepdf.Name):
        return str(space) in PLAIN_GREYS | {"/Pattern"}
    kind, *of = space
    if kind == "/ICCBased":
        return of[0].N == 1
    if kind in {"/Pattern", "/Indexed"}:
        return not of or is_grey(of[0])
    return str(kind) in PLAIN_GREYS


def is_grey_pattern(pattern, tint):
    """Tell whether a pattern is a run of greys, or tiles: their stream is a drawing of its own; one tint is a grey."""
    return is_grey(pattern.Shading.ColorSpace) if pattern.PatternType == 2 else len(tint) <= 1
