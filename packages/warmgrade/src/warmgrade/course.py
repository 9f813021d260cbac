"""nbgrader 과목 폴더: 어디에 무엇이 있는지 과목의 설정에서 읽는다."""

from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

CONFIG = "nbgrader_config.py"


class CourseProblem(Exception):
    """과목 폴더나 명령이 잘못되었다. 무엇을 어떻게 고칠지 한 문장으로 말한다."""


@dataclass(frozen=True)
class Course:
    """과목 하나.

    Attributes:
        root: 과목의 뿌리 폴더.
        config: `nbgrader_config.py`를 읽은 설정.
        source, submitted, autograded, feedback: nbgrader가 쓰는 폴더의 절대 경로.
        database: gradebook의 주소(SQLAlchemy).
    """

    root: Path
    config: Config
    source: Path
    submitted: Path
    autograded: Path
    feedback: Path
    database: str

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

    def assignments(self) -> list[str]:
        """원본에 노트북이 있는 과제."""
        return sorted({path.parent.name for path in self.source.glob("*/[!.]*.ipynb")})

    def notebooks(self, assignment: str) -> list[Path]:
        """과제의 원본 노트북."""
        return sorted((self.source / assignment).glob("[!.]*.ipynb"))

    def students(self, assignment: str) -> list[str]:
        """과제를 낸 학생. `submitted/<학생>/<과제>`가 있으면 낸 것이다."""
        folders = self.submitted.glob(f"[!.]*/{assignment}")
        return sorted(folder.parent.name for folder in folders if folder.is_dir())

    def check(self, assignment: str) -> None:
        """Raises: CourseProblem: 원본이 없는 과제일 때."""
        known = self.assignments()
        if assignment not in known:
            names = ", ".join(known) or "없음"
            raise CourseProblem(f"'{assignment}' 과제가 없습니다. 있는 과제: {names}")


def likely_notebooks(root: Path, assignment: str) -> list[Path]:
    """nbgrader를 불러오지 않고 짐작한 과제의 원본 노트북. 폴더의 구조를 바꾼 과목이면 없을 수 있다.

    Raises:
        CourseProblem: 설정 파일이 없거나 읽을 수 없을 때.
    """
    root = root.resolve()
    chosen = _configuration(root).CourseDirectory
    folder = Path(chosen.get("root") or root, chosen.get("source_directory", "source"), assignment)
    return sorted(folder.glob("[!.]*.ipynb"))


def _configuration(root: Path) -> Config:
    if not (root / CONFIG).is_file():
        raise CourseProblem(
            f"'{root}' 폴더에 {CONFIG} 파일이 없습니다. 과목 폴더에서 실행하거나 "
            "--course로 그 폴더를 알려 주세요."
        )
    try:
        return PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:
        raise CourseProblem(
            f"{CONFIG} 파일을 읽을 수 없습니다({type(error).__name__}: {error}). 파일을 고치세요."
        ) from error


def load(root: Path) -> Course:
    """과목 폴더를 읽는다.

    Raises:
        CourseProblem: 설정 파일이 없거나 읽을 수 없을 때.
    """
    root = root.resolve()
    config = _configuration(root)
    from nbgrader.coursedir import CourseDirectory

    if not config.CourseDirectory.get("root"):
        config.CourseDirectory.root = str(root)
    directory = CourseDirectory(config=config)
    root = Path(directory.root)
    return Course(
        root,
        config,
        *(
            root / name
            for name in (
                directory.source_directory,
                directory.submitted_directory,
                directory.autograded_directory,
                directory.feedback_directory,
            )
        ),
        database=directory.db_url,
    )
