"""Front matter that would say something else in silence: a field that stands twice, a misspelt name, a cut value."""

import pytest

from handouts.errors import ContentError


def problems(monograph):
    return [(found.code, found.place.line, found.place.column, found.level) for found in monograph.problems]


@pytest.mark.parametrize(
    ("fields", "line", "column"),
    [
        ('version: "1"\nversion: "2"', 4, 1),
        ('author: A\ncodes:\n  rxnorm: "1"\n  rxnorm: "2"', 6, 3),
        ('codes: {rxnorm: "1", rxnorm: "2"}', 3, 22),
        ("sources:\n  - title: a\n    title: b", 5, 5),
        ('version: "1"\nparent: x\n"version": "2"', 5, 1),
    ],
)
def test_a_field_that_stands_twice_is_reported_where_it_comes_again(read, fields, line, column):
    monograph = read(f"---\ntitle: Demo\n{fields}\n---\n# Demo\n### Usage\nx\n")
    assert problems(monograph) == [("duplicate-field", line, column, "block")]
    assert "only the last one counts" in monograph.problems[0].message


def test_the_last_of_two_fields_counts(read):
    assert read('---\ntitle: Demo\nversion: "1"\nversion: "2"\n---\nx').metadata.version == "2"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("brand_name", "brand_names"),
        ("verison", "version"),
        ("Version", "version"),
        ("authors", "author"),
        ("autor", "author"),
        ("source", "sources"),
        ("next-review", "next_review"),
        ("Review Date", "review_date"),
        ("lanugage", "language"),
        ("waiver", "waivers"),
    ],
)
def test_a_field_that_is_nearly_a_known_one_is_reported(read, name, meant):
    monograph = read(f'---\ntitle: Demo\n{name}: "2"\n---\n# Demo\n### Usage\nx\n')
    assert problems(monograph) == [("unknown-field", 3, 1, "warn")]
    assert f"“{name}”" in monograph.problems[0].message
    assert f"“{meant}”" in monograph.problems[0].hint


def test_a_misspelt_title_is_a_missing_title_too(read):
    assert problems(read("---\ntilte: Demo\n---\n# Demo\n### Usage\nx\n")) == [
        ("unknown-field", 2, 1, "warn"),
        ("missing-title", 1, 0, "block"),
    ]


def test_toml_fields_are_looked_at_too(read):
    assert problems(read('+++\ntitle = "Demo"\nverison = "2"\n+++\n# Demo\n### Usage\nx\n')) == [
        ("unknown-field", 3, 1, "warn")
    ]


@pytest.mark.parametrize("written", ["1.10", "4.0", "1e2", "1_0", "0x1F", "2"])
@pytest.mark.parametrize("field", ["version", "author"])
def test_toml_does_not_keep_the_digits_of_a_number_so_text_is_quoted(read, field, written):
    with pytest.raises(ContentError) as refused:
        read(f'+++\ntitle = "Demo"\n{field} = {written}\n+++\n# Demo\n### Usage\nx\n')
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.line, problem.words) == ("invalid-front-matter", 3, field)
    assert problem.hint == "Put it in double quotes."


def test_quoted_in_toml_and_bare_in_yaml_a_version_keeps_its_digits(read):
    assert read('+++\ntitle = "Demo"\nversion = "1.10"\n+++\nx').metadata.version == "1.10"
    assert read("---\ntitle: Demo\nversion: 1.10\n---\nx").metadata.version == "1.10"


@pytest.mark.parametrize(
    ("fields", "line", "column", "lost"),
    [
        ("author: ward team, licence #12345", 3, 28, "#12345"),
        ("version: 3  #not for children", 3, 13, "#not for children"),
        ("sources:\n  - A leaflet #88, another", 4, 15, "#88, another"),
        ("reviewer: A. Ito #2 (adults only)", 3, 18, "#2 (adults only)"),
    ],
)
def test_a_value_that_yaml_cuts_at_a_number_sign_is_reported(read, fields, line, column, lost):
    monograph = read(f"---\ntitle: Demo\n{fields}\n---\n# Demo\n### Usage\nx\n")
    assert problems(monograph) == [("cut-value", line, column, "warn")]
    assert f"“{lost}”" in monograph.problems[0].message


@pytest.mark.parametrize(
    "fields", ['author: "team, licence #1"', "author: C#4 group", "author: A # since 2024", "# on its own\nauthor: A"]
)
def test_a_number_sign_that_cuts_nothing_is_left_alone(read, fields):
    assert problems(read(f"---\ntitle: Demo\n{fields}\n---\n# Demo\n### Usage\nx\n")) == []


JEKYLL = """
layout permalink published date category categories tags excerpt toc nav_order nav_exclude parent has_children
search_exclude redirect_from description image lang slug weight draft aliases keywords summary type url menu
resources subtitle revision page_title format from theme header sidebar comments math mathjax last_modified_at faqs
id ref status state notes related order collection grand_parent has_toc output
""".split()


@pytest.mark.parametrize("name", JEKYLL)
def test_the_fields_of_a_site_are_left_alone(read, name):
    assert problems(read(f'---\ntitle: Demo\n{name}: "2"\n---\n# Demo\n### Usage\nx\n')) == []


def test_a_near_name_beside_the_known_one_is_meant(read):
    assert problems(read("---\ntitle: Demo\nauthor: A\nauthors: [A, B]\n---\n# Demo\n### Usage\nx\n")) == []


def test_an_alias_that_points_back_is_refused(read):
    with pytest.raises(ContentError) as caught:
        read("---\ntitle: Demo\nx: &x\n  y: *x\n---\n# Demo\n### Usage\nx\n")
    assert str(caught.value.problems[0].place) == "test.md:3:4"


SIDE_EFFECTS = "# Demo\n### Side Effects\n#### Skin\n* blisters\n\n**Call us for:** fever\n"


@pytest.mark.parametrize(
    ("front", "line", "column", "told"),
    [
        ("---\ntitle: Demo\nurgency:\n  Sikn: now\n---\n", 4, 3, "there are: “Side Effects”, “Skin”, “Call us for”"),
        ("---\ntitle: Demo\nurgency: {Sikn: now}\n---\n", 3, 11, "“Skin”"),
        ('+++\ntitle = "Demo"\n[urgency]\n"Sikn" = "now"\n+++\n', 4, 2, "“Skin”"),
        ("---\ntitle: Demo\nurgency:\n  Skin: whenever\n---\n", 4, 3, "urgency: {Allergic reactions: now"),
        ('+++\ntitle = "Demo"\n[urgency]\nSkin = "whenever"\n+++\n', 4, 1, "urgency: {Allergic reactions: now"),
        ("---\ntitle: Demo\nurgency:\n  Skin:\n---\n", 4, 3, "urgency: {Allergic reactions: now"),
        ("---\ntitle: Demo\nurgency: now\n---\n", 3, 1, "urgency: {Allergic reactions: now"),
    ],
)
def test_an_urgency_that_would_fall_away_is_refused_with_its_place(read, front, line, column, told):
    with pytest.raises(ContentError) as caught:
        read(front + SIDE_EFFECTS)
    (problem,) = caught.value.problems
    assert (problem.place.line, problem.place.column) == (line, column)
    assert told in problem.hint


@pytest.mark.parametrize("name", ["Skin", "skin", "Skin:", "Call us for", "side effects"])
def test_a_stretch_may_be_named_by_its_heading_its_label_or_the_sections(read, name):
    fields = f'urgency: {{"{name}": now}}'
    assert read(f"---\ntitle: Demo\n{fields}\n---\n{SIDE_EFFECTS}").metadata.urgency == {name: "now"}
