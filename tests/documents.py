"""Monographs that hold what the reader knows, each with “not”, 10 and 25 in many places, for lies to change."""

import pathlib

from handouts.reader.source import Source

DOCUMENTS = {
    "a monograph of the newer form": """---
title: Demo not 10
brand_names: [Not 10, Other 25]
author: Ada not 10
---
# Demo not 10

Intro, not 10 of 25 <!-- a comment --> or &ge;10.

### Usage
For pain, not 10 or 25 [of us, not 10](https://example.org/25 "Us") or [them][t], `not 10 < 25`.

[t]: https://example.org/25

### Dosage
* Take 10 mg, not 25 mg.
  1. one, not 10
  2. two, 25\x96 10
    * deep, not 10
\uf0b7 bullet, not 10 of 25

> ### Quoted, not 10
> quoted, not 10
> or 25

| not 10 | 25 |
|---|---|
| 25 | not 10 |

```
code, not 10 and 25
```

Comes back
> twice the value, not 10 or 25 <b>bold</b> <a href="https://example.org/10">not 25</a>.

#### Inner, not 10 or 25
**Bold, not 10 or 25**
A level of 10<sup>not 25</sup> {: .big} ***not 10*** __25__ 漢字 not 10 [^1] \\<25.
![a pen, not 10 or 25](pen.png)

> [!CAUTION]
> not 10 or 25

!!! danger "Not 10"
    not 10 or 25

::: warning
not 25 or 10
:::

H~2~O, ==not 10==, {::comment}not 25{:/comment} [![not 10](pen.png)](https://example.org/10)

### FAQs
* **Q: Is it 10, not 25?** A: Not so, not 10 or 25.
* **Q: And 25?**
  A: It is not 10.

**Q1: What, not 10?** Yes, 25. **Q2: And 25?** No, not 10.

#### Is it 25, not 10?
Yes, not 25 or 10.

Disclaimer: educational, not 10 or 25.
""",
    "tables of other dialects, lists in HTML, notes": """---
title: Demo
urgency: {Skin 25: now}
key: ["Never take 10 or 25 mg of it at once."]
---
# Demo
### Usage
For pain, 10 mg* or 25 mg**, not more.

* with food, not 10
** not 10 or 25

1. not 10
1. not 25

a. not 10, 25
b. 25, not 10

(i) not 10
(ii) 25, not 10

<ol start="3" type="a"><li>not 10</li><li value="7">not 25</li></ol>

Week  Dose
----  -------
1     not 10
2     25, not

+------+--------+
| Week | Dose   |
+======+========+
| 1    | not 10 |
+------+--------+

Week	Dose	Not
10	25	10
25	not 10	25

| Week | Dose | Not |
|------|------|-----|
| 10   | 25   | 10  |
| ^^   | not  | 25  |

<table><tr><th>Week</th><th colspan="2">not 10</th></tr><tr><td>25</td><td>not 10</td><td>10</td></tr></table>

### Dosgae
Never take 10 or 25 mg of it at once.

Not [un](/x)safe, 1**0 mg** not ____ or 25.

### Side Effects
#### Skin 25
* blisters, not 10
""",
    "a monograph of the older form": """# Demo not 10 or 25

**Usage:** For pain, not 10 or 25.

**Dosage:** Take 10 mg
- 25 mg, not 10.

Heading, not 10
---
""",
    "a monograph without headings": "**Usage:** For pain, not 10 or 25.\n\n**Dosage:** Take 10 mg, not 25 mg.\n",
    "a monograph with TOML": '+++\ntitle = "Demo not 10, 25"\nform = "not 10"\n+++\n## Usage: not 10 or 25\nFor it\n',
}
SOURCES = {name: Source(pathlib.Path("demo.md"), text.encode()) for name, text in DOCUMENTS.items()}

