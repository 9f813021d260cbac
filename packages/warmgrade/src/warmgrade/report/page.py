"""채점 결과를 가르치는 사람이 볼 한 장의 HTML로 쓴다. 바깥의 것을 하나도 부르지 않는다."""

import base64
import hashlib
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbgrader.utils import is_solution

from ..atomic import write_text
from ..course import Course
from ..execution.exam import grade_id
from ..skeleton import skeletons
from . import figures
from .questions import sources
from .scores import Class, ReportProblem, read_class
from .similarity import FEWEST, Likeness, compare
from .summary import (
    HINTS,
    LEVELS,
    finding_groups,
    question_summary,
    score_summary,
    student_row,
    time_summary,
)

__all__ = ["ReportProblem", "write_report"]

_PAGE = Path(__file__).parent / "assets"
_SHOWN_PAIRS, _LONGEST = 12, 4000


def write_report(course: Course, assignment: str) -> Path:
    """`report.html`을 쓰고 그 자리를 돌려준다. Raises: ReportProblem"""
    group = read_class(course, assignment)
    page = _render(_context(course, group))
    path = course.grades(assignment) / "report.html"
    write_text(path, page)
    return path


def _render(context: dict[str, Any]) -> str:
    script = (_PAGE / "report.js").read_text(encoding="utf-8")
    style = (_PAGE / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = Environment(
        loader=FileSystemLoader(_PAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if isinstance(value, str) else value,
    )
    environment.filters |= {"num": figures.text, "percent": lambda share: f"{share:.0%}"}
    template = environment.get_template("report.html.j2")
    return template.render(context, script=script, style=style, script_digest=digest)


def plain(value: str) -> str:
    """화면에서 글의 방향을 뒤집거나 보이지 않는 문자를 드러낸 것. 꾸민 글은 그대로 둔다."""
    if hasattr(value, "__html__"):
        return value
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in value
    )


def _context(course: Course, group: Class) -> dict[str, Any]:
    graded = [student for student in group.students if student.graded]
    handed = [student for student in group.students if student.handed_in]
    questions = [question_summary(question, graded) for question in group.questions]
    likeness = _likeness(course, group)
    rows = [student_row(student) for student in group.students]
    unsafe = [row for row in rows if row["unsafe"]]
    started = datetime.fromisoformat(group.grading["started"]).astimezone()
    return {
        "assignment": group.assignment,
        "started": started.strftime("%Y년 %m월 %d일 %H:%M"),
        "grading": group.grading,
        "max_score": group.max_score,
        "counts": Counter(row["state"] for row in rows),
        "students": len(group.students),
        "graded": len(graded),
        "reused": sum(all(r["reused"] for r in s.rows) for s in handed if s.rows),
        "scores": score_summary(graded, group.max_score),
        "times": time_summary(handed),
        "questions": questions,
        "failing": [q for q in questions if q["hints"]],
        "pending": [q for q in questions if q["pending"]],
        "rows": rows,
        "unsafe": unsafe,
        "weak": next((row["weak"] for row in rows if row["weak"]), ""),
        "levels": LEVELS,
        "findings": finding_groups(rows),
        "likeness": likeness,
        "names": {student.id: student.name for student in group.students},
        "few": FEWEST,
        "most_hints": HINTS,
    }


def _likeness(course: Course, group: Class) -> dict[str, Any]:
    """답 셀마다 서로 닮은 정도와, 기준을 넘은 쌍의 코드."""
    staged = course.work(group.assignment) / "staged"
    written: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for student in group.students:
        for row in student.rows:
            if row["absent"]:
                continue
            path = staged / student.id / group.assignment / f"{row['notebook']}.ipynb"
            if path.is_file():
                for cell in nbformat.read(path, as_version=4).cells:
                    if cell.cell_type == "code" and is_solution(cell):
                        written[row["notebook"], grade_id(cell)][student.id] = cell.source
    folder = course.original(group.assignment)
    cleared = skeletons(folder, course.config)
    titles = {
        (q.notebook, answer): q.title for q in reversed(group.questions) for answer in q.answers
    }
    titles |= {q.key: q.title for q in group.questions if q.kind == "code"}
    cells, pairs = [], []
    for notebook, book in sources(folder).items():
        blank = {grade_id(cell): cell.source for cell in cleared[notebook].cells}
        for cell in book.cells:
            key = notebook, grade_id(cell)
            if cell.cell_type != "code" or not is_solution(cell) or key not in written:
                continue
            found = compare(written[key], cell.source, blank.get(key[1], ""))
            title = titles.get(key, key[1])
            cells.append({"title": title, "name": key[1], "found": found, **_spread(title, found)})
            for pair in found.pairs:
                codes = [written[key][who][:_LONGEST] for who in (pair.first, pair.second)]
                pairs.append({"title": title, "name": key[1], "pair": pair, "codes": codes})
    pairs.sort(key=lambda item: (-item["pair"].evidence, -item["pair"].likeness))
    together = Counter((item["pair"].first, item["pair"].second) for item in pairs)
    return {
        "cells": cells,
        "pairs": pairs[:_SHOWN_PAIRS],
        "more": max(0, len(pairs) - _SHOWN_PAIRS),
        "count": len(pairs),
        "together": [(pair, n) for pair, n in together.most_common(10) if n > 1],
    }


def _spread(title: str, found: Likeness) -> dict[str, Any]:
    if found.threshold is None:
        return {"middle": None, "chart": ""}
    chart = figures.likeness_histogram(found.values, found.threshold, f"{title}: 닮은 정도의 분포")
    return {"middle": figures.percentile(found.values, 0.5), "chart": chart}
