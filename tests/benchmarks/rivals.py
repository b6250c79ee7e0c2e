"""The same pages in other tools, each used as well as it can be, two at a time.

`python tests/benchmarks/rivals.py TOOL FOLDER` runs one.

Every run starts cold, writes a PDF beside each page of the folder, and ends.
"""

from __future__ import annotations

import asyncio
import functools
import multiprocessing
import os
import pathlib
import shutil
import sys
from typing import TYPE_CHECKING, Any

from same_work import FONTS, STYLES

if TYPE_CHECKING:
    from collections.abc import Callable

WORKERS = 2
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium")
SANDBOX = ("--no-sandbox", "--disable-gpu")  # a sandbox cannot be had as root
LEAN = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def chromium_command(page: pathlib.Path, profile: pathlib.Path, *, lean: bool) -> list[str]:
    """Return the command line that prints one page; ``lean`` leaves out whatever Chromium can be told to leave out."""
    more = LEAN if lean else ("--no-pdf-header-footer",)
    return [
        CHROMIUM,
        "--headless",
        *SANDBOX,
        *more,
        f"--user-data-dir={profile}",
        f"--print-to-pdf={page.with_suffix('.pdf')}",
        page.as_uri(),
    ]


async def chromium(pages: list[pathlib.Path]) -> None:
    """Print with one browser that stays, in two of its pages."""
    from playwright.async_api import async_playwright

    waiting = iter(pages)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(SANDBOX))

        async def work() -> None:
            tab = await browser.new_page()
            for page in waiting:
                await tab.goto(page.as_uri())
                await tab.pdf(path=page.with_suffix(".pdf"), tagged=True, outline=True, prefer_css_page_size=True)

        await asyncio.gather(*(work() for _ in range(WORKERS)))
        await browser.close()


@functools.cache
def stock_engine() -> tuple[Any, Any, Any]:
    """Return the library as it comes, with fonts and styles read once a process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return weasyprint, fonts, [weasyprint.CSS(filename=path, font_config=fonts) for path in STYLES]


def stock_page(page: pathlib.Path) -> None:
    """Typeset one page with tags, for PDF/UA-1."""
    weasyprint, fonts, styles = stock_engine()
    html = "\n".join(line for line in page.read_text("utf-8").splitlines() if not line.startswith("<link"))
    weasyprint.HTML(string=html).write_pdf(
        page.with_suffix(".pdf"), font_config=fonts, stylesheets=styles, pdf_variant="pdf/ua-1"
    )


@functools.cache
def typst_compiler() -> Any:
    """Return a compiler with our fonts, once a process."""
    import typst

    return typst.Compiler(root="/", font_paths=[FONTS], ignore_system_fonts=True)


def typst_page(page: pathlib.Path) -> None:
    """Typeset the same words, for PDF/UA-1."""
    typst_compiler().compile(
        page.with_suffix(".typ"), output=page.with_suffix(".pdf"), format="pdf", pdf_standards=["ua-1"]
    )


def in_processes(work: Callable[[pathlib.Path], None], pages: list[pathlib.Path]) -> None:
    """Do the pages in two processes that stay."""
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        pool.map(work, pages, chunksize=2)


def stock(pages: list[pathlib.Path]) -> None:
    """Typeset in processes that share the import."""
    import weasyprint  # noqa: F401 - before the processes part

    in_processes(stock_page, pages)


TOOLS: dict[str, Callable[[list[pathlib.Path]], None]] = {
    "chromium": lambda pages: asyncio.run(chromium(pages)),
    "stock": stock,
    "typst": lambda pages: in_processes(typst_page, pages),
}

if __name__ == "__main__":
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    tool, folder = sys.argv[1:]
    TOOLS[tool](sorted(pathlib.Path(folder).glob("*.html")))
