"""LMS에서 내려받은 묶음의 사람이 하나도 합쳐지거나 생기지 않고, 모르는 것은 묻는지 본다."""

import io
import stat
import time
import tracemalloc
import unicodedata
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warmgrade.findings import Limits, Refused
from warmgrade.intake.arrivals import read_arrivals
from warmgrade.intake.collecting import collect
from warmgrade.intake.roster import read_roster

KST = timezone(timedelta(hours=9))
BOOK = b'{"cells": []}'
WHEN = (2026, 3, 2, 18, 0, 0)


def pack(path: Path | io.BytesIO, files: dict[str, bytes] | list[tuple[str, bytes]], when=WHEN):
    pairs = files.items() if isinstance(files, dict) else files
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in pairs:
            archive.writestr(zipfile.ZipInfo(name, when), data, zipfile.ZIP_DEFLATED)
    return path


def zipped(files: dict[str, bytes]) -> bytes:
    return pack(io.BytesIO(), files).getvalue()


def laid(source: Path, files: dict[str, bytes], form: str) -> Path:
    if form == "zip":
        return pack(source, files)
    for name, data in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(data)
    return source


def gather(tmp_path: Path, source: Path, names=("q1",), **options):
    """(학생 → 놓인 파일, 모은 것). 정하지 못한 것이 있으면 아무것도 놓이지 않는지도 본다."""
    root = tmp_path / "course" / "submitted"
    before = {p for p in tmp_path.rglob("*") if root.parent not in (p, *p.parents)}
    with collect(source, root, "q1", names, zone=KST, **options) as found:
        assert not root.exists() or options.get("again")
        if found.questions:
            with pytest.raises(Refused):
                found.place()
        else:
            found.place()
    after = {p for p in tmp_path.rglob("*") if root.parent not in (p, *p.parents)}
    assert before == after
    assert not list(root.parent.glob(".warmgrade/tmp*"))
    placed = {
        student.name: {
            p.relative_to(student / "q1").as_posix(): p.read_bytes()
            for p in student.rglob("*")
            if p.is_file()
        }
        for student in (root.iterdir() if root.exists() else ())
    }
    assert bool(placed) is not bool(found.questions)
    if placed:
        assert read_arrivals(root, "q1") == {a.student: a for a in found.arrivals}
    return placed, found


@dataclass(frozen=True)
class Layout:
    """묶음 하나. 경로 → 임자. 함께 낸 것은 세로줄로 잇고, 학생의 것이 아니면 빈 글이다."""

    files: dict[str, str]
    names: tuple[str, ...] = ("q1",)
    late: frozenset[str] = frozenset()
    extra: dict[str, bytes] = field(default_factory=dict)
    old: frozenset[str] = frozenset()
    roster: str = ""

    @property
    def people(self) -> set[str]:
        return {who for owner in self.files.values() for who in owner.split("|") if who}

    def contents(self) -> dict[str, bytes]:
        """파일마다 내용이 다르다. 남의 것이 놓이면 드러난다."""
        return {path: f"{{'{path}'}}".encode() for path in self.files} | self.extra


