"""A folder of templates from elsewhere draws leaflets, and can do nothing else."""

import os

import pytest
from editing import GOOD

from handouts.assets import bundled
from handouts.assets import look as look_with
from handouts.errors import LookError
from handouts.page import Renderer

PART = "parts/staff-note.html"
DOUBLED = "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 60
DOUBLED_BLOCK = "{% set a = 'x' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60
# What a template tries, by kind. Each stops with the file and the line that asks.
ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ leaflet['__class__'] }}",
    "{{ ()|attr('__class__') }}",
    "{{ [leaflet]|map(attribute='__class__')|list }}",
    "{{ [leaflet]|map(attribute='__init__.__globals__')|list }}",
    "{{ [leaflet]|selectattr('__dict__')|list }}",
    "{{ [leaflet]|sort(attribute='__class__') }}",
    "{{ [leaflet]|sum(attribute='__class__') }}",
    "{{ cycler.__init__.__globals__.os.popen('id') }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__init__ }}",
    "{{ range.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ self }}",
    "{{ loop }}",
    "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop._iterator.gi_frame }}{% endfor %}",
    "{% for x in [1] %}{{ loop }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m.name }}",
    "{% macro m() %}{{ caller.__class__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% import 'symbol.html' as other %}{{ other.__dict__ }}",
    "{% import 'symbol.html' as other %}{{ other.symbol._environment }}",
    "{{ '{0.__class__}'.format(leaflet) }}",
    "{{ '{0.__class__.__init__.__globals__}'|safe.format(leaflet) }}",
    "{{ ('{0.__class__}'|safe).format(leaflet) }}",
    "{{ '{x.__class__}'.format_map({'x': leaflet}) }}",
    "{{ [leaflet]|map('format')|list }}",
    "{{ '%s'|format(leaflet) }}",
    "{{ '%r' % leaflet }}",
    "{{ 'a' ~ leaflet }}",
    "{{ [leaflet]|join }}",
    "{{ leaflet }}",
    "{{ leaflet.parts }}",
    "{{ leaflet.icon }}",
    "{{ leaflet.text }}",
    "{{ leaflet.text() }}",
    "{{ leaflet.parts.count(1) }}",
    "{{ leaflet.icon.__func__.__globals__ }}",
    "{{ leaflet.icon.__self__ }}",
    "{{ 'x'.encode('utf-8') }}",
    "{{ 'x'.translate({}) }}",
    "{{ [].append(1) }}",
    "{{ {}.update({'a': 1}) }}",
    "{{ {}.pop }}",
    "{{ (1).to_bytes(9) }}",
    "{{ 1.0.hex() }}",
    "{{ (leaflet.language|upper).__class__ }}",
    "{{ leaflet.parts|random }}",
    "{{ leaflet|pprint }}",
    "{{ leaflet|tojson }}",
    "{{ dict }}",
    "{{ [1]|map('counted', 1) }}",
    "{{ debug() }}",
    "{% debug %}",
    "{% do leaflet %}",
    "{{ undefined_name.x }}",
    "{{ leaflet.nothing }}",
]
BOMBS = [
    "{% for x in range(10**9) %}{% endfor %}",
    "{% for x in range(10**30) %}{% endfor %}",
    "{{ 'x' * 10**9 }}",
    "{{ 10**9 * 'x' }}",
    "{{ ([1] * 10**9)|length }}",
    "{{ 10**10**10 }}",
    "{{ 2 ** 99999999 }}",
    "{{ 9.9 ** 99999 }}",
    "{{ 1 // 0 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%.999999999f' % 1 }}",
    "{{ '%*d' % (999999999, 1) }}",
    "{{ '%0999999999d'|format(1) }}",
    "{{ 'x'.zfill(10**9) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'|center(10**9) }}",
    "{{ 'x'|indent(10**9) }}",
    "{{ ('x' * 9999999)|replace('x', 'y' * 999) }}",
    "{{ ['x'] * 9999 }}",
    "{{ range(99999)|join('x' * 99999) }}",
    "{{ 'x'.join(range(9)) }}",
    "{{ 5|round(-10**9) }}",
    "{{ lipsum(10**6) }}",
    DOUBLED,
    DOUBLED.replace(" ~ ", " + "),
    DOUBLED_BLOCK,
    "{% set n = 9999 %}" + "{% set n = n * n %}" * 60,
    "{% set a = [1] %}" + "{% set a = a + a %}" * 60,
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}",
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ 'x' ~ a }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}words{% endfor %}{% endfor %}",
    "{% set n = namespace(a='x') %}{% for x in range(99) %}{% set n.a = n.a ~ n.a %}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "{% macro m(n) %}{{ 'x' * 9999999 }}{% endmacro %}{% for x in range(99999) %}{% set y = m() %}{% endfor %}",
    "{% for x in [[1]] recursive %}{{ loop(range(99999)) }}{% endfor %}",
    "{% include 'parts/staff-note.html' %}",
    "{% import 'parts/staff-note.html' as me %}",
    "{% extends 'parts/staff-note.html' %}",
    "{% block b %}{{ self.b() }}{% endblock %}",
    "{% set n = n|default(0) + 1 %}{% if n < 60 %}{% include 'more.html' %}{% endif %}",
    "{{ " + "(" * 2000 + "1" + ")" * 2000 + " }}",
    "{{ " + "-" * 5000 + "1 }}",
    "{% if true %}" * 200 + "{% endif %}" * 200,
    "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
    "x" * (1 << 21),
    "{% set a = [1] %}{% set b = [1] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 60 + "{{ a == b }}",
    "{% set a = (1, 1) %}" + "{% set a = (a, a) %}" * 60 + "{{ [a, 1]|unique|list|length }}",
    "{% set a = {'a': 1} %}{% set b = {'a': 1} %}" + "{% set a = {'a': a, 'b': a} %}" * 60 + "{{ a == b }}",
    "{% set a = [1] %}" + "{% set a = [a|list, a|list] %}" * 60 + "{{ a|length }}",
    "{% set a = [1] %}" + "{% set a = [a] * 2 %}" * 60 + "{{ a|length }}",
    "{% set a = [1] %}" + "{% set a = [a] + [a] %}" * 60 + "{{ a|length }}",
    "{{ [[1]] * 9999999 * 2 }}",
    "{{ ('x' * 9999999)|upper ~ 'y' * 9999999 }}",
    "{{ [1]|sum(start='x') }}",
    "{{ 5|inline }}",
    "{{ none|turn('x') }}",
    "{{ leaflet|reached }}",
    "{{ [3, 'a']|sort }}",
    "{% set x = range(99999)|map('string')|list %}{% for y in x %}{% set z = x|join('x' * 99) %}{% endfor %}",
    "{% call(x) leaflet.icon() %}{% endcall %}",
    "{% for x in leaflet %}{% endfor %}",
    "{{ {}[[]] }}",
    "{{ 'x'[::0] }}",
    "{{ -leaflet }}",
]
ELSEWHERE = [
    "{% include '/etc/passwd' %}",
    "{% include '../secret.html' %}",
    "{% include 'parts/../../secret.html' %}",
    "{% include './secret.html' %}",
    "{% include '..\\\\secret.html' %}",
    "{% include 'C:/secret.html' %}",
    "{% include 'file:///etc/passwd' %}",
    "{% include 'link.html' %}",
    "{% include 'folder/secret.html' %}",
    "{% include 'device.html' %}",
    "{% include 'pipe.html' %}",
    "{% include 'latin.html' %}",
    "{% include 'secret.html\\x00' %}",
    "{% include '' %}",
    "{% include 3 %}",
    "{% include leaflet %}",
    "{% include [leaflet] %}",
    "{% import '../secret.html' as s %}",
    "{% from '/etc/passwd' import x %}",
    "{% extends '../secret.html' %}",
    "{% include 'x' * 5000 %}",
    "{% include 'x/' * 3000 ~ 'x' %}",
]


