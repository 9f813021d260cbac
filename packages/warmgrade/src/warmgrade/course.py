"""nbgrader 과목 폴더: 어디에 무엇이 있는지 과목의 설정에서 읽는다."""

import contextlib
import fnmatch
import glob
import logging
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from traitlets.config import Application, Config

CONFIG = "nbgrader_config.py"
_STRUCTURE = os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")
# 경로에 나올 수 없는 글자. 경로의 틀에서 학생과 과제의 자리를 찾는 데 쓴다.
_STUDENT, _ASSIGNMENT = "\0s", "\0a"


class CourseProblem(Exception):
    """과목 폴더나 명령이 잘못되었다. 무엇을 어떻게 고칠지 한 문장으로 말한다."""


def composed(name: str) -> str:
    """이름을 견줄 때 쓰는 꼴. 맥에서 온 한글 이름은 낱자로 풀려 있다."""
    return unicodedata.normalize("NFC", name)


@dataclass(frozen=True)
class Course:
    """과목 하나.

    Attributes:
        root: 과목의 뿌리 폴더.
        config: nbgrader가 읽는 설정.
        source, submitted, autograded, feedback: nbgrader의 단계마다의 폴더. 그 안의 자리는
            `place`가 안다.
        database: gradebook의 주소(SQLAlchemy).
    """

    root: Path
    config: Config
    source: Path
    submitted: Path
    autograded: Path
    feedback: Path
    database: str

    def place(self, step: str, student: str, assignment: str) -> Path:
        """단계("source", "submitted" 등)의 폴더에서 한 학생의 한 과제가 있는 자리."""
        return self.root / self._formatted(step, student, assignment)

    def original(self, assignment: str) -> Path:
        """과제의 원본 폴더."""
        return self.place("source", ".", assignment)

    def work(self, assignment: str) -> Path:
        """과제 하나를 채점하며 만드는 것을 두는 폴더."""
        return self.root / ".warmgrade" / assignment

    def grades(self, assignment: str) -> Path:
        """강사가 열어 볼 보고서와 성적 파일을 두는 폴더."""
        return self.root / "grades" / assignment

    @property
    def results(self) -> Path:
        """실행 결과를 두는 폴더."""
        return self.root / ".warmgrade" / "results"

    @property
    def readable(self) -> tuple[str, ...]:
        """제출물이 읽어도 되는 폴더. 설정의 `c.Warmgrade.readable`에 적은 것 가운데 있는 것."""
        shown = self.config.Warmgrade.get("readable", [])
        return tuple(str(path) for name in shown if (path := self.root / name).exists())

    @property
    def trusts_timestamps(self) -> bool:
        """제출물에 든 timestamp.txt를 믿는지. stock처럼 믿는다."""
        return bool(self.config.Warmgrade.get("trust_timestamps", True))

    def assignments(self) -> list[str]:
        """원본에 노트북이 있는 과제."""
        return sorted(name for _, name, _ in self._found("source") if self.books(name))

    def books(self, assignment: str) -> list[Path]:
        """과제의 원본 노트북."""
        return sorted(self.original(assignment).glob("[!.]*.ipynb"))

    def notebooks(self, assignment: str) -> list[Path]:
        """과제의 원본 노트북 가운데 채점할 것."""
        wanted = self.config.CourseDirectory.get("notebook_id", "*")
        return [path for path in self.books(assignment) if fnmatch.fnmatchcase(path.stem, wanted)]

    def submissions(self, assignment: str) -> dict[str, Path]:
        """과제를 낸 학생 → 그 폴더. 폴더가 있으면 낸 것이다.

        Raises:
            CourseProblem: 한글을 적는 꼴만 다른 두 폴더가 한 학생의 것이라고 할 때.
        """
        chosen = self.config.CourseDirectory
        wanted = chosen.get("student_id", "*")
        left_out = {composed(name) for name in chosen.get("student_id_exclude", "").split(",")}
        found: dict[str, Path] = {}
        for student, name, path in self._found("submitted"):
            if composed(name) != composed(assignment) or not path.is_dir():
                continue
            student = composed(student)
            if student in left_out or not fnmatch.fnmatchcase(student, composed(wanted)):
                continue
            if student in found:
                raise CourseProblem(
                    f"'{student}' 학생의 '{assignment}' 폴더가 한글을 적는 꼴만 다르게 둘 "
                    f"있습니다({found[student].parent}, {path.parent}). 하나만 남기세요."
                )
            found[student] = path
        return dict(sorted(found.items()))

    def students(self, assignment: str) -> list[str]:
        """과제를 낸 학생."""
        return list(self.submissions(assignment))

    def recorded(self, assignment: str) -> list[str]:
        """채점한 노트북이 있는 학생."""
        found = self._found("autograded")
        return sorted(student for student, name, _ in found if name == assignment)

    def check(self, assignment: str) -> str:
        """원본 폴더에 적힌 대로의 과제 이름. Raises: CourseProblem: 원본이 없는 과제일 때."""
        known = self.assignments()
        for name in known:
            if composed(name) == composed(assignment):
                return name
        names = ", ".join(known) or "없음"
        raise CourseProblem(f"'{assignment}' 과제가 없습니다. 있는 과제: {names}")

    def only(self, pattern: str) -> "Course":
        """이름이 pattern에 맞는 노트북만 채점하는 과목."""
        config = deepcopy(self.config)
        config.CourseDirectory.notebook_id = pattern
        return replace(self, config=config)

    def kept_in(self, database: str) -> "Course":
        """gradebook이 다른 곳에 있는 과목."""
        config = deepcopy(self.config)
        config.CourseDirectory.db_url = database
        return replace(self, config=config, database=database)

    def _formatted(self, step: str, student: str, assignment: str) -> str:
        chosen = self.config.CourseDirectory
        return chosen.get("directory_structure", _STRUCTURE).format(
            nbgrader_step=chosen.get(f"{step}_directory", step),
            student_id=student,
            assignment_id=assignment,
        )

    def _found(self, step: str) -> Iterator[tuple[str, str, Path]]:
        """단계의 폴더에 있는 (학생, 과제, 자리). 원본에는 학생이 없다."""
        student = "." if step == "source" else _STUDENT
        path = os.path.normpath(self.place(step, student, _ASSIGNMENT))
        pattern = re.escape(path)
        for mark, name in ((_STUDENT, "student"), (_ASSIGNMENT, "assignment")):
            # 같은 것이 두 번 나오는 틀도 있다.
            pattern = pattern.replace(re.escape(mark), f"(?P<{name}>[^/]+)", 1)
            pattern = pattern.replace(re.escape(mark), f"(?P={name})")
        for place in glob.glob(re.sub("\0[sa]", "[!.]*", glob.escape(path))):
            if match := re.fullmatch(pattern, place):
                groups = match.groupdict()
                yield groups.get("student", "."), groups["assignment"], Path(place)


