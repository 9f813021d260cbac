"""LMS에서 내려받은 묶음이 학생마다 제자리에 놓이고, 묶음 밖에는 아무것도 쓰이지 않는지 본다."""

import io
import stat
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warmgrade.intake.take import Limits, Refused, read_arrivals, unpack

KST = timezone(timedelta(hours=9))
BOOK = b'{"cells": []}'


def pack(path: Path | io.BytesIO, files: dict[str, bytes], when=(2026, 3, 2, 18, 0, 0)):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, when), data, zipfile.ZIP_DEFLATED)
    return path


def zipped(files: dict[str, bytes]) -> bytes:
    return pack(io.BytesIO(), files).getvalue()


def scatter(tmp_path: Path, source: Path, **options):
    """(학생 → 놓인 파일, 학생 → 도착 기록). 묶음 밖에 쓰인 것이 없는지도 본다."""
    root = tmp_path / "course" / "submitted"
    before = {p for p in tmp_path.rglob("*") if root.parent not in (p, *p.parents)}
    found = unpack(source, root, "q1", ["q1", "q2"], zone=KST, **options)
    after = {p for p in tmp_path.rglob("*") if root.parent not in (p, *p.parents)}
    assert before == after
    files = {
        student.name: sorted(
            p.relative_to(student / "q1").as_posix() for p in student.rglob("*") if p.is_file()
        )
        for student in (root.iterdir() if root.exists() else ())
    }
    recorded = read_arrivals(root, "q1")
    assert recorded == {a.student: a for a in found if a.student}
    return files, {a.student: a for a in found}


