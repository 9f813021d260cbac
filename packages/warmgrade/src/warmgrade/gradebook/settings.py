"""stock의 autograde가 노트북을 어떻게 실행하는지 정하는 설정을 읽는다.

`c.Execute`(와 그 부모인 `c.ExecutePreprocessor`, `c.NotebookClient`)의 설정 가운데 timeout,
timeout_func, kernel_name, extra_arguments, skip_cells_with_tag는 그대로 따른다. 점수를 다르게
만들 수 있는데 따를 수 없는 것은 한 문장으로 거절한다. 나머지는 stock이 커널과 말을 주고받는
방법이나 망가진 제출물을 버리는 방법이어서, 여기서는 아무것도 바꾸지 않는다.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute
from traitlets import TraitError
from traitlets.config import Config

from ..course import Course, CourseProblem
from .stock import quietly, steps_of

# 학생의 셀마다 부르는 함수와, 커널을 다른 곳에서 띄우는 클래스.
_REFUSED = (
    "kernel_manager_class",
    "force_raise_errors",
    "on_notebook_start",
    "on_notebook_complete",
    "on_notebook_error",
    "on_cell_start",
    "on_cell_execute",
    "on_cell_complete",
    "on_cell_error",
)


@dataclass(frozen=True)
class Settings:
    """노트북을 실행하는 방법.

    Attributes:
        timeout: 셀 하나에 주는 초. None이면 셀마다의 한도는 없다.
        timeout_of: 셀을 보고 초를 정하는 과목의 함수.
        kernel_name: 노트북에 적힌 것 대신 쓸 커널.
        arguments: 커널에 줄 인자.
        skip_tag: 실행하지 않을 셀의 태그.
    """

    timeout: float | None
    timeout_of: Callable[[NotebookNode], float | None] | None
    kernel_name: str
    arguments: tuple[str, ...]
    skip_tag: str


def read_settings(config: Config) -> Settings:
    """Raises: CourseProblem: 따를 수 없는 설정이 있을 때."""
    kind = _execute(config)
    for name in _REFUSED:
        for section in kind.section_names():
            if config[section].get(name):
                raise CourseProblem(
                    f"설정의 c.{section}.{name}은 점수를 바꿀 수 있는데 따를 수 없습니다. 그 줄을 "
                    "지우거나 nbgrader autograde로 채점하세요."
                )
    try:
        step = kind(config=config)
    except TraitError as error:
        raise CourseProblem(f"설정의 c.{kind.__name__}이 틀렸습니다: {error}") from error
    if not step.enabled:
        raise CourseProblem(
            f"설정의 c.{kind.__name__}.enabled = False는 학생이 노트북에 남긴 출력을 믿고 "
            "채점하는 것이어서 쓸 수 없습니다. 그 줄을 지우세요."
        )
    return Settings(
        limit(step.timeout),
        step.timeout_func,
        step.kernel_name,
        tuple(step.extra_arguments),
        step.skip_cells_with_tag,
    )


def limit(seconds: float | None) -> float | None:
    """nbclient의 뜻대로 읽은 초: None과 0과 음수는 한도가 없다는 말이다."""
    return float(seconds) if seconds and seconds > 0 else None


def _execute(config: Config) -> type[ExecutePreprocessor]:
    """autograde의 단계 가운데 노트북을 실행하는 것. Raises: CourseProblem"""
    steps = steps_of(Autograde(config=config).autograde_preprocessors)
    found = [s for s in steps if isinstance(s, type) and issubclass(s, ExecutePreprocessor)]
    if not found:
        raise CourseProblem(
            "설정의 c.Autograde.autograde_preprocessors에 노트북을 실행하는 단계(Execute)가 없어 "
            "채점할 수 없습니다. 그 단계를 더하세요."
        )
    kind = found[0]
    for part in kind.__mro__:
        if part in (Execute, ExecutePreprocessor):
            return kind
        if own := [n for n, v in vars(part).items() if callable(v) and not isinstance(v, type)]:
            raise CourseProblem(
                f"설정의 {part.__module__}.{part.__name__} 단계는 노트북을 실행하는 방법"
                f"({own[0]})을 바꾼 것이어서 따를 수 없습니다. nbgrader autograde로 채점하세요."
            )
    return kind


def before_taking(course: Course, assignment: str) -> Callable[[Path], None] | None:
    """stock이 제출물을 베끼기 앞서 부르는 과목의 함수. 제출물의 폴더를 주면 부른다."""
    hook = Autograde(config=course.config).pre_convert_hook
    if hook is None:
        return None
    everyone = course.config.CourseDirectory.get("student_id", "*")

    def call(folder: Path) -> None:
        books = sorted(str(path) for path in folder.glob("[!.]*.ipynb"))
        # stock은 이 함수가 실패해도 적어 두기만 하고 채점한다.
        with quietly(course, assignment) as quiet, quiet(), contextlib.suppress(Exception):
            hook(assignment=assignment, student=everyone, notebooks=books)

    return call


def own_steps(config: Config) -> list[Any]:
    """stock이 노트북을 실행하기 앞서 밟는, 과목이 스스로 더한 단계."""
    converter, stock = Autograde(config=config), Autograde()
    found = steps_of(converter.sanitize_preprocessors)
    for step in steps_of(converter.autograde_preprocessors):
        if isinstance(step, type) and issubclass(step, ExecutePreprocessor):
            break
        found.append(step)
    usual = [*stock.sanitize_preprocessors, *stock.autograde_preprocessors]
    return [
        step(parent=converter) if isinstance(step, type) else step
        for step in found
        if step not in usual
    ]


def apply_steps(
    steps: Iterable[Any], notebook: NotebookNode, resources: dict[str, Any]
) -> NotebookNode:
    """과목의 단계를 차례로 밟은 노트북. 단계가 일으키는 예외는 그대로 나간다."""
    for step in steps:
        notebook, resources = step(notebook, resources)
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"step-{number}")
    return notebook