METADATA = """---
submission_101:
  :submitters:
  - :name: 김민수
    :sid: '20231234'
    :email: min@u.kr
  :created_at: 2026-03-02 09:10:11.000000000 Z
  :score: 3.0
  :results:
    :tests:
    - :name: "submission_999:"
      :email: nobody@u.kr
submission_102:
  :submitters:
  - :name: "\\uC774\\uC601\\uD76C \\xE9"
    :sid: '20235678'
    :email: lee@u.kr
  - :name: 박지우
    :email: park@u.kr
  :created_at: 2026-03-05 09:10:11.000000000 Z
"""
NOTE = "Name: {} ({})\nAssignment: HW\nDate Submitted: Monday\n"
FOUND = {
    # LMS마다의 이름 짓는 법
    "moodle": Layout(
        {
            "김민수_1001_assignsubmission_file_/q1.ipynb": "김민수_1001",
            "김민수_1002_assignsubmission_file/q1.ipynb": "김민수_1002",
            "김민수_1002_assignsubmission_onlinetext_/onlinetext.html": "김민수_1002",
        }
    ),
    "moodle 4.x 한 겹 안": Layout(
        {
            "과목-과제1-42/김민수_1001_assignsubmission_file_/q1.ipynb": "김민수_1001",
            "과목-과제1-42/박철수_1004_assignsubmission_file_/src/q1.ipynb": "박철수_1004",
        }
    ),
    "moodle 폴더 없이": Layout(
        {
            "이 영희_1003_assignsubmission_file_q1.ipynb": "이 영희_1003",
            "Participant_1004_assignsubmission_file_q1.ipynb": "Participant_1004",
        }
    ),
    "moodle 조별 제출": Layout(
        {
            "1조-김민수_1001_assignsubmission_file_/q1.ipynb": "1조-김민수_1001",
            "1조-이영희_1002_assignsubmission_file_/q1.ipynb": "1조-이영희_1002",
        }
    ),
    "canvas": Layout(
        {
            "kimminsu_123_456_q1.ipynb": "kimminsu_123",
            "kim_min_LATE_124_457_q1.ipynb": "kim_min_124",
            "kimminsu_123_text.html": "kimminsu_123",
            "이영희_125_458_p 20260302.ipynb": "이영희_125",
            "LATE_anon_zsQvB_40_q1.ipynb": "anon_zsQvB",
        },
        late=frozenset({"kim_min_124", "anon_zsQvB"}),
    ),
    "canvas 다시 낸 것": Layout(
        {
            "kim_1_10_q1.ipynb": "kim_1",
            "kim_1_12_q1-10.ipynb": "kim_1",
            "kim_1_13_q1-2.ipynb": "kim_1",
            "lee_LATE_2_14_q1-1.ipynb": "lee_2",
        },
        late=frozenset({"lee_2"}),
        old=frozenset({"kim_1_10_q1.ipynb", "kim_1_13_q1-2.ipynb"}),
    ),
    "blackboard": Layout(
        {
            "과제1_20231234_attempt_2026-03-02-18-00-00_q1.ipynb": "20231234",
            "과제1_20235678_시도_2026-03-02-19-00-00_q1.ipynb": "20235678",
        }
    ),
    "blackboard 밑줄이 있는 아이디": Layout(
        {
            "q1_kim_min_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_min",
            "q1_lee_min_attempt_2026-03-02-19-00-00_q1.ipynb": "lee_min",
        }
    ),
    "blackboard 낱말이 여럿인 제목": Layout(
        {
            "과제_1_중간_kim_min_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_min",
            "과제_1_중간_kim_lee_attempt_2026-03-02-19-00-00_q1.ipynb": "kim_lee",
        }
    ),
    "blackboard 글에 적힌 아이디": Layout(
        {
            "HW_one_kim_min_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_min",
            "HW_one_kim_lee_attempt_2026-03-02-19-00-00_q1.ipynb": "kim_lee",
            "HW_one_kim_lee_attempt_2026-03-01-19-00-00_q1.ipynb": "kim_lee",
        },
        extra={
            "HW_one_kim_min_attempt_2026-03-02-18-00-00.txt": NOTE.format(
                "김민수", "kim_min"
            ).encode(),
        },
        old=frozenset({"HW_one_kim_lee_attempt_2026-03-01-19-00-00_q1.ipynb"}),
    ),
    "brightspace 폴더": Layout(
        {
            "123-900 - 김민수 - Mar 2, 2026 605 PM/q1.ipynb": "김민수_123",
            "123-900 - 김민수 - Mar 3, 2026 1205 AM/q1.ipynb": "김민수_123",
            "124-900 - Mary-Ann Smith - Mar 2, 2026 1159 PM/q1.ipynb": "Mary-Ann Smith_124",
            "125-900 - 김민수 - 2026년 3월 2일 오후 605/q1.ipynb": "김민수_125",
            "index.html": "",
        },
        old=frozenset({"123-900 - 김민수 - Mar 2, 2026 605 PM/q1.ipynb"}),
    ),
    "brightspace 파일": Layout(
        {
            "q1 Download/123-900 - Kim Min - Mar 2, 2026 605 PM - q1.ipynb": "Kim Min_123",
            "q1 Download/124-900 - Lee - 2 March 2026 605 PM - my work.ipynb": "Lee_124",
            "q1 Download/index.html": "",
        }
    ),
    "gradescope": Layout(
        {
            "assignment_7_export/submission_101/q1.ipynb": "20231234",
            "assignment_7_export/submission_102/q1.ipynb": "20235678|park@u.kr",
            "assignment_7_export/submission_102/data/a.csv": "20235678|park@u.kr",
        },
        extra={"assignment_7_export/submission_metadata.yml": METADATA.encode()},
    ),
    "google classroom": Layout(
        {
            "과제1/학생1 - q1.ipynb": "학생1",
            "과제1/학생2 - q1.ipynb": "학생2",
            "과제1/제출목록.xlsx": "",
        }
    ),
    "google classroom 모르는 제목": Layout(
        {
            "HW/Kim Minsu - Optimizers.ipynb": "Kim Minsu",
            "HW/Lee Young - Optimizers.ipynb": "Lee Young",
            "HW/Park - Optimizers (1).ipynb": "Park",
        }
    ),
    "canvas에 다른 LMS의 이름 그대로 낸 학생": Layout(
        {
            "kim_1_10_q1_20231234_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_1",
            "lee_2_11_김민수_1001_assignsubmission_file_q1.ipynb": "lee_2",
            "park_3_12_submission_9.ipynb": "park_3",
            "choi_4_13_q1.ipynb": "choi_4",
            "jung_5_14_q1.ipynb": "jung_5",
        }
    ),
    "submission_1이라는 이름의 파일": Layout(
        {"kim/submission_1.ipynb": "kim", "lee/submission_1.ipynb": "lee", "choi/q1.ipynb": "choi"}
    ),
    # 학생마다 폴더
    "폴더": Layout({"20231234/q1.ipynb": "20231234", "김민수/q1.ipynb": "김민수"}),
    "폴더 하나": Layout({"20231234/q1.ipynb": "20231234"}),
    "감싼 폴더": Layout({"제출물/kim/q1.ipynb": "kim", "제출물/lee/q1.ipynb": "lee"}),
    "모르는 이름으로 감싼 폴더": Layout(
        {
            "AI개론/kim/q1.ipynb": "kim",
            "AI개론/lee/q1.ipynb": "lee",
            "AI개론/lee/utils.py": "lee",
        }
    ),
    "nbgrader": Layout({"kim/q1/q1.ipynb": "kim", "lee/q1/q1.ipynb": "lee"}),
    "nbgrader 하나": Layout({"kim/q1/q1.ipynb": "kim"}),
    "글자로 시작하는 학번": Layout({"B811234/q1.ipynb": "B811234", "C811234/q1.ipynb": "C811234"}),
    "번호뿐인 폴더": Layout({"01/q1.ipynb": "01", "02/q1.ipynb": "02"}),
    "학번과 이름": Layout(
        {
            "20231234_김민수/q1.ipynb": "20231234",
            "박지우(20235678)/과제.ipynb": "20235678",
            "2023-12345 이영희/q1.ipynb": "2023-12345",
        }
    ),
    "폴더 안의 여러 노트북": Layout(
        {
            "kim/hw.ipynb": "kim",
            "kim/실험.ipynb": "kim",
            "kim/그림/a.png": "kim",
            "lee/hw.ipynb": "lee",
            "lee/data.csv": "lee",
            "readme.txt": "",
            "grades.csv": "",
            "index.html": "",
        }
    ),
    "아이디 폴더 안의 실명": Layout(
        {"kimms/김민수_q1.ipynb": "kimms", "leeyh/이영희_q1.ipynb": "leeyh"}
    ),
    "분반": Layout(
        {
            "1분반/김민수/q1.ipynb": "김민수",
            "1분반/박지우/q1.ipynb": "박지우",
            "2분반/이영희/q1.ipynb": "이영희",
        }
    ),
    "반 폴더 안의 파일": Layout(
        {
            "A반/kim_q1.ipynb": "kim",
            "A반/lee_q1.ipynb": "lee",
            "B반/park_q1.ipynb": "park",
            "section C/choi_q1.ipynb": "choi",
        }
    ),
    "이름을 지은 반": Layout(
        {
            "월수반/김민수_q1.ipynb": "김민수",
            "화목반/이영희_q1.ipynb": "이영희",
            "서울/박지우_q1.ipynb": "박지우",
        }
    ),
    "늦은 폴더": Layout(
        {
            "늦은 제출/김민수_q1.ipynb": "김민수",
            "정시 제출/이영희_q1.ipynb": "이영희",
        },
        late=frozenset({"김민수"}),
    ),
    "이름이 같은 두 학생": Layout(
        {"김민수_20231234/q1.ipynb": "20231234", "김민수_20235678/q1.ipynb": "20235678"}
    ),
    "노트북이 없는 학생": Layout(
        {
            "김민수/q1.ipynb": "김민수",
            "이영희/q1.html": "이영희",
            "박지우/보고서.pdf": "박지우",
            "자료/data.csv": "",
        }
    ),
    "sakai": Layout(
        {
            "HW1/Kim, Minsu(kim01)/Submission attachment(s)/q1.ipynb": "Kim, Minsu(kim01)",
            "HW1/Lee, Young(lee02)/Submission attachment(s)/q1.ipynb": "Lee, Young(lee02)",
            "HW1/Lee, Young(lee02)/timestamp.txt": "Lee, Young(lee02)",
            "HW1/grades.csv": "",
        }
    ),
    # 학생마다 파일
    "파일에 날짜": Layout({"q1_20260302_학생1.ipynb": "학생1", "q1_20260302_학생2.ipynb": "학생2"}),
    "파일에 저마다 다른 날짜": Layout(
        {"q1_20260302_김민수.ipynb": "김민수", "q1_20260303_이영희.ipynb": "이영희"}
    ),
    "파일에 학번": Layout(
        {
            "20231234_김민수_q1.ipynb": "20231234",
            "q1-20235678.ipynb": "20235678",
            "박지우 (B711111) 과제1 최종.ipynb": "B711111",
        }
    ),
    "파일에 이름": Layout(
        {
            "김민수_q1.ipynb": "김민수",
            "q1_이영희.ipynb": "이영희",
            "박지우과제최종본.ipynb": "박지우",
            "[지각] 최하늘 q1 (1).ipynb": "최하늘",
            "Copy of 정다은 q1.ipynb": "정다은",
            "한수민 q1의 사본.ipynb": "한수민",
        },
        late=frozenset({"최하늘"}),
    ),
    "파일에 이메일": Layout(
        {"q1_kim_min@u.ac.kr.ipynb": "kim_min@u.ac.kr", "lee@u.ac.kr q1.ipynb": "lee@u.ac.kr"}
    ),
    "파일에 아이디": Layout({"kim_min_q1.ipynb": "kim_min", "lee_min_q1.ipynb": "lee_min"}),
    "모르는 머리와 꼬리": Layout(
        {
            "DL2026_kim_optimizers.ipynb": "kim",
            "DL2026_lee_optimizers.ipynb": "lee",
            "DL2026_choi_optimizers.ipynb": "choi",
        }
    ),
    "학생마다 zip": Layout(
        {"readme.txt": "", "제출현황.csv": ""},
        extra={
            "김민수.zip": zipped({"q1/q1.ipynb": b"kim"}),
            "20235678_q1.zip": zipped({"q1.ipynb": b"lee", "__MACOSX/._q1.ipynb": b"x"}),
        },
    ),
    "폴더와 파일이 섞인 것": Layout(
        {"김민수/q1.ipynb": "김민수", "이영희_q1.ipynb": "이영희", "이영희_q1.csv": "이영희"}
    ),
    "노트북이 여럿인 과제": Layout(
        {
            "김민수_part1.ipynb": "김민수",
            "김민수_part2.ipynb": "김민수",
            "이영희_part1.ipynb": "이영희",
        },
        names=("part1", "part2"),
    ),
    "외국 학생": Layout(
        {
            "김민수_q1.ipynb": "김민수",
            "Nguyen Van A_q1.ipynb": "Nguyen Van A",
            "이영희_q1.ipynb": "이영희",
        }
    ),
}
FOUND["학생마다 zip"] = Layout(
    FOUND["학생마다 zip"].files | {"김민수.zip": "김민수", "20235678_q1.zip": "20235678"},
    extra=FOUND["학생마다 zip"].extra,
)


