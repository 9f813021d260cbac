"""성적 파일: LMS가 읽는 꼴이고, 엑셀에서 안전하고, 점수가 gradebook과 같다."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from graded_class import NAME, POINTS, Pupil, build, pupils
from nbgrader.api import Gradebook

from warmgrade.report.lms import safe, write_csv
from warmgrade.report.page import write_report
from warmgrade.report.scores import ReportProblem, duedate, lateness

TESTS = ["test_smooth", "test_smooth_edges", "test_relu"]


def tables(root: Path, group: list[Pupil]) -> dict[str, list[list[str]]]:
    paths = write_csv(build(root, group), NAME, root / "csv")
    assert [path.name for path in paths] == ["canvas.csv", "moodle.csv", "scores.csv"]
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in paths)
    read = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            read[path.stem] = list(csv.reader(file))
    return read


def columns(table: list[list[str]]) -> list[dict[str, str]]:
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> tuple[list[Pupil], dict[str, list[list[str]]]]:
    group = pupils(6)
    group[1].listed = False
    group[2].row["absent"] = True
    group[3].points = {"test_smooth": 0, "essay": 2.5, "report": 1}
    group[4].penalty = 100
    return group, tables(tmp_path_factory.mktemp("plain"), group)


def test_canvas_finds_the_columns_it_looks_for_in_their_places(plain):
    _, read = plain
    head, possible = read["canvas"][:2]
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert possible == ["    Points Possible", "", "", "", "", "12"]


def test_korean_names_and_ids_and_scores_survive(plain):
    group, read = plain
    row = next(r for r in columns(read["canvas"]) if r["SIS User ID"] == group[3].id)
    assert row["Student"] == group[3].last + group[3].first
    assert row[NAME] == "6.5"
    row = next(r for r in columns(read["moodle"]) if r["Username"] == group[3].id)
    assert (row["Full name"], row[NAME]) == (group[3].last + group[3].first, "6.5")


def test_a_late_penalty_never_makes_a_score_negative(plain):
    group, read = plain
    row = next(r for r in columns(read["canvas"]) if r["SIS User ID"] == group[4].id)
    assert row[NAME] == "0"


def test_students_who_handed_in_nothing_are_left_out_so_that_no_grade_is_overwritten(plain):
    group, read = plain
    away = {group[1].id, group[2].id}
    assert not away & {row[2] for row in read["canvas"]}
    assert not away & {row[0] for row in read["moodle"]}
    for row in columns(read["scores"])[1:]:
        assert (row["상태"] == "제출물 없음") == (row["학번"] in away)
        assert (row["총점"] == "") == (row["학번"] in away)


def test_every_test_cell_has_its_points_for_every_student(plain):
    group, read = plain
    table = read["scores"]
    assert table[1][8:] == ["3", "2", "1", "4", "2"]
    assert table[0][8] == "문제 1. 이동 평균 [test_smooth]"
    for pupil in group:
        row = next(row for row in table if row[0] == pupil.id)
        if pupil.listed and not pupil.absent:
            expected = [pupil.points.get(test, POINTS[test]) for test in TESTS]
            assert [float(cell) for cell in row[8:11]] == expected


def test_an_answer_waiting_for_a_human_is_an_empty_cell_and_not_zero(plain):
    group, read = plain
    waiting = [p for p in group if p.listed and not p.absent and "essay" not in p.points]
    assert waiting
    for pupil in waiting:
        row = next(row for row in columns(read["scores"]) if row["학번"] == pupil.id)
        assert row["손 채점 남음"] == "2"
        assert row["문제 3. 서술형 [essay]"] == ""


def test_names_that_look_like_formulas_cannot_run_in_a_spreadsheet(tmp_path):
    names = ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]
    group = pupils(len(names) + 1)
    for pupil, name in zip(group, names):
        pupil.first, pupil.last = name, ""
    group[-1].id = "=1+1"
    group[-1].first, group[-1].last = "a;=cmd()", ""
    for table in tables(tmp_path, group).values():
        cells = [cell for row in table for cell in row]
        assert not any(cell.lstrip()[:1] in tuple("=+-@＝") and cell.strip() for cell in cells)
        assert not any(";" in cell for cell in cells)
        assert '\'=HYPERLINK("http://x","y")' in cells


def test_numbers_stay_numbers_even_when_negative():
    assert [safe(value) for value in (-1.5, 3.0, 1_000_000.0, 2 / 3)] == [
        "-1.5",
        "3",
        "1000000",
        "0.6667",
    ]
    assert safe("-1.5") == "'-1.5"


def test_a_class_collected_from_canvas_is_matched_by_canvas_ids(tmp_path):
    group = pupils(2)
    group[0].id = "kimseoyeon_4711"
    group[0].row |= {"lms": "canvas", "lms_id": "4711", "lms_name": "kimseoyeon"}
    rows = columns(tables(tmp_path, group)["canvas"])[1:]
    by_id = {row["ID"]: row for row in rows}
    assert (by_id["4711"]["SIS User ID"], by_id["4711"]["SIS Login ID"]) == ("", "")
    assert by_id[""]["SIS User ID"] == group[1].id


def test_a_class_collected_from_moodle_becomes_a_grading_worksheet(tmp_path):
    group = pupils(2)
    for number, pupil in enumerate(group):
        pupil.row |= {"lms": "moodle", "lms_id": str(90 + number), "lms_name": "김서연"}
        pupil.first = pupil.last = ""
    rows = columns(tables(tmp_path, group)["moodle"])
    assert {row["Identifier"] for row in rows} == {"Participant 90", "Participant 91"}
    assert all(row["Maximum Grade"] == "12" and row["Full name"] == "김서연" for row in rows)


def late_class(root: Path, lms: str) -> tuple[list[Pupil], dict[str, list[list[str]]]]:
    """LMS가 늦었다고 한 학생, 마감을 넘긴 학생, 늦추어 준 마감 안에 낸 학생, 제때 낸 학생."""
    group = pupils(4)
    for number, pupil in enumerate(group):
        pupil.row |= {"lms": lms, "lms_id": str(number)}
    group[0].row["late"] = True
    course = build(root, group)
    due = datetime(2026, 3, 2, 15, 0)
    with Gradebook(course.database) as book:
        book.find_assignment(NAME).duedate = due
        for pupil, hours in zip(group[1:], (26.5, 26.5, -1)):
            handed = book.find_submission(NAME, pupil.id)
            handed.timestamp = due + timedelta(hours=hours)
            handed.extension = timedelta(days=2) if pupil is group[2] else None
        book.db.commit()
    assert duedate(course, NAME) == due.replace(tzinfo=UTC)
    paths = write_csv(course, NAME, root / "csv")
    read = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            read[path.stem] = list(csv.reader(file))
    page = write_report(course, NAME).read_text(encoding="utf-8")
    shown = page[page.index('id="submissions"') :]
    assert shown.count(">늦음<") == shown.count(">1일 2시간 늦음<") == 1
    return group, read


def test_lateness_is_in_every_table_that_takes_it(tmp_path):
    group, read = late_class(tmp_path / "moodle", "moodle")
    expected = ["늦음", "1일 2시간 늦음", "", ""]
    rows = {row["학번"]: row["늦은 제출"] for row in columns(read["scores"])[1:]}
    assert [rows[pupil.id] for pupil in group] == expected
    worksheet = {row["Identifier"]: row["Status"] for row in columns(read["moodle"])}
    assert [worksheet[f"Participant {n}"] for n in range(4)] == [
        "Submitted for grading - 늦음",
        "Submitted for grading - 1일 2시간 늦음",
        "Submitted for grading",
        "Submitted for grading",
    ]
    group, read = late_class(tmp_path / "canvas", "canvas")
    rows = {row["Username"]: row["늦은 제출"] for row in columns(read["moodle"])}
    assert [rows[pupil.id] for pupil in group] == expected
    # Canvas는 모르는 열을 새 과제로 만들려 한다.
    assert read["canvas"][0][6:] == []


@pytest.mark.parametrize(
    ("marked", "seconds", "said"),
    [
        (False, 0, ""),
        (True, 0, "늦음"),
        (False, 5, "1분 안쪽 늦음"),
        (True, 60, "1분 늦음"),
        (False, 3 * 3600 + 59, "3시간 늦음"),
        (False, 2 * 86400 + 3600 + 60, "2일 1시간 늦음"),
    ],
)
def test_lateness_is_said_in_two_units_at_most(marked, seconds, said):
    assert lateness(marked, seconds) == said


def test_emails_are_given_to_moodle_only_when_nobody_lacks_one(tmp_path):
    group = pupils(2)
    group[0].email = "a@example.com"
    assert "Email address" not in tables(tmp_path / "one", group)["moodle"][0]
    group[1].email = "b@example.com"
    assert tables(tmp_path / "two", group)["moodle"][0][2] == "Email address"


def test_an_empty_class_gives_files_with_headers_only(tmp_path):
    read = tables(tmp_path, [])
    assert [len(read[name]) for name in ("canvas", "moodle", "scores")] == [2, 1, 2]


def test_without_a_grading_record_nothing_is_written(tmp_path):
    course = build(tmp_path, pupils(1))
    (course.work(NAME) / "grading.json").unlink()
    with pytest.raises(ReportProblem):
        write_csv(course, NAME, tmp_path / "csv")
    assert not (tmp_path / "csv").exists()
