"""명령줄: 과제를 채점하고, 노트북 하나를 확인하고, 보고서를 만들고, LMS의 묶음을 나누어 놓는다."""

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from .course import Course, CourseProblem, composed, likely_notebooks, load
from .execution.launch import Options, SandboxMissing, imported, start_server
from .findings import Refused, shown
from .kernel.sandbox.rules import Sandbox

if TYPE_CHECKING:
    from .grading import Watcher
    from .intake.collecting import Collection
    from .report.scores import Class

# jsonschema가 골라 쓰는 검사기. nbgrader는 쓰지 않는데도 불러오는 데 1초가 든다.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def main(arguments: list[str] | None = None) -> int:
    """명령을 실행하고 종료 코드를 돌려준다: 0이면 성공, 1이면 확인할 것이 있음, 2면 하지 못함."""
    options = _parser().parse_args(arguments)
    try:
        return options.command(options, Console(highlight=False))
    except KeyboardInterrupt:
        print("멈추었습니다. 같은 명령을 다시 실행하면 남은 것부터 이어집니다.", file=sys.stderr)
    except Exception as error:
        if not _expected(error):
            raise
        print(error, file=sys.stderr)
    return 2


def _expected(error: Exception) -> bool:
    """한 문장으로 까닭을 말하는 오류인지. 무거운 모듈은 그것이 났을 때만 불러온다."""
    if isinstance(error, (CourseProblem, Refused, SandboxMissing)):
        return True
    from .gradebook.record import RecordProblem
    from .kernel.client import ServerFailed

    return isinstance(error, (RecordProblem, ServerFailed))


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        # argparse는 하위 명령의 이름을 지을 때도 머리말 없이 이것을 부른다.
        super().add_usage(usage, actions, groups, "쓰는 법: " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """도움말과 잘못을 우리말로 알려 주는 파서."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)
        self._positionals.title, self._optionals.title = "줄 것", "골라 쓰는 것"
        self.add_argument("-h", "--help", action="help", help="이 도움말을 보여 줍니다")

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _MISTAKES:
            if found := re.fullmatch(pattern, message):
                message = sentence.format(*found.groups())
                break
        self.exit(2, f"{message} 쓰는 법: {self.prog} --help\n")


_MISTAKES = (
    (r"the following arguments are required: (.+)", "빠진 것이 있습니다: {0}."),
    (r"unrecognized arguments: (.+)", "모르는 것이 있습니다: {0}."),
    (r"argument (.+): expected .+", "{0} 뒤에 값이 없습니다."),
    (r"argument (.+): not allowed with argument (.+)", "{0}와 {1}는 함께 쓸 수 없습니다."),
    (r"argument 명령: invalid choice: ('.*?') .+", "{0} 명령은 없습니다."),
    (r"argument (.+?): (.+)", "{0}: {1}."),
)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="warmgrade", description="nbgrader 과제를 빠르고 안전하게 채점합니다.")
    commands = parser.add_subparsers(required=True, metavar="명령", title="명령")

    run = commands.add_parser("run", help="과제를 채점하고 보고서와 성적 파일을 만듭니다")
    run.add_argument("assignment", metavar="과제")
    _add_gradebook(run)
    run.add_argument(
        "--student", action="append", metavar="학생", help="이 학생만(여러 번 쓸 수 있음)"
    )
    run.add_argument("--notebook", metavar="노트북", help="이 노트북만(* 같은 무늬도 됨)")
    run.add_argument(
        "--workers", type=_count, default=_cores(), metavar="수", help="한꺼번에 실행할 수"
    )
    again = run.add_mutually_exclusive_group()
    again.add_argument(
        "--resume", action="store_true", help="바뀌지 않은 것은 예전 결과를 씁니다(기본)"
    )
    again.add_argument("--fresh", action="store_true", help="모두 다시 실행하고 다시 적습니다")
    run.add_argument(
        "--timeout", type=_seconds, metavar="초", help="셀 하나에 줄 시간(과목의 설정이 기본)"
    )
    run.add_argument(
        "--total-timeout", type=_seconds, default=600.0, metavar="초", help="제출물 하나에 줄 시간"
    )
    run.add_argument("--dask", metavar="주소", help="Dask 스케줄러에 실행을 맡깁니다")
    _add_sandbox(run)
    run.set_defaults(command=_run)

    feedback = commands.add_parser("feedback", help="학생에게 돌려줄 피드백을 만듭니다")
    feedback.add_argument("assignment", metavar="과제")
    _add_gradebook(feedback)
    feedback.add_argument("--student", action="append", metavar="학생", help="이 학생만")
    feedback.set_defaults(command=_feedback)

    check = commands.add_parser("check", help="노트북 하나를 보이는 검사로 확인합니다")
    check.add_argument("notebook", type=Path, metavar="노트북")
    check.add_argument("--timeout", type=_seconds, default=60.0, metavar="초")
    check.set_defaults(command=_check)

    report = commands.add_parser("report", help="지난 채점의 보고서와 성적 파일을 다시 만듭니다")
    report.add_argument("assignment", metavar="과제")
    _add_gradebook(report)
    report.set_defaults(command=_report)

    collect = commands.add_parser(
        "collect",
        help="LMS에서 받은 zip을 submitted/에 나누어 놓습니다",
        description="LMS에서 한꺼번에 받은 zip이나 그것을 푼 폴더를 학생마다 나누어 놓습니다. "
        "Canvas, LearningX, Moodle, Blackboard, e-class, Brightspace(D2L), Gradescope, "
        "Google Classroom과 Drive, 그리고 학생마다 폴더나 파일이 하나씩인 것을 읽습니다. "
        "읽은 것을 표로 먼저 보여 줍니다. 누구의 것인지 하나라도 정할 수 없으면 놓지 않습니다.",
    )
    collect.add_argument("assignment", metavar="과제")
    collect.add_argument("source", type=Path, metavar="zip이나 폴더")
    collect.add_argument(
        "--roster",
        type=Path,
        metavar="명단.csv",
        help="누구의 것인지 정해 줄 명단: 학번, 이름, 이메일을 적은 CSV나 LMS가 내보낸 성적표",
    )
    collect.add_argument("--yes", action="store_true", help="묻지 않고 놓습니다")
    _add_course(collect)
    collect.set_defaults(command=_collect)
    return parser


def _add_course(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--course", type=Path, default=Path(), metavar="폴더", help="과목 폴더(지금 폴더가 기본)"
    )


def _add_gradebook(parser: argparse.ArgumentParser) -> None:
    _add_course(parser)
    parser.add_argument("--db", metavar="주소", help="gradebook의 주소(과목의 설정이 기본)")


def _load(arguments: argparse.Namespace) -> Course:
    course = load(arguments.course)
    return course.kept_in(arguments.db) if arguments.db else course


def _add_sandbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unsafe-no-sandbox", action="store_true", help="제출물을 격리하지 않고 실행합니다(위험)"
    )


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"1 이상의 정수를 주세요({text})")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"0보다 큰 초를 주세요({text})")
    return value


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _run(arguments: argparse.Namespace, console: Console) -> int:
    name = arguments.assignment
    sandbox = None if arguments.unsafe_no_sandbox else Sandbox()
    sources = likely_notebooks(arguments.course, name)
    if sources and not arguments.dask:
        # 서버가 모듈을 불러오는 동안 이 프로세스는 nbgrader를 불러온다.
        start_server(Options(sandbox=sandbox, preload=imported(sources)))
    course = _load(arguments)
    name = course.check(name)
    if arguments.notebook:
        course = course.only(arguments.notebook)
    options = Options(
        total_timeout=arguments.total_timeout,
        sandbox=sandbox and Sandbox(hidden=(str(course.root),), readable=course.readable),
        preload=imported(course.notebooks(name)),
    )
    from .grading import grade
    from .report.lms import write_csv
    from .report.page import write_report
    from .report.scores import read_class

    with _executor(arguments.dask) as executor, _progress(console) as progress:
        graded = grade(
            course,
            name,
            options,
            students=arguments.student,
            workers=arguments.workers,
            executor=executor,
            fresh=arguments.fresh,
            watcher=_watcher(progress),
            timeout=arguments.timeout,
        )
    report = write_report(course, name)
    tables = write_csv(course, name, course.grades(name))
    chosen = set(map(composed, arguments.student or ()))
    chosen = chosen or {row["student"] for row in graded["rows"]}
    _summary(console, read_class(course, name), chosen)
    console.print(f"보고서: {report}", soft_wrap=True)
    console.print(f"성적 파일: {', '.join(map(str, tables))}", soft_wrap=True)
    return 0


def _feedback(arguments: argparse.Namespace, console: Console) -> int:
    course = _load(arguments)
    name = course.check(arguments.assignment)
    from .gradebook.feedback import write_feedback

    students = list(map(composed, arguments.student or ())) or course.recorded(name)
    if not students:
        raise CourseProblem(f"채점한 제출물이 없습니다. 'warmgrade run {name}'을 먼저 실행하세요.")
    with _progress(console) as progress:
        line = progress.add_task("피드백", total=len(students), student="")
        write_feedback(
            course,
            name,
            students,
            lambda student: progress.update(line, advance=1, student=student),
        )
    console.print(f"학생에게 줄 피드백: {course.feedback}", soft_wrap=True)
    return 0


@contextlib.contextmanager
def _executor(address: str | None) -> Iterator[Executor | None]:
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise CourseProblem(
            "Dask가 설치되어 있지 않습니다. pip install distributed 를 실행하세요."
        ) from None
    try:
        client = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise CourseProblem(
            f"Dask 스케줄러 '{address}'에 닿지 못했습니다. 주소와 스케줄러를 확인하세요."
        ) from error
    with client, client.get_executor(pure=False) as executor:
        yield executor


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:<4}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("남은 시간"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[student]}", markup=False),
        console=console,
    )


def _watcher(progress: Progress) -> "Watcher":
    """받기, 실행, 기록이 나아가는 모습을 한 줄씩 보여 준다."""
    from .grading import Watcher

    lines: dict[str, TaskID] = {}

    def began(count: int) -> None:
        for name in ("받기", "실행", "기록"):
            lines[name] = progress.add_task(name, total=count, student="")

    def step(name: str, student: str) -> None:
        progress.update(lines[name], advance=1, student=student)

    return Watcher(
        began=began,
        taken=lambda student: step("받기", student),
        executed=lambda student, reused: step("실행", student),
        recorded=lambda student: step("기록", student),
    )


def _summary(console: Console, group: "Class", chosen: set[str]) -> None:
    from .report.summary import weak_layers

    table = Table("학생", "점수", "늦음", "초", "메모리", "살펴볼 것")
    for student in group.students:
        if student.id not in chosen:
            continue
        rows = student.rows
        findings = [f for row in rows for f in row["findings"] if f["level"] != "notice"]
        table.add_row(
            escape(student.id),
            f"{student.score:g}/{group.max_score:g}"
            + (" (서술형 남음)" if student.pending else ""),
            student.lateness,
            f"{sum(row['seconds'] for row in rows):.1f}",
            f"{max(row['memory'] for row in rows) / 1e6:.0f} MB",
            escape(_first(findings)),
        )
    console.print(table)
    console.print(f"{len(chosen)}명을 {group.grading['seconds']:.0f}초에 채점했습니다.")
    if not group.grading["sandboxed"]:
        console.print(
            "제출물을 격리하지 않고 실행했습니다. 학생의 코드가 무엇이든 할 수 있었습니다."
        )
    rows = [row for student in group.students for row in student.rows]
    if weak := weak_layers(rows):
        console.print(weak)


def _first(findings: list[dict]) -> str:
    if not findings:
        return ""
    more = f" 외 {len(findings) - 1}건" if len(findings) > 1 else ""
    return findings[0]["text"] + more


def _check(arguments: argparse.Namespace, console: Console) -> int:
    from .check import check

    passed, table = check(arguments.notebook, arguments.timeout)
    console.print(table)
    return 0 if passed else 1


def _report(arguments: argparse.Namespace, console: Console) -> int:
    from .report.lms import write_csv
    from .report.page import write_report

    course = _load(arguments)
    name = course.check(arguments.assignment)
    console.print(f"보고서: {write_report(course, name)}", soft_wrap=True)
    tables = write_csv(course, name, course.grades(name))
    console.print(f"성적 파일: {', '.join(map(str, tables))}", soft_wrap=True)
    return 0


def _collect(arguments: argparse.Namespace, console: Console) -> int:
    from .intake.collecting import collect
    from .intake.roster import read_roster
    from .report.scores import duedate

    course = load(arguments.course)
    name = course.check(arguments.assignment)
    if not arguments.source.exists():
        raise CourseProblem(f"'{arguments.source}' 파일이 없습니다. 경로를 확인하세요.")
    roster = read_roster(arguments.roster) if arguments.roster else None
    names = [path.stem for path in course.notebooks(name)]
    with collect(
        arguments.source,
        course.submitted,
        name,
        names,
        where=lambda student: course.place("submitted", student, name),
        roster=roster,
    ) as found:
        _understood(console, found, duedate(course, name))
        if found.questions or not found.arrivals:
            hint = "위의 것을 고쳐서 다시 하세요."
            if found.questions and not roster:
                hint = "위의 것을 고치거나 --roster로 명단을 주세요."
            console.print(f"아무것도 놓지 않았습니다. {hint}")
            return 2
        if not arguments.yes and sys.stdin.isatty() and not _agreed():
            console.print("놓지 않았습니다.")
            return 2
        found.place()
    console.print(
        f"{len(found.arrivals)}명의 제출물을 {course.submitted}에 나누어 놓았습니다.",
        soft_wrap=True,
        markup=False,
    )
    seen = [*found.strays, *(f for arrival in found.arrivals for f in arrival.findings)]
    return 1 if any(finding.level != "notice" for finding in seen) else 0


def _agreed() -> bool:
    try:
        answer = input("이대로 나누어 놓을까요? [y/N] ")
    except EOFError:
        return False
    return answer.strip().casefold() in ("y", "yes", "예", "네", "응", "ㅛ")


def _understood(console: Console, found: "Collection", due: datetime | None) -> None:
    """묶음에서 읽은 것을, 놓기 전에 보여 준다."""
    from .report.scores import lateness

    table = Table()
    for head in ("학생", "이름", "파일", "낸 때", "늦음", "묶음에서"):
        table.add_column(head, overflow="fold")
    for arrival in found.arrivals:
        moment = arrival.submitted_at
        past = (moment - due).total_seconds() if moment and due else 0.0
        cells = (
            arrival.student,
            arrival.name,
            str(len(arrival.files)),
            moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment else "",
            lateness(arrival.late, past),
            arrival.source,
        )
        # 이름은 학생이 짓는다. rich의 꾸밈말이나 화면을 움직이는 글자로 읽히면 안 된다.
        table.add_row(*(Text(shown(cell, len(cell))) for cell in cells))
    console.print(table)
    lines = [f"{found.how}으로 읽었습니다: {len(found.arrivals)}명"]
    if any(arrival.lms == "moodle" for arrival in found.arrivals) and not found.enrolled:
        lines.append(
            "Moodle의 번호는 과제마다 다르니, 여러 과제를 한 학생으로 모으려면 --roster로 "
            "명단을 주세요."
        )
    lines += [f"{a.student}: {finding.text}" for a in found.arrivals for finding in a.findings]
    if found.aside:
        names = ", ".join(shown(name) for name in found.aside[:10])
        more = f" 등 {len(found.aside)}개" if len(found.aside) > 10 else ""
        lines.append(f"학생의 것이 아니어서 두고 갑니다: {names}{more}")
    if found.missing:
        names = ", ".join(f"{p.id} {p.name}".strip() for p in found.missing)
        lines.append(f"명단에 있지만 내지 않은 {len(found.missing)}명: {shown(names, 2000)}")
    lines += [finding.text for finding in (*found.strays, *found.questions)]
    for line in lines:
        console.print(line, soft_wrap=True, markup=False)