@pytest.mark.parametrize("form", ["zip", "folder"])
@pytest.mark.parametrize("name", FOUND)
def test_people_found_are_the_people_there(tmp_path, name, form):
    layout = FOUND[name]
    contents = layout.contents()
    placed, found = gather(tmp_path, laid(tmp_path / "download", contents, form), layout.names)
    assert found.questions == []
    assert set(placed) == layout.people
    for path, owner in layout.files.items():
        holders = {who for who, files in placed.items() if contents[path] in files.values()}
        expected = set() if path in layout.old else set(filter(None, owner.split("|")))
        assert holders == (set() if path.endswith(".zip") else expected), path
    assert {a.student for a in found.arrivals if a.late} == layout.late
    assert {Path(path).name for path in found.aside} >= {
        Path(path).name for path, owner in layout.files.items() if not owner
    }


@pytest.mark.parametrize("wrapper", ["제출물", "AI개론/3월 과제", "export-2026-03-02"])
@pytest.mark.parametrize(
    "name",
    # 감싼 폴더 안에 번호 폴더뿐이면 학생의 폴더 안의 번호인지 알 수 없다.
    [n for n, layout in FOUND.items() if len(layout.people) > 1 and n != "번호뿐인 폴더"],
)
def test_a_folder_around_everything_changes_nobody(tmp_path, name, wrapper):
    layout = FOUND[name]
    contents = {f"{wrapper}/{path}": data for path, data in layout.contents().items()}
    placed, found = gather(tmp_path, pack(tmp_path / "all.zip", contents), layout.names)
    assert found.questions == []
    assert set(placed) == layout.people


