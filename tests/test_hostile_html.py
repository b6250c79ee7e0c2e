"""HTML inside a text asks no other machine for anything, and takes nothing along that acts or stays hidden."""

import io
import socket
import urllib.request

import pikepdf
import pytest

from handouts.proof.readback.page_text import read_pages


@pytest.mark.parametrize(
    "text",
    [
        '<link rel="attachment" href="file:///etc/passwd">kept',
        '<object data="file:///etc/passwd"></object><embed src="file:///etc/passwd">kept',
        '<script>fetch("http://example.org")</script><style>@import "http://example.org";</style>kept',
        '<p style="background: url(http://example.org/x.png)" onclick="x()">kept</p>',
        '<meta http-equiv="refresh" content="0;url=http://example.org"><base href="http://example.org/">kept',
        '<iframe src="http://example.org"></iframe><form action="http://example.org"><input value="x"></form>kept',
        '<svg><image href="file:///etc/passwd"/></svg>kept',
    ],
)
def test_hostile_html_reaches_nothing(make, requests, text):
    built = make(f"### Usage\n{text}\n")
    assert requests == []
    assert hidden(built.pdf) == set()
    (page,) = read_pages(built.pdf)
    assert ("kept" in page.body, "root:" in page.body + page.margins) == (True, False)


@pytest.fixture
def requests(monkeypatch):
    """Take down who asks for another machine; to refuse is not enough, for the engine goes on without what it lacks."""
    asked = []

    def refuse(*arguments, **_):
        asked.append(arguments)
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return asked


def hidden(data):
    """Return what a PDF holds that acts or carries files, wherever it stands: its objects are packed."""

    def names(item):
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield str(item.get("/S"))
            for key, value in item.items():
                yield key
                if isinstance(value, pikepdf.Dictionary) and not value.is_indirect:
                    yield from names(value)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {name for item in pdf.objects for name in names(item)}
    assert "/StructTreeRoot" in found
    return found & {"/EmbeddedFiles", "/EF", "/JavaScript", "/JS", "/Launch", "/AcroForm"}


def test_a_request_a_script_and_a_file_inside_would_be_seen(make, requests):
    with pytest.raises(OSError, match="no network here"):
        urllib.request.urlopen("http://example.org", timeout=1)
    assert requests
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make("### Usage\nFor pain.\n").pdf)) as pdf:
        pdf.attachments["passwd"] = b"root:"
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"))
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"/JavaScript" not in out.getvalue()
    assert hidden(out.getvalue()) == {"/EmbeddedFiles", "/EF", "/JavaScript", "/JS"}
