"""An invisible signature field that stands in the tags, as PDF/UA asks (ISO 14289-1, 7.18)."""

from __future__ import annotations

import hashlib
import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import NumberObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

PRINTED_AND_LOCKED = 4 + 128  # ISO 32000-1, table 165; PDF/A asks for the first
SIGNED_AND_APPEND_ONLY = 1 + 2  # table 219


class Update(IncrementalPdfFileWriter):
    """What is added behind the bytes of a PDF: the same bytes for the same additions.

    The document's metadata stay those of the leaflet: without this, they would hold the clock's time.
    """

    def __init__(self, pdf: bytes) -> None:
        """Begin behind a PDF."""
        super().__init__(io.BytesIO(pdf))
        self._document_id[1] = generic.ByteStringObject(hashlib.sha256(pdf).digest()[:16])

    def _update_meta(self) -> None:
        pass


def add_fields(update: Update, fields: dict[str, str]) -> None:
    """Add empty signature fields to the first page and the end of the tags; each has a name, and English words for it.

    Raises:
        KeyError: the PDF has no tags.
    """
    page, _ = update.find_page_for_modification(0)
    tags = update.root["/StructTreeRoot"]
    document = tags["/K"].raw_get(0)
    numbers = tags["/ParentTree"]["/Nums"]
    widgets = generic.ArrayObject()
    for name, told in fields.items():
        number = max([int(each) for each in list(numbers)[::2]], default=-1) + 1
        widget = update.add_object(
            _dictionary(
                Type=pdf_name("/Annot"),
                Subtype=pdf_name("/Widget"),
                FT=pdf_name("/Sig"),
                T=pdf_string(name),
                TU=pdf_string(told),
                F=NumberObject(PRINTED_AND_LOCKED),
                Rect=generic.ArrayObject([NumberObject(0)] * 4),
                P=page,
                StructParent=NumberObject(number),
            )
        )
        reference = _dictionary(Type=pdf_name("/OBJR"), Obj=widget, Pg=page)
        form = update.add_object(
            _dictionary(
                Type=pdf_name("/StructElem"), S=pdf_name("/Form"), P=document, K=reference, Lang=pdf_string("en")
            )
        )
        document.get_object()["/K"].append(form)
        numbers += [NumberObject(number), form]
        update.register_annotation(page, widget)
        widgets.append(widget)
    update.update_container(document.get_object()["/K"])
    update.update_container(numbers)
    update.root[pdf_name("/AcroForm")] = _dictionary(Fields=widgets, SigFlags=NumberObject(SIGNED_AND_APPEND_ONLY))
    update.update_root()


def _dictionary(**entries: generic.PdfObject) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(f"/{name}"): value for name, value in entries.items()})