REFUSED = {
    "임자 없는 노트북": {"q1.ipynb": b"1", "kim/q1.ipynb": b"2"},
    "사본뿐인 이름": {"Copy of q1.ipynb": b"1", "q1의 사본.ipynb": b"2", "김민수 q1.ipynb": b"3"},
    "번호만 다른 같은 이름": {"김민수_q1.ipynb": b"1", "김민수_q1 (1).ipynb": b"2"},
    "내용까지 같은 두 파일": {"김민수_q1.ipynb": b"1", "김민수_q1 (1).ipynb": b"1"},
    "최종을 덧붙인 같은 이름": {
        "김민수_q1.ipynb": b"1",
        "김민수_q1_진짜최종.ipynb": b"2",
        "이영희_q1.ipynb": b"3",
    },
    "사본 폴더": {"김민수/q1.ipynb": b"1", "김민수의 사본/q1.ipynb": b"2", "이영희/q1.ipynb": b"3"},
    "학번이 있는 것과 없는 것": {"김민수_q1.ipynb": b"1", "20231234_김민수_q1.ipynb": b"2"},
    "두 반의 같은 이름": {"A반/김민수/q1.ipynb": b"1", "B반/김민수/q1.ipynb": b"2"},
    "학번 하나에 두 이름": {
        "20231234_김민수.ipynb": b"1",
        "20231234_이영희.ipynb": b"2",
        "20235678_박지우.ipynb": b"3",
    },
    "한 파일에 두 사람": {"김민수_이영희_q1.ipynb": b"1", "박지우_q1.ipynb": b"2"},
    "한 파일에 두 학번": {"20231234_20235678_q1.ipynb": b"1", "20239999_q1.ipynb": b"2"},
    "번호로 부르는 두 사람": {"1조_학생1_학생2_q1.ipynb": b"1", "학생3_q1.ipynb": b"2"},
    "따로 낸 두 사람의 이름": {
        "kim_q1.ipynb": b"1",
        "lee_q1.ipynb": b"2",
        "kim_lee_q1.ipynb": b"3",
    },
    "+로 이은 두 사람": {"kim+lee_q1.ipynb": b"1", "park_q1.ipynb": b"2"},
    "조 이름뿐": {"1조/q1.ipynb": b"1", "2조/q1.ipynb": b"2"},
    "날짜뿐": {"q1_20260302.ipynb": b"1", "q1_20260303.ipynb": b"2"},
    "한 글자": {"a.ipynb": b"1", "b.ipynb": b"2"},
    "폴더 하나에 여러 사람": {
        "kimms/김민수_q1.ipynb": b"1",
        "kimms/박지우_q1.ipynb": b"2",
        "leeyh/이영희_q1.ipynb": b"3",
        "choihn/최하늘_q1.ipynb": b"4",
    },
    "번호 폴더를 감싼 폴더": {"딥러닝개론/01/q1.ipynb": b"1", "딥러닝개론/02/q1.ipynb": b"2"},
    "어느 폴더가 학생인지": {"딥러닝개론/kim/q1.ipynb": b"1"},
    "gradescope인데 설명이 없는 것": {
        "submission_101/q1.ipynb": b"1",
        "submission_102/q1.ipynb": b"2",
    },
    "blackboard인데 어디까지가 제목인지": {
        "HW_one_aa_a_attempt_2026-03-02-18-00-00_q1.ipynb": b"1",
        "HW_one_aa_b_attempt_2026-03-02-18-00-00_q1.ipynb": b"2",
    },
    "moodle인데 다른 이름이 섞인 것": {
        "김민수_1001_assignsubmission_file_/q1.ipynb": b"1",
        "따로 받은 것.ipynb": b"2",
    },
    "moodle인데 번호 하나에 두 이름": {
        "김민수_1001_assignsubmission_file_/q1.ipynb": b"1",
        "이영희_1001_assignsubmission_file_/q1.ipynb": b"2",
    },
    "대소문자만 다른 두 이름": {"ab:c/q1.ipynb": b"1", "AB_c/q1.ipynb": b"2"},
    "노트북이 없음": {"readme.csv": b"1"},
    "반 전체가 든 압축 하나": {
        "kimminsu.zip": zipped({"학생1 - q1.ipynb": b"1", "학생2 - q1.ipynb": b"2"})
    },
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_ambiguous_is_asked_and_nothing_is_placed(tmp_path, name):
    placed, found = gather(tmp_path, pack(tmp_path / "all.zip", REFUSED[name]))
    assert placed == {}
    assert found.questions
    assert all(q.text.endswith(".") and q.level == "refused" for q in found.questions)


def test_two_files_of_one_name_in_the_archive_are_asked_about_unless_they_are_the_same(tmp_path):
    for name, second in (("a", b"2"), ("b", b"1")):
        with pytest.warns(UserWarning, match="Duplicate name"):
            pack(tmp_path / f"{name}.zip", [("kim/q1.ipynb", b"1"), ("kim/q1.ipynb", second)])
    assert gather(tmp_path / "x", tmp_path / "a.zip")[0] == {}
    assert gather(tmp_path / "y", tmp_path / "b.zip")[0] == {"kim": {"q1.ipynb": b"1"}}


def test_composed_and_decomposed_names_are_one_person(tmp_path):
    apart = unicodedata.normalize("NFD", "김민수")
    files = {"김민수/q1.ipynb": b"1", f"{apart}/보고서.txt": b"2", "이영희/q1.ipynb": b"3"}
    placed, _ = gather(tmp_path, pack(tmp_path / "all.zip", files))
    assert placed["김민수"] == {"q1.ipynb": b"1", "보고서.txt": b"2"}
    root = tmp_path / "again" / "submitted"
    (root / apart / "q0").mkdir(parents=True)
    with collect(tmp_path / "all.zip", root, "q1", ["q1"]) as found:
        found.place()
    assert sorted(p.name for p in root.iterdir()) == [apart, "이영희"]


ROSTER = """학번,이름,이메일
20231234,김민수,kim_min@u.kr
20235678,이영희,lee@u.kr
20239999,김민수,k2@u.kr
"""
DECIDED = {
    "이름": ({"이영희_q1.ipynb": "20235678", "q1 김민수 20239999.ipynb": "20239999"}, ROSTER),
    "조별 제출": ({"20231234_20235678_q1.ipynb": "20231234|20235678"}, ROSTER),
    "이름으로 적은 조": (
        {"김민수_이영희_q1.ipynb": "a|b"},
        "학번,이름\na,김민수\nb,이영희\n",
    ),
    "이메일": ({"q1-kim_min@u.kr.ipynb": "20231234", "k2 q1.ipynb": "20239999"}, ROSTER),
    "날짜처럼 생긴 학번": (
        {"q1_20260302.ipynb": "20260302", "q1_20260303.ipynb": "20260303"},
        "학번,성명\n20260302,가나\n20260303,다라\n",
    ),
    "한 글자 아이디": ({"a/q1.ipynb": "a", "b.ipynb": "b"}, "username\na\nb\n"),
    "조교의 폴더": (
        {"이영희/김철수_q1.ipynb": "c", "이영희/박지우_q1.ipynb": "d"},
        "학번,이름\nb,이영희\nc,김철수\nd,박지우\n",
    ),
    "남의 이름이 적힌 파일": ({"김철수/이영희_q1.ipynb": "c"}, "학번,이름\nb,이영희\nc,김철수\n"),
    "canvas 성적부": (
        {"kimminsu_7_9_q1.ipynb": "S1", "leeyoung_LATE_8_10_q1.ipynb": "S2"},
        "Student,ID,SIS User ID,SIS Login ID,Section,q1 (77)\n"
        "    Points Possible,,,,,10\n"
        '"Kim, Minsu",7,S1,kim,A,\n"Lee, Young",8,S2,lee,A,\n"Student, Test",9,,x,A,\n',
    ),
    "canvas 번호 없이 이름으로": (
        {"kimminsu_7_9_q1.ipynb": "S1"},
        "Name,Student ID\nMinsu Kim,S1\nYoung Lee,S2\n",
    ),
    "moodle 성적": (
        {"Minsu Kim_1001_assignsubmission_file_/q1.ipynb": "20231234"},
        "First name,Last name,ID number,Email address\nMinsu,Kim,20231234,k@u.kr\n",
    ),
    "moodle 워크시트": (
        {
            "김민수_1001_assignsubmission_file_/q1.ipynb": "k1@u.kr",
            "김민수_1002_assignsubmission_file_/q1.ipynb": "k2@u.kr",
        },
        "Identifier,Full name,Email address,Status\n"
        "Participant 1001,김민수,k1@u.kr,\nParticipant 1002,김민수,k2@u.kr,\n",
    ),
    "한국어 moodle": (
        {"김민수_1001_assignsubmission_file_/q1.ipynb": "77"},
        "성,이름,학번\n김,민수,77\n이,영희,78\n",
    ),
    "blackboard 제목": (
        {
            "HW_one_kim_a_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_a",
            "HW_one_kim_b_attempt_2026-03-02-18-00-00_q1.ipynb": "kim_b",
        },
        "Last Name,First Name,Username\nKim,A,kim_a\nKim,B,kim_b\n",
    ),
    "brightspace": (
        {"123-9 - kim01 Minsu Kim - Mar 2, 2026 605 PM/q1.ipynb": "20231234"},
        "OrgDefinedId,Username,Last Name,First Name\n#20231234,#kim01,Kim,Minsu\n",
    ),
}


@pytest.mark.parametrize("name", DECIDED)
def test_a_roster_decides_whose_it_is(tmp_path, name):
    files, text = DECIDED[name]
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    contents = {path: path.encode() for path in files}
    roster = read_roster(tmp_path / "roster.csv")
    placed, found = gather(tmp_path, pack(tmp_path / "all.zip", contents), roster=roster)
    assert found.questions == []
    got = {
        path: {who for who, mine in placed.items() if contents[path] in mine.values()}
        for path in files
    }
    assert got == {path: set(owner.split("|")) for path, owner in files.items()}
    assert {p.id for p in found.missing} == {p.id for p in roster.pupils} - set(placed)


@pytest.mark.parametrize(
    "files",
    [
        {"김민수_q1.ipynb": b"1"},
        {"박지우_q1.ipynb": b"1", "이영희_q1.ipynb": b"2"},
        {"20231234_이영희_q1.ipynb": b"1"},
        {"이영희_q1.ipynb": b"1", "20235678.ipynb": b"2"},
        {"박지우_1001_assignsubmission_file_/q1.ipynb": b"1"},
        {"김민수_1001_assignsubmission_file_/q1.ipynb": b"1"},
    ],
    ids=[
        "같은 이름 둘",
        "명단에 없음",
        "번호와 이름이 어긋남",
        "한 사람에 둘",
        "lms 없음",
        "lms 둘",
    ],
)
def test_what_the_roster_cannot_decide_is_asked(tmp_path, files):
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    roster = read_roster(tmp_path / "roster.csv")
    placed, found = gather(tmp_path, pack(tmp_path / "all.zip", files), roster=roster)
    assert placed == {} and found.questions


@pytest.mark.parametrize(
    "data",
    [
        ROSTER.encode("cp949"),
        ROSTER.encode("utf-8-sig"),
        ROSTER.replace(",", "\t").encode("utf-16"),
        ROSTER.replace(",", ";").encode(),
        ("과목,딥러닝\n\n" + ROSTER).encode(),
        ROSTER.replace("20231234", '="20231234"').replace("20235678", "20235678.0").encode(),
    ],
    ids=["cp949", "bom", "utf-16 탭", "쌍반점", "머리글 앞의 줄", "엑셀이 바꾼 학번"],
)
def test_a_roster_is_read_as_excel_and_schools_write_it(tmp_path, data):
    (tmp_path / "roster.csv").write_bytes(data)
    pupils = read_roster(tmp_path / "roster.csv").pupils
    assert [(p.id, p.name) for p in pupils] == [
        ("20231234", "김민수"),
        ("20235678", "이영희"),
        ("20239999", "김민수"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"xl/workbook.xml": b""}), "roster-is-excel"),
        ("학번,이름\n2.02312E+07,김\n".encode(), "roster-rounded"),
        ("학번,이름\n1,김\n1,이\n".encode(), "roster-repeats"),
        ("점수,비고\n1,2\n".encode(), "no-roster-columns"),
        ("학번,이름\n".encode(), "empty-roster"),
        (b"", "no-roster-columns"),
        (bytes(range(256)) * 40, "broken-roster"),
    ],
)
def test_a_bad_roster_is_refused_in_a_sentence(tmp_path, data, code):
    (tmp_path / "roster.csv").write_bytes(data)
    with pytest.raises(Refused) as caught:
        read_roster(tmp_path / "roster.csv")
    assert caught.value.finding.code == code


