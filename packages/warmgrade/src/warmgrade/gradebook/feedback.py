"""학생에게 줄 피드백을 stock nbgrader의 generate_feedback으로, nbgrader가 두는 자리에 만든다.

stock과 다른 점은 넷이다. 숨은 검사의 글과 그것이 비치는 트레이스백을 뺀다. 학생의 출력과 글에서
스크립트와 바깥을 부르는 것을 뺀다. 아직 손으로 채점하지 않은 문항을 0점으로 보이지 않는다. 한국어
틀을 쓴다. 채점 기준(mark scheme)은 stock과 같이 보인다.
감추려면 stock과 같이 설정의 `GenerateFeedback.preprocessors`에 ClearMarkScheme을 더하면 된다.
"""

import json
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nbconvert.exporters import HTMLExporter
from nbconvert.writers import FilesWriter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, NbGraderPreprocessor
from nbgrader.utils import is_locked, is_task

from ..course import Course
from ..execution.exam import grade_id, is_test
from .harmless import DRAWN, clean, drawable
from .record import RecordProblem
from .stock import course_config, log_path, quietly, steps_of

TEMPLATES = Path(__file__).parent / "templates"


def write_feedback(
    course: Course, assignment: str, students: Iterable[str], on_done: Callable[[str], None]
) -> None:
    """학생마다 `feedback/<학생>/<과제>/<노트북>.html`을 쓴다.

    Raises:
        RecordProblem: 만들지 못한 학생이 있을 때. 나머지는 모두 만든 뒤에 일으킨다.
    """
    problems = []
    with quietly(course, assignment) as quiet:
        with quiet():
            writer = _Writer(course, assignment)
        for student in students:
            try:
                with quiet():
                    writer.write(student)
            except RecordProblem as problem:
                problems.append(str(problem))
            else:
                on_done(student)
    if problems:
        raise RecordProblem("\n".join(problems))


class _Writer(GenerateFeedback):
    """한 학생씩 부르는 generate_feedback. 틀은 한 번만 읽는다."""

    def __init__(self, course: Course, assignment: str) -> None:
        config = course_config(course, assignment)
        if "template_name" not in config.HTMLExporter:
            config.HTMLExporter.template_name = "warmgrade"
            config.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]
        config.HTMLExporter.sanitize_html = True
        config.HTMLExporter.exclude_raw = True
        config.HTMLExporter.exclude_anchor_links = True
        super().__init__(coursedir=CourseDirectory(config=config), config=config)
        self.force = True
        self.notes = log_path(course, assignment)
        self.exporter_class = HTMLExporter
        self.writer = FilesWriter(parent=self, config=self.config)
        self.exporter = HTMLExporter(parent=self, config=self.config)
        self.exporter.register_filter("clean_html", clean)
        steps = steps_of(self.preprocessors, ClearHiddenTests, ClearMarkScheme)
        marked = len(steps) == len(steps_of(self.preprocessors, ClearHiddenTests))
        for step in [*steps, _Fit(parent=self.exporter, shows_scheme=marked)]:
            self.exporter.register_preprocessor(step)

    def write(self, student: str) -> None:
        """Raises: RecordProblem"""
        directory = self.coursedir
        directory.student_id = student
        folder = Path(self._format_source(directory.assignment_id, student))
        self.assignments = {str(folder): sorted(map(str, folder.glob("[!.]*.ipynb")))}
        if not self.assignments[str(folder)]:
            raise RecordProblem(
                f"{student}: 채점한 노트북이 없어 피드백을 만들지 못했습니다. 먼저 채점하세요."
            )
        try:
            self.convert_notebooks()
        except Exception as error:
            self.log.error(traceback.format_exc())
            raise RecordProblem(
                f"{student}: 피드백을 만들지 못했습니다({type(error).__name__}). "
                f"까닭은 {self.notes}에 있습니다."
            ) from error


class _Fit(NbGraderPreprocessor):
    """학생에게 보여도 되고 브라우저에서 열어도 되는 것만 남긴다."""

    def __init__(self, shows_scheme: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hidden = ClearHiddenTests(parent=self)
        self.scheme = None if shows_scheme else ClearMarkScheme(parent=self)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        about = resources["nbgrader"]
        waiting = _waiting(about)
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader["waits"] = grade_id(cell) in waiting
        # 아직 채점하지 않은 문항은 얻은 점수에도 배점의 합에도 넣지 않는다.
        about["waiting"] = sum(most for _, most in waiting.values())
        about["score"] = about.get("score", 0) - sum(score for score, _ in waiting.values())
        about["max_score"] = about.get("max_score", 0) - about["waiting"]
        nb, resources = super().preprocess(nb, resources)
        kept = ("kernelspec", "language_info")
        nb.metadata = NotebookNode({k: v for k, v in nb.metadata.items() if k in kept})
        math = any("$" in c.source or "\\" in c.source for c in nb.cells if c.cell_type != "code")
        math = math or "text/latex" in json.dumps(nb)
        policy = _policy(self.parent.mathjax_url if math else "")
        resources["nbgrader"] |= {"math": math, "policy": policy}
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        test = is_test(cell)
        if is_locked(cell):
            self.hidden._remove_hidden_test_region(cell)
        if is_task(cell) and self.scheme:
            self.scheme._remove_mark_scheme_region(cell)
        kept = {"nbgrader"} | ({"warmgrade"} if test else set())
        ours = "warmgrade" in cell.metadata
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in kept})
        if cell.metadata.get("nbgrader", {}).get("comment") == "No response.":
            cell.metadata.nbgrader.comment = "답을 쓰지 않았습니다."
        if cell.cell_type == "code":
            cell.outputs = list(_fitting(cell.outputs, hides_trace=test and not ours))
        return cell, resources


def _waiting(about: dict[str, Any]) -> dict[str, tuple[float, float]]:
    """손으로 채점해야 하는데 아직 점수를 주지 않은 문항 → (지금 적힌 점수, 배점)."""
    with Gradebook(about["db_url"]) as book:
        names = about["notebook"], about["assignment"], about["student"]
        grades = book.find_submission_notebook(*names).grades
        return {
            grade.name: (grade.score or 0.0, grade.max_score or 0.0)
            for grade in grades
            if grade.needs_manual_grade and grade.manual_score is None
        }


def _fitting(outputs: Iterable[NotebookNode], hides_trace: bool) -> Iterator[NotebookNode]:
    for output in outputs:
        if output.output_type == "error" and hides_trace:
            # stock이 실행한 검사의 트레이스백에는 숨은 검사의 줄이 비친다.
            output.traceback = [f"{output.ename}: {output.evalue}"]
        if "data" in output:
            output.data = drawable(output.data)
            output.metadata = NotebookNode({"alt": DRAWN})
        yield output


def _policy(mathjax: str) -> str:
    """혹시 남은 것이 있어도 브라우저가 실행하지 않게 하는 규칙. 수식을 그리는 곳만 예외다."""
    rules = ["default-src 'none'", "img-src 'self' data:", "style-src 'unsafe-inline'"]
    if mathjax:
        url = urlsplit(mathjax)
        source = f"{url.scheme}://{url.netloc}" if url.netloc else "'self'"
        # MathJax는 설정을 eval로 읽고, cdnjs의 것은 새 판이 있는지 묻는다.
        rules += [f"script-src {source} 'unsafe-eval'", f"font-src {source}"]
        rules += [f"connect-src {source} https://api.cdnjs.com"]
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])
