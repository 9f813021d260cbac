"""nbgrader 설정: 폴더, 한국어 안내 문구, 채점 규칙."""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader가 이 파일을 읽을 때 넣어 준다)

ROOT = Path(__file__).resolve().parent if "__file__" in globals() else Path.cwd()
GRADES = ROOT / "grades"
GRADES.mkdir(exist_ok=True)

c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.course_id = "training-dnn"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.db_url = f"sqlite:///{GRADES / 'gradebook.db'}?timeout=60"

c.ClearSolutions.code_stub = {
    "python": "# 여기에 답을 작성하세요.\n"
    'raise NotImplementedError("아직 답을 작성하지 않았습니다. 이 줄을 지우고 답을 쓰세요.")'
}
c.ClearSolutions.text_stub = "여기에 답을 쓰세요."

# 학생이 검사 셀을 지우고 내면 그 셀만 0점이 되어야 한다. 없는 셀은 채점되지 않은 채 남기 때문이다.
c.OverwriteCells.add_missing_cells = True
# 경고는 오답이 아니다. 기본값에서는 stderr 한 줄 때문에 맞는 답이 0점을 받는다.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = ".*"
c.Execute.timeout = 60
# 채점 기준과 모범 답안은 가르치는 사람만 본다.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    "nbgrader.preprocessors.ClearMarkScheme",
]

# 과제의 그림 셀이 읽는 실험의 기록. 과목 폴더의 나머지는 제출물에게 보이지 않는다.
c.Warmgrade.readable = ["experiments"]