def test_times_come_from_the_lms_and_never_from_the_students_archive(tmp_path):
    inner = zipped({"q1/q1.ipynb": BOOK, "q1/timestamp.txt": b"2001-01-01"})
    moments = {}
    for number, files in enumerate(
        (
            {"김_1_assignsubmission_file_/낸 것.zip": inner},
            {"과제_77_attempt_2026-03-05-13-24-05_q1.ipynb": BOOK},
            {"12-9 - Park - Mar 5, 2026 124 PM/q1.ipynb": BOOK},
            {"lee_LATE_5_6_q1.ipynb": BOOK},
            {"park/q1.ipynb": BOOK},
            {
                "submission_101/q1.ipynb": BOOK,
                "submission_metadata.yml": METADATA.encode(),
            },
        )
    ):
        _, found = gather(tmp_path / str(number), pack(tmp_path / f"{number}.zip", files))
        moments |= {a.student: a.submitted_at for a in found.arrivals}
    assert moments == {
        "김_1": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        "77": datetime(2026, 3, 5, 4, 24, 5, tzinfo=UTC),
        "Park_12": datetime(2026, 3, 5, 4, 24, tzinfo=UTC),
        "lee_5": None,
        "park": None,
        "20231234": datetime(2026, 3, 2, 9, 10, 11, tzinfo=UTC),
    }