# Functions whose lies change no word of a monograph, by what they are for. A new function of the reader is neither here
# nor changes a word of the documents above: put what it reads into them, or the function here, with its reason.
POWERLESS = {
    "it tells yes or no, a place, or which of several": """
        characters._bare markup._ends_in_word questions.are_questions wrapped._parts_item
        callouts._Boxes._pairs callouts._Boxes.closing characters._counts characters._is_refused characters._places
        disclaimers.disclaims disclaimers.instructs disclaimers.is_labelled
        front_matter._node_place icon_words._texts icon_words._texts_of icons.iconed inline._ends language.knows_dangers
        lists.ListProcessor._goes_on lists.may_interrupt markings.without_mark marks._counts marks._counts_on
        marks._reaches marks._same
        marks.kind_of markup.is_link markup.is_markdown
        monograph._is_stacked monograph._is_utf_16
        questions._bold_lead questions._end_of_question questions._is_answer questions._is_question roles.folded
        roles.is_abroad roles.is_local roles.known roles.role_of ruled_tables._framed ruled_tables._groups
        ruled_tables._is_cut ruled_tables._is_ruling ruled_tables._next_ruling runs.opens_in_bold
        searched.Count.is_english searched.Count.is_foreign searched.Count.is_strange searched.Count.of
        searched._foreign searched._is_mostly_other_script searched.searched sections._all_strong sections._asks
        sections._has_followers sections._is_bold_line sections._is_question sections._known sections._named
        sections._section_level sections._strong_lead source.is_entity spans._headed spans._line spans._placed
        spans._placed_at spans.span stars._bulleted_notes stars._note stars._taken stretches.heads
        stretches.key_of titles.is_a_name titles.is_same_medicine
        enclosed._longest_from headings._filled pattern.right_before""",
    "it makes a problem, or reads the text for one": """
        characters._named characters._note characters._refusal chosen.unknown_headings dialects._problem
        dialects._problems dialects.unread_tables foreign_fields._told front_matter._broken front_matter._cut
        front_matter._duplicate
        front_matter._nodes front_matter._twice front_matter._unbuildable front_matter._unquoted
        icon_words.unknown_icon_words
        key_sentences._line key_sentences._problems key_sentences._sentences key_sentences.check_key_sentences
        key_sentences.parted key_sentences.settled list_numbers._lists list_numbers.same_numbers
        markup.as_written misspelt._is_slip misspelt._says_nothing misspelt._seen misspelt._slipped
        misspelt.meant misspelt.meant_role misspelt.meant_within misspelt.misspelt monograph._blanks
        overgrown._held_by overgrown._inside overgrown._is_group overgrown._measured overgrown._overgrown
        overgrown.refuse_grown overgrown.refuse_grown_values overgrown.refuse_long overgrown.too_deep
        monograph._doubtful monograph._empty monograph._in_columns monograph._leaked monograph._lonely
        monograph._runs monograph._stray monograph._text_problems monograph._title_problems
        monograph._unreadable monograph._wrong_table
        overlong._long overlong._long_line overlong._longest_sentence overlong._texts overlong._title overlong._too_long
        overlong._many_lines overlong._too_many plain_files.read
        validation.refuse_unwritable_name
        front_matter._held_by overgrown.inside_itself
        overlong.refuse_long_lines overlong.refuse_long_text phrases.finder searched.unsearched second_doses._alike
        second_doses._differ second_doses._figures second_doses._name second_doses._pairs
        second_doses._told_apart second_doses.second_doses sentences.sentences stated_amounts.stated units.spellings
        walk.section_lines wrapped._goes_on wrapped._is_comparison wrapped._may_be_frost wrapped._stretches
        wrapped._wrapped wrapped.wrapped_lines""",
    "it finds the line on which a block begins": """
        blocks.BlockCollector.line_here cursor.Cursor.take html_lists.with_numbers source._anchor_words
        source._link_words source._read source._set_apart source._tag_words source.words source.words_in""",
    "it opens files, or reads what stands in a picture": """
        jpeg.segments monograph.read_text picture_files._dots picture_files._exif_alone picture_files._faults
        picture_files._is_decoded picture_files._is_hidden picture_files._is_refined picture_files._jpeg_is_whole
        picture_files._png_is_whole picture_files._rows picture_files._strictly picture_files._turn
        picture_files._unpacked
        picture_files._with_other_end picture_files._with_surplus picture_files.unfit pictures._absent
        pictures._file pictures._place pictures._problems pictures.check_pictures
        pictures.names_of_pictures pictures.picture_name pictures.pictures_of pictures.read_picture
        source.Source.completed source.Source.of source.Source.open source.Source.picture_digests
        source.Source.read source._read_pictures source._read_sign_offs source.second_record_path
        source.sign_offs_path walk.pictures""",
    "it opens or closes a container and holds no text": """
        blocks.BlockCollector.enter blocks.BlockCollector.leave""",
    "it sets the parser up": """
        inline.add_inline_rules markdown._parser""",
    "it reads one sign or one number, of a kind these documents cannot all hold": """
        characters._as_utf_8 characters._as_windows_1252 front_matter._as_written front_matter._number_as_written
        html_lists._attributes
        html_lists._whole marks.written questions._first ruled_tables._row""",
}