LAYOUTS = {
    "moodle-folders": {
        "김민수_1001_assignsubmission_file_/q1.ipynb": "김민수_1001",
        "김민수_1002_assignsubmission_file/q1.ipynb": "김민수_1002",
    },
    "moodle-flat": {"이 영희_1003_assignsubmission_file_q1.ipynb": "이 영희_1003"},
    "moodle-wrapped": {
        "과목-과제1-42/김민수_1001_assignsubmission_file_/q1.ipynb": "김민수_1001",
        "과목-과제1-42/박철수_1004_assignsubmission_file_/q1.ipynb": "박철수_1004",
    },
    "canvas": {
        "kimminsu_123_456_q1.ipynb": "kimminsu_123",
        "leeyoung_LATE_124_457_q1.ipynb": "leeyoung_124",
    },
    "blackboard": {
        "과제1_20231234_attempt_2026-03-02-18-00-00_q1.ipynb": "20231234",
        "과제1_20235678_시도_2026-03-02-19-00-00_q1.ipynb": "20235678",
    },
    "folders": {"20231234/q1.ipynb": "20231234", "김민수/q1.ipynb": "김민수"},
    "one-folder": {"20231234/q1.ipynb": "20231234"},
    "wrapped-folders": {"제출물/kim/q1.ipynb": "kim", "제출물/lee/q1.ipynb": "lee"},
    "nbgrader": {"kim/q1/q1.ipynb": "kim", "lee/q1/q1.ipynb": "lee"},
    "one-nbgrader": {"kim/q1/q1.ipynb": "kim"},
    "numbered-files": {"20231234_김민수_q1.ipynb": "20231234", "q1-20235678.ipynb": "20235678"},
    "named-files": {"김민수_q1.ipynb": "김민수", "q1_이영희.ipynb": "이영희"},
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_every_known_layout_finds_its_students(tmp_path, layout, form):
    files = LAYOUTS[layout]
    source = tmp_path / "download"
    if form == "zip":
        pack(source, dict.fromkeys(files, BOOK))
    else:
        for name in files:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes(BOOK)
    placed, arrivals = scatter(tmp_path, source)
    assert set(placed) == set(arrivals) == set(files.values())
    assert all(len(names) == 1 and names[0].endswith(".ipynb") for names in placed.values())


def test_times_come_from_the_lms_and_never_from_the_students_archive(tmp_path):
    inner = zipped({"q1/q1.ipynb": BOOK, "q1/timestamp.txt": b"2001-01-01"})
    source = pack(
        tmp_path / "all.zip",
        {
            "김_1_assignsubmission_file_/낸 것.zip": inner,
            "과제_77_attempt_2026-03-05-13-24-05_q1.ipynb": BOOK,
            "lee_LATE_5_6_q1.ipynb": BOOK,
            "park/q1.ipynb": BOOK,
        },
    )
    placed, arrivals = scatter(tmp_path, source)
    assert placed["김_1"] == ["q1.ipynb", "timestamp.txt"]
    assert arrivals["김_1"].submitted_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert arrivals["77"].submitted_at == datetime(2026, 3, 5, 4, 24, 5, tzinfo=UTC)
    assert arrivals["lee_5"].submitted_at is None and arrivals["lee_5"].late
    assert arrivals["park"].submitted_at is None and not arrivals["park"].late


def test_only_the_last_of_several_attempts_is_kept(tmp_path):
    source = pack(
        tmp_path / "all.zip",
        {
            "kim_1_10_q1.ipynb": b"1",
            "kim_1_11_q1-1.ipynb": b"2",
            "kim_1_12_q1-10.ipynb": b"4",
            "kim_1_13_q1-2.ipynb": b"3",
            "kim_1_14_part-7.csv": b"x",
            "과제_77_attempt_2026-03-05-13-24-05_q1.ipynb": b"old",
            "과제_77_attempt_2026-03-06-13-24-05_q1.ipynb": b"new",
            "과제_77_attempt_2026-03-06-13-24-05.txt": b"note",
        },
    )
    placed, _ = scatter(tmp_path, source)
    assert placed == {"kim_1": ["part-7.csv", "q1.ipynb"], "77": ["q1.ipynb"]}
    submitted = tmp_path / "course" / "submitted"
    assert (submitted / "kim_1" / "q1" / "q1.ipynb").read_bytes() == b"4"
    assert (submitted / "77" / "q1" / "q1.ipynb").read_bytes() == b"new"


def test_a_second_download_replaces_the_first_and_keeps_the_others(tmp_path):
    first = pack(tmp_path / "1.zip", {"kim/q1.ipynb": b"1", "kim/a.txt": b"", "lee/q1.ipynb": b"1"})
    second = pack(tmp_path / "2.zip", {"kim/q1.ipynb": b"2"})
    scatter(tmp_path, first)
    root = tmp_path / "course" / "submitted"
    [arrival] = unpack(second, root, "q1", ["q1"])
    assert [p.name for p in (root / "kim" / "q1").iterdir()] == ["q1.ipynb"]
    assert (root / "lee" / "q1" / "q1.ipynb").read_bytes() == b"1"
    assert [f.code for f in arrival.findings] == ["replaced"]
    assert set(read_arrivals(root, "q1")) == {"kim", "lee"}


def test_windows_and_mac_file_names_are_read_as_korean(tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for encoding, name in (("cp949", "김민수/보고서.txt"), ("utf-8", "이영희/보고서.txt")):
            info = zipfile.ZipInfo("x")
            info.filename = name.encode(encoding).decode("cp437")
            archive.writestr(info, b"x")
        archive.writestr("__MACOSX/._q1.ipynb", b"x")
    # zipfile은 한글 이름에 UTF-8 표식을 붙인다. 옛 압축 도구처럼 표식 없는 바이트로 되돌린다.
    data = source.read_bytes()
    for encoding, name in (("cp949", "김민수/보고서.txt"), ("utf-8", "이영희/보고서.txt")):
        raw = name.encode(encoding)
        written = raw.decode("cp437").encode()
        filler = raw + b"_" * (len(written) - len(raw))
        assert written in data
        data = data.replace(written, filler)
    flag = (0x800).to_bytes(2, "little")
    data = data.replace(b"PK\x03\x04\x14\x00" + flag, b"PK\x03\x04\x14\x00\x00\x00")
    data = data.replace(b"PK\x01\x02\x14\x03\x14\x00" + flag, b"PK\x01\x02\x14\x03\x14\x00\x00\x00")
    source.write_bytes(data)
    placed, _ = scatter(tmp_path, source)
    assert set(placed) == {"김민수", "이영희"}


def test_paths_that_leave_the_archive_are_refused(tmp_path):
    names = [
        "../evil.txt",
        "/evil.txt",
        "kim/../../evil.txt",
        "C:/evil.txt",
        "kim\\..\\..\\evil.txt",
    ]
    inner = zipped({"../../../evil.txt": b"x", "q1.ipynb": BOOK})
    source = pack(tmp_path / "all.zip", dict.fromkeys(names, b"x") | {"kim/mine.zip": inner})
    placed, arrivals = scatter(tmp_path, source)
    assert placed == {"kim": ["q1.ipynb"]}
    refused = [f.code for a in arrivals.values() for f in a.findings]
    assert refused == ["path-escape"] * 6


def test_links_inside_an_archive_are_refused(tmp_path):
    source = tmp_path / "all.zip"
    with zipfile.ZipFile(source, "w") as archive:
        info = zipfile.ZipInfo("kim/q1.ipynb")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("kim/a.txt", "x")
    placed, arrivals = scatter(tmp_path, source)
    assert placed == {"kim": ["a.txt"]}
    assert [f.code for f in arrivals[""].findings] == ["link-refused"]


def test_bombs_and_archives_we_cannot_open_are_left_out_one_by_one(tmp_path):
    bomb = zipped({"zeros.bin": bytes(20 << 20), "q1.ipynb": BOOK})
    source = pack(
        tmp_path / "all.zip",
        {
            "bomb/mine.zip": bomb,
            "deep/mine.zip": zipped({"inner.zip": zipped({"q1.ipynb": BOOK}), "a.txt": b"a"}),
            "torn/mine.zip": zipped({"q1.ipynb": BOOK})[:40],
            "egg/mine.egg": b"EGGA",
            "many/mine.zip": zipped({f"{n}.txt": b"x" for n in range(20)}),
            "good/q1.ipynb": BOOK,
        },
    )
    placed, arrivals = scatter(tmp_path, source, limits=Limits(files=10))
    assert {s: [f.code for f in a.findings] for s, a in arrivals.items()} == {
        "bomb": ["zip-bomb"],
        "deep": ["nested-archive"],
        "torn": ["broken-archive"],
        "egg": ["unknown-archive"],
        "many": ["too-many-files"] * 10,
        "good": [],
    }
    assert placed["bomb"] == placed["good"] == ["q1.ipynb"]
    assert placed["deep"] == ["a.txt"] and len(placed["many"]) == 10


def test_the_whole_submission_has_one_size_limit(tmp_path):
    inner = zipped({"a.bin": b"a" * 700, "b.bin": b"b" * 700})
    source = pack(tmp_path / "all.zip", {"kim/1.bin": b"x" * 700, "kim/mine.zip": inner})
    placed, arrivals = scatter(tmp_path, source, limits=Limits(total_bytes=1500))
    assert placed == {"kim": ["1.bin", "a.bin"]}
    assert [f.code for f in arrivals["kim"].findings] == ["too-large"]


def test_a_file_without_an_owner_is_reported_and_left(tmp_path):
    source = pack(tmp_path / "all.zip", {"q1.ipynb": BOOK, "kim/q1.ipynb": BOOK})
    placed, arrivals = scatter(tmp_path, source)
    assert placed == {"kim": ["q1.ipynb"]}
    assert [f.code for f in arrivals[""].findings] == ["unknown-student"]


def test_a_broken_download_is_refused_as_a_whole(tmp_path):
    (tmp_path / "all.zip").write_bytes(b"PK nonsense")
    with pytest.raises(Refused) as caught:
        unpack(tmp_path / "all.zip", tmp_path / "submitted", "q1", ["q1"])
    assert caught.value.finding.code == "broken-archive"
