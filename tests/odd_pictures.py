"""Files of pictures: damaged and unfit ones by kind, and sound ones that a clinic may have."""

import hashlib
import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

SECRET = b"Ada Example 485 777 3456"  # what no PDF may hold


def table(mode="RGB", size=(240, 120), digit="5"):
    """Return a picture of a table of doses."""
    picture = Image.new(mode, size, "white")
    draw = ImageDraw.Draw(picture)
    for row in range(4):
        draw.text((10, 10 + row * 25), f"{row + 1} to {row + 2} years   {row}{digit if row == 2 else 0} ml", "black")
    return picture


def saved(picture, kind="PNG", **options):
    """Return the bytes of a picture's file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def chunks(png):
    """Return the chunks of a PNG: their names and what they hold."""
    place = 8
    while place < len(png):
        size = int.from_bytes(png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        place += 12 + size


def png_of(parts):
    """Return a PNG of chunks, each with its digest."""
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def with_dots(png, change):
    """Return a PNG whose packed dots are changed."""
    head, *others = chunks(png)
    dots = zlib.decompress(b"".join(data for name, data in others if name == b"IDAT"))
    return png_of([head, (b"IDAT", change(dots)), (b"IEND", b"")])


def with_bit(data, place):
    """Return a file with one bit turned."""
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def coded(jpeg):
    """Return where the dots of a JPEG of one scan begin."""
    return jpeg.rindex(b"\xff\xda") + 2 + int.from_bytes(jpeg[jpeg.rindex(b"\xff\xda") + 2 :][:2])


def cut_and_ended(jpeg, share):
    """Return a JPEG that holds a share of its dots, and an end."""
    start = coded(jpeg)
    return jpeg[: start + int((len(jpeg) - start) * share)].rstrip(b"\xff") + b"\xff\xd9"


def filled(jpeg, share, filler):
    """Return a JPEG of the same length whose last dots are something else."""
    start = coded(jpeg)
    kept = jpeg[: start + int((len(jpeg) - start) * share)].rstrip(b"\xff")
    return kept + (filler * len(jpeg))[: len(jpeg) - len(kept) - 2] + b"\xff\xd9"


def turned(value, kind="JPEG", **options):
    """Return a picture that says which way up it is, and who it is of."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = value, SECRET.decode()
    return saved(table(), kind, exif=exif, **options)


def one_scan_less(jpeg):
    """Return a progressive JPEG without its last scan: it looks whole, and blurred."""
    return jpeg[: jpeg.rindex(b"\xff\xda")] + b"\xff\xd9"


def text_chunk():
    """Return what a program writes beside the dots."""
    written = PngImagePlugin.PngInfo()
    written.add_text("Comment", SECRET.decode())
    written.add_itxt("Author", SECRET.decode())
    return written


def see_through(ground, ink):
    """Return a table whose ground has no opacity, in an ink."""
    picture = Image.new("RGBA", (240, 120), ground)
    ImageDraw.Draw(picture).text((10, 10), "5 mg in the morning", ink)
    return picture


PNG, JPEG = saved(table()), saved(table(), "JPEG", quality=90)
GREY_JPEG, PROGRESSIVE = saved(table("L"), "JPEG"), saved(table(), "JPEG", progressive=True)
RESTARTING = saved(table(), "JPEG", restart_marker_rows=1)
GIF, WEBP = saved(table("L").convert("P"), "GIF"), saved(table(), "WEBP", lossless=True)
NOISE = hashlib.shake_256(b"noise").digest(5000).replace(b"\xff", b"\x01")
HEAD = next(chunks(PNG))
SCREEN = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def gif_frames():
    """Return a GIF that moves."""
    return saved(table(), "GIF", save_all=True, append_images=[table(digit="9")])


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