def test_a_second_download_replaces_the_first_and_keeps_the_others(tmp_path):
    first = pack(tmp_path / "1.zip", {"kim/q1.ipynb": b"1", "kim/a.txt": b"", "lee/q1.ipynb": b"1"})
    second = pack(tmp_path / "2.zip", {"kim/q1.ipynb": b"2"})
    gather(tmp_path, first)
    root = tmp_path / "course" / "submitted"
    with collect(second, root, "q1", ["q1"]) as found:
        found.place()
    assert [p.name for p in (root / "kim" / "q1").iterdir()] == ["q1.ipynb"]
    assert (root / "lee" / "q1" / "q1.ipynb").read_bytes() == b"1"
    assert [f.code for f in found.arrivals[0].findings] == ["replaced"]
    assert set(read_arrivals(root, "q1")) == {"kim", "lee"}


def test_leaving_without_placing_changes_nothing(tmp_path):
    source = pack(tmp_path / "all.zip", {"kim/q1.ipynb": b"1"})
    root = tmp_path / "course" / "submitted"
    with collect(source, root, "q1", ["q1"]) as found:
        assert [a.files for a in found.arrivals] == [("q1.ipynb",)]
    assert not root.exists()
    assert read_arrivals(root, "q1") == {}


def test_windows_and_mac_file_names_are_read_as_korean(tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for encoding, name in (("cp949", "김민수/과제.ipynb"), ("utf-8", "이영희/과제.ipynb")):
            info = zipfile.ZipInfo("x")
            info.filename = name.encode(encoding).decode("cp437")
            archive.writestr(info, b"x")
        archive.writestr("__MACOSX/._q1.ipynb", b"x")
    # zipfile은 한글 이름에 UTF-8 표식을 붙인다. 옛 압축 도구처럼 표식 없는 바이트로 되돌린다.
    data = source.read_bytes()
    for encoding, name in (("cp949", "김민수/과제.ipynb"), ("utf-8", "이영희/과제.ipynb")):
        raw = name.encode(encoding)
        written = raw.decode("cp437").encode()
        filler = raw + b"_" * (len(written) - len(raw))
        assert written in data
        data = data.replace(written, filler)
    flag = (0x800).to_bytes(2, "little")
    data = data.replace(b"PK\x03\x04\x14\x00" + flag, b"PK\x03\x04\x14\x00\x00\x00")
    data = data.replace(b"PK\x01\x02\x14\x03\x14\x00" + flag, b"PK\x01\x02\x14\x03\x14\x00\x00\x00")
    source.write_bytes(data)
    with collect(source, tmp_path / "submitted", "q1", ["q1"]) as found:
        assert {a.student for a in found.arrivals} | {q.text[:5] for q in found.questions}
        assert all("김민수" in f or "이영희" in f for f in [a.source for a in found.arrivals])


@pytest.mark.parametrize("form", ["zip", "folder"])
def test_names_broken_by_an_unzip_that_knew_no_korean_are_mended(tmp_path, form):
    files = {
        f"{who}/{file}".encode("cp949").decode("cp437"): who.encode()
        for who in ("김민수", "이영희")
        for file in ("과제.ipynb",)
    }
    placed, _ = gather(tmp_path, laid(tmp_path / "all", files, form))
    assert placed == {
        "김민수": {"과제.ipynb": "김민수".encode()},
        "이영희": {"과제.ipynb": "이영희".encode()},
    }
    files = {"José Blanco/q1.ipynb": b"1", "Zoë Müller/q1.ipynb": b"2"}
    placed, _ = gather(tmp_path / "other", laid(tmp_path / "second", files, form))
    assert set(placed) == {"José Blanco", "Zoë Müller"}


def codes(found) -> dict[str, list[str]]:
    return {a.student: [f.code for f in a.findings] for a in found.arrivals}


def test_paths_that_leave_the_archive_are_refused(tmp_path):
    names = [
        "../evil.txt",
        "/evil.txt",
        "kim/../../evil.txt",
        "C:/evil.txt",
        "kim\\..\\..\\evil2.txt",
    ]
    inner = zipped({"../../../evil.txt": b"x", "q1.ipynb": BOOK})
    source = pack(tmp_path / "all.zip", dict.fromkeys(names, b"x") | {"kim/mine.zip": inner})
    placed, found = gather(tmp_path, source)
    assert placed == {"kim": {"q1.ipynb": BOOK}}
    assert codes(found) == {"kim": ["path-escape"] * 3}
    assert [f.code for f in found.strays] == ["path-escape"] * 3


def test_a_file_without_a_name_is_refused_alone(tmp_path):
    # zipfile은 이름을 첫 널 문자에서 자르므로, 널로 시작하는 이름은 빈 이름이 된다.
    broken = pack(io.BytesIO(), {"@nothing.txt": b"x", "kim/q1.ipynb": BOOK}).getvalue()
    source = tmp_path / "all.zip"
    source.write_bytes(broken.replace(b"@nothing.txt", b"\0nothing.txt"))
    placed, found = gather(tmp_path, source)
    assert placed == {"kim": {"q1.ipynb": BOOK}}
    assert [f.code for f in found.strays] == ["nameless"]


def test_links_inside_an_archive_are_refused_and_told_beside_the_student(tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w") as archive:
        info = zipfile.ZipInfo("kim/q1.ipynb")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("kim/a.txt", "x")
        archive.writestr("lee/q1.ipynb", "x")
    placed, found = gather(tmp_path, source)
    assert placed == {"kim": {"a.txt": b"x"}, "lee": {"q1.ipynb": b"x"}}
    assert codes(found) == {"kim": ["link-refused", "no-notebook"], "lee": []}


def test_two_spellings_of_one_file_in_a_folder_are_asked_about(tmp_path):
    for form in ("NFC", "NFD"):
        folder = tmp_path / "download" / unicodedata.normalize(form, "김민수")
        folder.mkdir(parents=True)
        (folder / "q1.ipynb").write_text(form)
    placed, found = gather(tmp_path, tmp_path / "download")
    assert placed == {} and [q.code for q in found.questions] == ["same-name"]


def test_links_in_a_folder_are_refused(tmp_path):
    source = tmp_path / "download"
    (source / "kim").mkdir(parents=True)
    (source / "kim" / "q1.ipynb").write_bytes(BOOK)
    (source / "kim" / "secret.txt").symlink_to("/etc/passwd")
    placed, found = gather(tmp_path, source)
    assert placed == {"kim": {"q1.ipynb": BOOK}}
    assert [f.code for f in found.strays] == ["link-refused"]


def encrypted() -> bytes:
    data = zipped({"q1.ipynb": BOOK})
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    return data


def test_bombs_and_archives_we_cannot_open_are_left_out_one_by_one(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        {
            "bomb/mine.zip": zipped({"zeros.bin": bytes(20 << 20), "q1.ipynb": BOOK}),
            "deep/mine.zip": zipped({"inner.zip": zipped({"q1.ipynb": BOOK}), "q1.ipynb": BOOK}),
            "torn/mine.zip": zipped({"q1.ipynb": BOOK})[:40],
            "egg/mine.egg": b"EGGA",
            "many/mine.zip": zipped({f"{n}.txt": b"x" for n in range(20)} | {"z.ipynb": BOOK}),
            "locked/mine.zip": encrypted(),
            "page/mine.html": b"<html>",
            "odd/a\x01\x9b\u202e[red].ipynb": BOOK,
            "long/" + "가" * 300 + ".ipynb": BOOK,
            "good/q1.ipynb": BOOK,
        },
    )
    placed, found = gather(tmp_path, source, limits=Limits(files=10))
    assert codes(found) == {
        "bomb": ["zip-bomb"],
        "deep": ["nested-archive"],
        "torn": ["broken-archive", "no-notebook"],
        "egg": ["unknown-archive", "no-notebook"],
        "many": ["too-many-files"] * 5 + ["more-refused"],
        "locked": ["encrypted", "no-notebook"],
        "page": ["no-notebook"],
        "odd": [],
        "long": [],
        "good": [],
    }
    assert placed["bomb"] == placed["good"] == placed["deep"] == {"q1.ipynb": BOOK}
    assert len(placed["many"]) == 10 and "z.ipynb" in placed["many"]
    assert [len(name.encode()) <= 255 for name in placed["long"]] == [True]


def test_an_archive_of_sixty_thousand_files_costs_little_and_one_sentence(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.txt", b"")
    source = pack(tmp_path / "all.zip", {"kim/mine.zip": inner.getvalue(), "lee/q1.ipynb": BOOK})
    began = time.monotonic()
    tracemalloc.start()
    placed, found = gather(tmp_path, source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 5
    assert peak < 60 << 20
    assert codes(found) == {"kim": ["too-many-files", "no-notebook"], "lee": []}
    assert placed["lee"] == {"q1.ipynb": BOOK}


def test_names_made_to_stall_the_reading_do_not(tmp_path):
    names = [
        "연습문제" * 60 + "ㄱ",
        "과제물" * 80,
        "_".join(["1"] * 240),
        "a" * 240 + "@" * 5,
        "- " * 120,
        "(" * 240,
        "제출본" * 9 + "x_q1",
    ]
    files = {f"kim{n}/{name}.ipynb": b"%d" % n for n, name in enumerate(names)}
    files |= {f"{name}_{n}_attempt_x.ipynb": b"x" for n, name in enumerate(names)}
    began = time.monotonic()
    gather(tmp_path, pack(tmp_path / "all.zip", files))
    gather(tmp_path / "2", pack(tmp_path / "2.zip", {k: v for k, v in files.items() if "/" in k}))
    assert time.monotonic() - began < 5


def test_the_whole_submission_has_one_size_limit(tmp_path):
    inner = zipped({"a.ipynb": b"a" * 700, "b.bin": b"b" * 700})
    source = pack(tmp_path / "all.zip", {"kim/1.bin": b"x" * 700, "kim/mine.zip": inner})
    placed, found = gather(tmp_path, source, limits=Limits(total_bytes=1500))
    assert set(placed["kim"]) == {"1.bin", "a.ipynb"}
    assert codes(found) == {"kim": ["too-large"]}


@pytest.mark.parametrize("data", [b"PK nonsense", b"", b"7z\xbc\xaf", zipped({"a": b"x"})[:-5]])
def test_a_broken_download_is_refused_as_a_whole(tmp_path, data):
    (tmp_path / "all.zip").write_bytes(data)
    with pytest.raises(Refused) as caught:
        gather(tmp_path, tmp_path / "all.zip")
    assert caught.value.finding.code == "broken-archive"


def test_a_single_notebook_is_not_a_download(tmp_path):
    (tmp_path / "q1.ipynb").write_bytes(BOOK)
    with pytest.raises(Refused) as caught:
        gather(tmp_path, tmp_path / "q1.ipynb")
    assert caught.value.finding.code == "not-an-archive"
