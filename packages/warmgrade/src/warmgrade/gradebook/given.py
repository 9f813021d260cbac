"""학생이 받아 간 적이 있는 검사 셀과 잠근 셀의 글과 배점을 모아 둔다.

원본의 검사를 고쳐 다시 채점하면, 학생의 노트북에는 고치기 전의 글이 들어 있다. 그것은 학생이 고친
것이 아니다. 나누어 준 폴더와 gradebook에 지금 있는 것, 그리고 채점할 때마다 본 것을 기억한다.
"""

import contextlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme
from nbgrader.utils import is_locked, is_task

from ..atomic import write_json
from ..course import Course
from .stock import course_config, quietly

_FLAGS = ("grade", "solution", "locked", "task", "points")
# 노트북 이름 → grade_id → "source"나 채점 표시의 이름 → 나누어 준 적이 있는 값들
Given = dict[str, dict[str, dict[str, list[Any]]]]


def given_before(course: Course, assignment: str, skeletons: Mapping[str, NotebookNode]) -> Given:
    """나누어 준 적이 있는 것을 모두 모아 적어 두고 돌려준다."""
    path = course.work(assignment) / "given.json"
    found = _remembered(path)
    before = json.dumps(found, sort_keys=True)
    with quietly(course, assignment) as quiet, quiet():
        config = course_config(course, assignment)
        hidden, scheme = ClearHiddenTests(config=config), ClearMarkScheme(config=config)
        for name, book in skeletons.items():
            _remember(found, name, book.cells, hidden, scheme)
        for path_of in sorted(course.place("release", ".", assignment).glob("[!.]*.ipynb")):
            # 나누어 준 폴더는 손으로 만질 수 있다. 읽을 수 없으면 없는 것과 같다.
            with contextlib.suppress(OSError, ValueError, AttributeError, nbformat.ValidationError):
                _remember(found, path_of.stem, nbformat.read(path_of, 4).cells, hidden, scheme)
        for name, cells in _of_gradebook(config, assignment).items():
            _remember(found, name, cells, hidden, scheme)
    if json.dumps(found, sort_keys=True) != before:
        write_json(path, found)
    return found


def _remembered(path: Path) -> Given:
    with contextlib.suppress(OSError, ValueError):
        return json.loads(path.read_text(encoding="utf-8"))
    return {}


def _remember(
    found: Given, name: str, cells: Iterable[Any], hidden: ClearHiddenTests, scheme: ClearMarkScheme
) -> None:
    for cell in cells:
        info = cell.metadata.get("nbgrader", {})
        if not any(info.get(flag) for flag in _FLAGS) or "grade_id" not in info:
            continue
        values = {flag: info[flag] for flag in _FLAGS if flag in info}
        if is_locked(cell) or is_task(cell):
            values["source"] = _shown(cell, hidden, scheme)
        seen = found.setdefault(name, {}).setdefault(info["grade_id"], {})
        for key, value in values.items():
            if value not in seen.setdefault(key, []):
                seen[key].append(value)


def _shown(cell: Any, hidden: ClearHiddenTests, scheme: ClearMarkScheme) -> str:
    shown = NotebookNode(cell)
    # 짝이 맞지 않는 표시는 nbgrader도 받지 않으므로 나누어 준 적이 없다.
    with contextlib.suppress(RuntimeError):
        hidden._remove_hidden_test_region(shown)
        scheme._remove_mark_scheme_region(shown)
    return shown.source


def _of_gradebook(config: Any, assignment: str) -> dict[str, list[NotebookNode]]:
    """gradebook에 적혀 있는 원본의 잠근 셀. 골격과 같은 꼴로 돌려준다."""
    directory = CourseDirectory(config=config)
    with Gradebook(directory.db_url, directory.course_id) as book:
        try:
            row = book.find_assignment(assignment)
        except MissingEntry:
            return {}
        found = {}
        for notebook in row.notebooks:
            worth = [*notebook.grade_cells, *notebook.task_cells]
            points = {cell.name: {"points": cell.max_score} for cell in worth}
            found[notebook.name] = [
                nbformat.from_dict(
                    {
                        "cell_type": cell.cell_type,
                        "source": cell.source or "",
                        "metadata": {
                            "nbgrader": {"grade_id": cell.name, "locked": bool(cell.locked)}
                            | points.get(cell.name, {})
                        },
                    }
                )
                for cell in notebook.source_cells
            ]
        return found