def likely_notebooks(root: Path, assignment: str) -> list[Path]:
    """nbgrader를 불러오지 않고 짐작한 과제의 원본 노트북.

    Raises:
        CourseProblem: 설정 파일이 없거나 읽을 수 없을 때.
    """
    root = root.resolve()
    course = _course(root, _guessed(root), "")
    with contextlib.suppress(CourseProblem):
        return course.notebooks(course.check(assignment))
    return []


def load(root: Path) -> Course:
    """과목 폴더를 읽는다.

    `nbgrader autograde`를 그 폴더에서 실행할 때 nbgrader가 읽는 것을 모두, 그 차례대로 읽는다:
    Jupyter의 설정 폴더들, 지금 폴더, 과목의 뿌리. 설정 곁에 둔 모듈도 nbgrader에서처럼 찾는다.

    Raises:
        CourseProblem: 설정 파일이 없거나 읽을 수 없을 때.
    """
    root = root.resolve()
    _check_config(root)
    _make_importable(root)
    from nbgrader.apps import AutogradeApp, GenerateAssignmentApp, GenerateFeedbackApp

    with _reading(root):
        app = AutogradeApp(log=_silent(), raise_config_file_errors=True)
        # 십 년 전 설정을 홈 폴더에 옮겨 적는 일이다.
        app.migrate_config = lambda: None
        app.initialize([])
        config = app.config
        # 앱마다 예전 이름으로 적은 설정을 지금의 이름으로 옮긴다.
        for kind in (GenerateAssignmentApp, GenerateFeedbackApp):
            config = kind(config=config, log=_silent()).config
        config.CourseDirectory.root = app.coursedir.root
        return _course(Path(app.coursedir.root), config, app.coursedir.db_url)


def _course(root: Path, config: Config, database: str) -> Course:
    root = Path(config.CourseDirectory.get("root") or root)
    names = ("source", "submitted", "autograded", "feedback")
    folders = (root / config.CourseDirectory.get(f"{n}_directory", n) for n in names)
    return Course(root, config, *folders, database=database)


def _guessed(root: Path) -> Config:
    """nbgrader가 읽을 설정을 같은 차례로 합친 것. 예전 이름은 옮기지 않는다."""
    _check_config(root)
    _make_importable(root)
    config = Config()
    with _reading(root):
        for name, folders in (
            ("jupyter_config", jupyter_config_path()),
            ("nbgrader_config", [str(root), *jupyter_config_path()]),
        ):
            for found, _ in Application._load_config_files(
                name, folders, log=_silent(), raise_config_file_errors=True
            ):
                config.merge(found)
    return config


def _check_config(root: Path) -> None:
    """Raises: CourseProblem"""
    folders = (root, *map(Path, jupyter_config_path()))
    if any((folder / CONFIG).is_file() for folder in folders):
        return
    raise CourseProblem(
        f"'{root}' 폴더에 {CONFIG} 파일이 없습니다. 과목 폴더에서 실행하거나 "
        "--course로 그 폴더를 알려 주세요."
    )


def _make_importable(root: Path) -> None:
    """설정이 부르는 벌점 플러그인 따위를 nbgrader처럼 과목 폴더에서 찾는다."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))


@contextlib.contextmanager
def _reading(root: Path) -> Iterator[None]:
    """설정을 읽는 동안 nbgrader를 그 폴더에서 실행한 것처럼 둔다. Raises: CourseProblem"""
    here = os.getcwd()
    try:
        os.chdir(root)
        yield
    except (Exception, SystemExit) as error:
        # traitlets는 맞지 않는 값을 보면 까닭을 적고 프로그램을 끝내려 한다.
        cause = (isinstance(error, SystemExit) and error.__context__) or error
        raise CourseProblem(
            f"{_file_of(cause)} 파일을 읽을 수 없습니다({type(cause).__name__}: {cause}). "
            "파일을 고치세요."
        ) from error
    finally:
        os.chdir(here)


def _file_of(error: BaseException) -> str:
    """오류가 난 설정 파일의 이름."""
    found, trace = CONFIG, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith("_config.py"):
            found = Path(trace.tb_frame.f_code.co_filename).name
        trace = trace.tb_next
    return found


def _silent() -> logging.Logger:
    log = logging.getLogger("warmgrade.course")
    log.propagate, log.disabled = False, True
    return log