@pytest.fixture
def drawn(tmp_path, leaflet):
    """Draw with one part of a stranger's, behind a line of text."""
    folder = tmp_path / "look"
    (folder / "parts").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("SECRET")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "folder").symlink_to(tmp_path)
    (folder / "device.html").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.html")
    (folder / "latin.html").write_bytes("ä".encode("latin-1"))

    def draw(text, name=PART):
        (folder / name).write_text(f"first line\n{text}")
        (folder / "more.html").write_text("{% include 'parts/staff-note.html' %}" * 2)
        main = (bundled("templates") / "leaflet.html").read_text()
        (folder / "leaflet.html").write_text(main.replace("</body>", f'{{% include "{name}" %}}</body>'))
        return Renderer(look_with(folder)).draw(leaflet(GOOD))

    return draw


def refused(drawn, text):
    with pytest.raises(LookError) as told:
        drawn(text)
    (problem,) = told.value.problems
    assert problem.code in {"unsafe-template", "broken-template"}
    assert "Traceback" not in problem.message
    return problem


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_sees_nothing_but_data(drawn, text):
    problem = refused(drawn, text)
    assert problem.place.path.endswith(PART)
    assert problem.place.line == 2


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_template_ends(drawn, text):
    assert refused(drawn, text).place.path.endswith(".html")


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_template_includes_none_from_elsewhere(drawn, text):
    refused(drawn, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ leaflet.title|upper }}", "DEMO"),
        ("{{ leaflet.title.lower() }}", "demo"),
        ("{{ 'a,b'.split(',')|join('-') }}", "a-b"),
        ("{{ 'Demo'.startswith('D') }}", "True"),
        ("{% for x in range(3) %}{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}", "1,2,3"),
        ("{% for x in 'ab' %}{{ loop.cycle('odd', 'even') }} {% endfor %}", "odd even"),
        ("{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}", "a=1"),
        ("{% for a, b in [('x', 1), ('y', 2)] %}{{ a }}{{ b }}{% endfor %}", "x1y2"),
        ("{% set n = namespace(a=1) %}{% for x in range(3) %}{% set n.a = n.a + x %}{% endfor %}{{ n.a }}", "4"),
        ("{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ m('y') }}", "<b>y</b>"),
        ("{% macro m() %}<b>{{ caller() }}</b>{% endmacro %}{% call m() %}z{% endcall %}", "<b>z</b>"),
        ("{{ '%05.1f mm'|format(3.14159) }}", "003.1 mm"),
        ("{{ '%d/%d' % (1, 2) }}", "1/2"),
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ '<b>'|safe ~ '<' }}", "<b>&lt;"),
        ("{{ ['<', '<b>'|safe]|join('&') }}", "&lt;&amp;<b>"),
        ("{{ 'a<b'|replace('<', '>') }}", "a&gt;b"),
        ("{{ leaflet.parts|map(attribute='kind')|first }}", "header"),
        ("{{ leaflet.parts|selectattr('kind', 'equalto', 'about')|list|length }}", "1"),
        ("{{ leaflet.nothing|default('none') }}", "none"),
        ("{{ leaflet.nothing is defined }}", "False"),
        ("{{ 7 // 2 }} {{ 2 ** 10 }} {{ 7 % 4 }} {{ 3 * 'ab' }}", "3 1024 3 ababab"),
        ("{% include 'no.html' ignore missing %}still", "still"),
        ("{% filter upper %}words{% endfilter %}", "WORDS"),
        ("{% set words %}<i>{{ leaflet.language }}</i>{% endset %}{{ words }}", "<i>en</i>"),
        ("{{ none }}{{ true }}{{ 1.5 }}", "NoneTrue1.5"),
        ("{{ leaflet.parts[0].title|inline }}", "Demo"),
    ],
)
def test_a_clinic_s_template_may_use_what_it_needs(drawn, text, expected):
    assert expected in drawn(text)


def test_what_one_draws_does_not_count_for_the_next(leaflet, look):
    renderer, made = Renderer(look), leaflet(GOOD)
    first = renderer.draw(made)
    spent = renderer.templates.spent
    assert renderer.draw(made) == first
    assert (renderer.templates.spent.turns, renderer.templates.spent.drawn) == (spent.turns, spent.drawn)


@pytest.mark.parametrize("text", [ESCAPES[0], BOMBS[0], ELSEWHERE[0]])
def test_the_command_line_names_template_and_line(run, demo, tmp_path, text):
    (tmp_path / "mine/parts").mkdir(parents=True)
    (tmp_path / "mine/parts/header.html").write_text(f"<p>\n{text}</p>")
    ended = run("build", demo, "--templates", "mine")
    assert ended.returncode == 3, ended.stderr
    assert "mine/parts/header.html:2" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "build/demo.pdf").exists()
