"""``handouts check``: is this text safe and plain enough to hand out?"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import pathlib
from collections.abc import Sequence
from typing import Any

import click

from handouts.build import press
from handouts.check.checker import Checker
from handouts.check.problems import PRINTABLE, READABLE, of_rule
from handouts.check.result import Checked
from handouts.check.rules import RULES
from handouts.cli.checking.baseline import BaselineFile
from handouts.cli.checking.mending import Mending, mend_texts
from handouts.cli.console import fault, out
from handouts.cli.editions import edition_of, edition_options, one_edition
from handouts.cli.options import (
    HtmlFile,
    chosen_look,
    clinic,
    jobs,
    located,
    memory_limit,
    paths,
    styles,
    templates,
    time_limit,
    today,
)
from handouts.cli.terminal import write
from handouts.errors import ContentError, ExitCode, HandoutsError, Level, TypesettingError
from handouts.library.jobs import Crew, Limits, Outcome, find_monographs
from handouts.library.workers import over_all
from handouts.model.clinic import Settings
from handouts.model.options import BuildOptions, ReviewPolicy
from handouts.model.paper import PaperSize
from handouts.page import Renderer
from handouts.report import FORMATS
from handouts.report.baseline import Baseline, only_new
from handouts.report.first import WORST
from handouts.report.html import draw_report
from handouts.report.terminal import draw_terminal
from handouts.store import Artifact, store

LEVELS = [level.value for level in Level]


class RuleIds(click.ParamType[tuple[str, ...]]):
    """Rules by id or by the letters their ids begin with: M08,L or S0."""

    name = "rules"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Read the ids."""
        if isinstance(value, tuple):
            return value
        wanted = tuple(part.strip().upper() for part in str(value).split(",") if part.strip())
        for part in wanted:
            if not any(rule.id.startswith(part) for rule in RULES):
                self.fail(f"there is no rule {part}; `handouts rules` lists them", param, ctx)
        return wanted


@click.command(
    epilog="Exit codes: 0 nothing blocks, 1 a finding blocks, 2 usage, 3 look, 5 output, 70 bug, 130 interrupted."
)
@paths
@click.option("--text", is_flag=True, help="Look at the text only: no leaflet is made, and hundreds take seconds.")
@click.option("--final", is_flag=True, help="Judge texts as a sign-off would: what a draft may lack blocks.")
@click.option("--format", "form", type=click.Choice(["terminal", *FORMATS]), default="terminal", show_default=True)
@click.option("--html", type=HtmlFile(), help="Write a report page too, the findings beside the text.")
@click.option("--select", type=RuleIds(), default=(), help="Only these rules: M08,L05 or whole groups, M,L.")
@click.option("--ignore", type=RuleIds(), default=(), help="All but these rules.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    default=Level.INFORM.value,
    show_default=True,
    help="Show findings from this level up.",
)
@click.option("--baseline", type=BaselineFile(), help="Only what is new against an earlier `--format json` report.")
@click.option("--fix", is_flag=True, help="Write what is safe to write: shown first as a diff, and asked about.")
@click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask; needed where nobody can answer.")
@click.option("--all", "everything", is_flag=True, help=f"Tell every text of a library in full, not the worst {WORST}.")
@click.option("--explain", is_flag=True, help="Say why each finding matters, and who says so.")
@clinic
@edition_options
@one_edition
@today
@templates
@styles
@jobs
@time_limit
@memory_limit
def command(
    paths: tuple[pathlib.Path, ...],
    text: bool,
    final: bool,
    form: str,
    html: pathlib.Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    level: str,
    baseline: Baseline | None,
    fix: bool,
    diff: bool,
    yes: bool,
    everything: bool,
    explain: bool,
    settings: Settings,
    today: dt.date,
    templates: pathlib.Path | None,
    styles: pathlib.Path | None,
    jobs: int,
    time_limit: float,
    memory_limit: int,
    words: str | None,
    **chosen: Any,
) -> int:
    """Check monographs and their leaflets (files, or folders of .md files; content/ by default), or finished PDFs.

    A name is enough: lenalidomide is content/lenalidomide.md. Every finding says where it is, what is wrong and what to
    write instead; --explain adds why it matters. A finding that blocks can be waived for one place in the monograph's
    front matter, with a reason and a name.
    """
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix")
    ours = chosen_look(settings, templates, styles)
    edition = edition_of(settings, ours, today, chosen, words)
    options = None if text else BuildOptions(edition, ours, ReviewPolicy(today, signers=settings.approval.signers))
    work = find_monographs(located(paths))
    if options:
        press(ours, edition)  # once, before the processes part
    signers = settings.approval.signers
    checker = Checker(settings.check, today, PaperSize.every(ours), options, final=final, signers=signers)
    wanted = functools.partial(_shown, select=select, ignore=ignore, level=Level(level))
    crew = Crew(jobs, Limits(time_limit, memory_limit))
    if fix or diff:
        mend_texts(work, Mending(checker, wanted, crew.limits, diff=diff, yes=yes))
    outcomes = {outcome.path: outcome for outcome in over_all(work, checker, crew)}
    checked, codes = [], []
    for path in work:
        file, code = _file(outcomes[path])
        codes.append(code)
        if file is not None:
            checked.append(wanted(file))
    if baseline is not None:
        checked = only_new(checked, baseline)
    if form == "terminal" and not diff:
        out().print(draw_terminal(checked, RULES, explain=explain, everything=everything))
    elif not diff:
        write(FORMATS[form](checked, RULES))
    if html:
        store(Artifact(html, draw_report(checked, RULES, Renderer(ours), everything=everything).encode()))
    return max([*codes, ExitCode.CONTENT if any(file.blocks for file in checked) else ExitCode.DONE])


def _file(outcome: Outcome[Checked]) -> tuple[Checked | None, ExitCode]:
    """Return what was found in a file; what kept it from being looked at is a finding too, unless it is our fault.

    Raises:
        HandoutsError: the look or the disk is at fault, not the file.
    """
    if outcome.result:
        return outcome.result, ExitCode.DONE
    name = str(outcome.path)
    match outcome.error:
        case ContentError() as error:
            return Checked(name, outcome.path.stem, "cannot be read", of_rule(error.problems, READABLE)), ExitCode.DONE
        case TypesettingError() as error:
            return Checked(name, outcome.path.stem, "no leaflet", of_rule(error.problems, PRINTABLE)), ExitCode.DONE
        case HandoutsError() as error:
            raise error
        case None:
            return None, fault(outcome.path, outcome.fault or "")


def _shown(file: Checked, select: Sequence[str], ignore: Sequence[str], level: Level) -> Checked:
    """Leave out findings that were not asked for."""
    return dataclasses.replace(
        file,
        findings=tuple(
            finding
            for finding in file.findings
            if (not select or finding.rule.startswith(tuple(select)))
            and not (ignore and finding.rule.startswith(tuple(ignore)))
            and finding.level.rank <= level.rank
        ),
    )