DAMAGED = {
    "an empty file": b"",
    "words": b"hello",
    "png, its head alone": PNG[:33],
    "png, cut in half": PNG[: len(PNG) // 2],
    "png, cut before its end": PNG[:-12],
    "png without dots": png_of([HEAD, (b"IEND", b"")]),
    "png with dots of no length": png_of([HEAD, (b"IDAT", b""), (b"IEND", b"")]),
    "png with half of its rows": with_dots(PNG, lambda dots: zlib.compress(dots[: len(dots) // 2])),
    "png with a row too many": with_dots(PNG, lambda dots: zlib.compress(dots + dots[:721])),
    "png with noise for dots": png_of([HEAD, (b"IDAT", NOISE), (b"IEND", b"")]),
    "png with a bit turned in its dots": with_bit(PNG, PNG.index(b"IDAT") + 60),
    "png with a bit turned in a digest": with_bit(PNG, PNG.index(b"IEND") - 6),
    "png with another sum of its dots": with_dots(PNG, lambda dots: zlib.compress(dots)[:-4] + b"abcd"),
    "png with a filter there is not": with_dots(PNG, lambda dots: zlib.compress(b"\x09" + dots[1:])),
    "png of no width": png_of([(b"IHDR", struct.pack(">IIBBBBB", 0, 9, 8, 2, 0, 0, 0)), *[*chunks(PNG)][1:]]),
    "png whose head tells of more rows": png_of(
        [(b"IHDR", struct.pack(">IIBBBBB", 240, 999, 8, 2, 0, 0, 0)), *[*chunks(PNG)][1:]]
    ),
    "png of 60,000 rows in a few bytes": png_of(
        [
            (b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(bytes(99))),
            (b"IEND", b""),
        ]
    ),
    "png of one dot": saved(table(size=(1, 1))),
    "png of one row": saved(table(size=(300, 1))),
    "png of 16 bits in grey": saved(Image.new("I;16", (40, 40), 500)),
    "png with a gamma of its own": png_of([HEAD, (b"gAMA", struct.pack(">I", 100_000)), *[*chunks(PNG)][1:]]),
    "png that moves": saved(table(), "PNG", save_all=True, append_images=[table(digit="9")]),
    "png that is white on nothing": saved(see_through((0, 0, 0, 0), "white")),
    "png of which nothing is seen": saved(see_through((255, 255, 255, 0), (0, 0, 0, 0))),
    "jpeg, its head alone": JPEG[: coded(JPEG)],
    "jpeg, cut in half": JPEG[: len(JPEG) // 2],
    "jpeg without its end": JPEG[:-2],
    "jpeg, cut in half and ended": cut_and_ended(JPEG, 0.5),
    "jpeg, cut near its end and ended": cut_and_ended(JPEG, 0.97),
    "jpeg without dots, and ended": cut_and_ended(JPEG, 0),
    "jpeg with zeros for dots": filled(JPEG, 0, b"\0"),
    "jpeg with zeros for its last dots": filled(JPEG, 0.6, b"\0"),
    "jpeg with noise for dots": filled(JPEG, 0, NOISE),
    "jpeg with noise for its last dots": filled(JPEG, 0.5, NOISE),
    "jpeg in grey, cut and ended": cut_and_ended(GREY_JPEG, 0.7),
    "jpeg that restarts, cut and ended": cut_and_ended(RESTARTING, 0.6),
    "jpeg in passes, cut and ended": cut_and_ended(PROGRESSIVE, 0.5),
    "jpeg in passes, one less": one_scan_less(PROGRESSIVE),
    "jpeg of inks": saved(table().convert("CMYK"), "JPEG"),
    "jpeg that is turned where only some look": saved(table(), "JPEG", xmp=XMP),
    "webp that is turned where only some look": saved(table(), "WEBP", xmp=XMP),
    "gif, cut in half": GIF[: len(GIF) // 2],
    "gif with zeros for its last dots": GIF[: len(GIF) // 2] + bytes(len(GIF) // 2),
    "gif that moves": gif_frames(),
    "webp, cut in half": WEBP[: len(WEBP) // 2],
    "webp that moves": saved(table(), "WEBP", save_all=True, append_images=[table(digit="9")]),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><text y="9">5 mg</text></svg>',
    "tiff": saved(table(), "TIFF"),
    "bmp": saved(table(), "BMP"),
    "a PDF": b"%PDF-1.7\n",
}
SOUND = {
    "png.png": PNG,
    "grey.png": saved(table("L")),
    "two-colours.png": saved(table("1")),
    "palette.png": saved(table().quantize(16)),
    "palette-through.png": saved(table().quantize(16), transparency=0),
    "through.png": saved(see_through((255, 0, 0, 0), "black")),
    "half-through.png": saved(see_through((0, 90, 180, 60), (200, 0, 0, 200))),
    "grey-through.png": saved(table("RGBA").convert("LA")),
    "opaque.png": saved(table("RGBA")),
    "sixteen.png": with_dots(
        png_of([(b"IHDR", struct.pack(">IIBBBBB", 240, 120, 16, 2, 0, 0, 0)), *[*chunks(PNG)][1:]]),
        lambda _: zlib.compress((b"\0" + bytes(range(240)) * 6) * 120),
    ),
    "profiled.png": saved(table(), icc_profile=SCREEN),
    "profile-of-ink.png": saved(table(), icc_profile=LAB),
    "profile-of-nothing.jpg": saved(table(), "JPEG", icc_profile=b"x" * 300),
    "grey-profiled.png": saved(table("L"), icc_profile=SCREEN),
    "exif-cut.png": saved(table(), exif=b"MM\0*\xff\xff\xff\xff"),
    "exif-cut.jpg": saved(table(), "JPEG", exif=b"Exif\0\0II"),
    "turned-by-a-number-there-is-not.jpg": turned(9),
    "two-bits.png": saved(table("L").quantize(4), bits=2),
    "through-white.png": saved(table(), transparency=(255, 255, 255)),
    "wide.png": saved(table().resize((3000, 16))),
    "commented.png": saved(table(), pnginfo=text_chunk()),
    "turned.png": turned(6, "PNG"),
    "jpeg.jpg": JPEG,
    "jpeg-named.png": JPEG,
    "png-named.jpg": PNG,
    "svg-named.svg": PNG,
    "grey.jpg": GREY_JPEG,
    "passes.jpg": PROGRESSIVE,
    "restarts.jpg": RESTARTING,
    "best.jpg": saved(table(), "JPEG", quality=100, subsampling=0),
    "worst.jpg": saved(table(), "JPEG", quality=5),
    "upright.jpg": turned(1),
    "turned.jpg": turned(6),
    "mirrored.jpg": turned(2),
    "upside-down.jpg": turned(3),
    "turned.webp": turned(8, "WEBP"),
    "commented.jpg": saved(table(), "JPEG", comment=SECRET),
    "profiled.jpg": saved(table(), "JPEG", icc_profile=SCREEN),
    "followed.jpg": JPEG + SECRET,
    "one.gif": GIF,
    "lossy.webp": saved(table(), "WEBP"),
    "through.webp": saved(see_through((0, 0, 0, 0), "black"), "WEBP", lossless=True),
}
