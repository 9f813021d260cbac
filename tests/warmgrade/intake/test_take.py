"""제출물 폴더를 받을 때, 정직한 실수는 고치고 위험한 것은 까닭을 적고 빼는지 본다."""

import json
import os
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import parse_utc
from toy_course import ANSWERS, Course, as_bytes, build, cell_of, plain_code, toy_source

from warmgrade.intake.take import (
    Limits,
    Refused,
    Submission,
    provided_files,
    read_notebook,
    stage,
    take,
)


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Course:
    return build(tmp_path_factory.mktemp("toy"), "과제1", toy_source())


@pytest.fixture
def folder(tmp_path) -> Path:
    """한 학생이 낸 빈 폴더."""
    path = tmp_path / "submitted" / "kim" / "과제1"
    path.mkdir(parents=True)
    return path


def submit(folder: Path, toy: Course, **options) -> Submission:
    return take(folder, "kim", toy.name, toy.skeletons, **options)


def codes(submission: Submission) -> list[str]:
    return [finding.code for finding in submission.findings]


def is_answered(submission: Submission, name: str = "과제1") -> bool:
    return cell_of(submission.notebooks[name], "add").source == ANSWERS["add"]


ENCODINGS = {
    "utf-8-sig": "byte-order-mark",
    "utf-16": "byte-order-mark",
    "utf-32": "byte-order-mark",
    "utf-16-le": "not-utf8",
    "cp949": "not-utf8",
    "euc-kr": "not-utf8",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_notebook_saved_in_another_encoding_reads_the_same(toy, encoding):
    text = as_bytes(toy.handout(ANSWERS)).decode()
    notebook, findings = read_notebook(text.encode(encoding))
    assert notebook == read_notebook(text.encode())[0]
    assert [f.code for f in findings] == [ENCODINGS[encoding]]


def test_a_version_3_notebook_reads_like_a_version_4_one(toy):
    book = toy.handout(ANSWERS)
    old = nbformat.convert(nbformat.reads(as_bytes(book).decode(), 4), 3)
    notebook, findings = read_notebook(nbformat.writes(old, version=3).encode())
    new, _ = read_notebook(as_bytes(book))
    assert [(c.cell_type, c.source.strip()) for c in notebook.cells] == [
        (c.cell_type, c.source.strip()) for c in new.cells
    ]
    assert "old-format" in [f.code for f in findings]


UNREADABLE = {
    "empty-file": b"",
    "unreadable-json": b'{"cells": [',
    "not-a-notebook": b"[1, 2]",
    "nested-json": b'{"cells": ' + b"[" * 200_000,
    "unreadable-encoding": b'{"cells": "\xff\xff\xfe"}',
    "too-large": b" " * 3000,
    "merge-conflict": b'{"cells": [\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n]}',
    "html-file": b"<!DOCTYPE html><html><body>q1</body></html>",
    "too-many-parts": b'{"cells": [' + b"[]," * 4_000_001 + b"[]]}",
    "too-many-cells": b'{"cells": [' + b"{}," * 30 + b"{}]}",
}


@pytest.mark.parametrize("code", UNREADABLE)
def test_what_cannot_be_a_notebook_is_refused_with_a_reason(code):
    limits = Limits(raw_bytes=2000 if code == "too-large" else 1 << 24, cells=20)
    with pytest.raises(Refused) as caught:
        read_notebook(UNREADABLE[code], limits)
    assert caught.value.finding.code == code
    assert caught.value.finding.level == "refused"


def test_huge_numbers_and_nan_in_outputs_do_not_matter(toy):
    book = toy.handout(ANSWERS)
    book["cells"][1]["outputs"] = [{"data": {"application/json": float("nan")}}]
    notebook, findings = read_notebook(as_bytes(book))
    assert len(notebook.cells) == len(book["cells"])
    assert [f.code for f in findings] == ["not-a-number"]
    with pytest.raises(Refused):
        read_notebook(b'{"cells": [' + b"9" * 10_000 + b"]}")


def test_a_submission_as_handed_out_is_the_skeleton_and_silent(toy, folder):
    (folder / "과제1.ipynb").write_bytes(as_bytes(toy.release))
    submission = submit(folder, toy)
    assert submission.notebooks == toy.skeletons
    assert not submission.findings and not submission.files and not submission.absent


NAMES = [
    "과제1 (1).ipynb",
    "과제1(2).ipynb",
    "과제1-2.ipynb",
    "과제1-Copy1.ipynb",
    "과제1의 사본.ipynb",
    "과제1 - 복사본.ipynb",
    "Copy of 과제1.ipynb",
    "과제1_최종.ipynb",
    "20231234_김학생_과제1.ipynb",
    "과제1_20231234.ipynb",
    "과제1.IPYNB",
    "과제1.ipynb.txt",
    "과제1.ipynb.ipynb",
    "과제1/과제1.ipynb",
    "내 폴더/final.ipynb",
    "제목 없음.ipynb",
]


@pytest.mark.parametrize("name", [*NAMES, unicodedata.normalize("NFD", "과제1.ipynb")])
def test_a_notebook_under_another_name_is_found(toy, folder, name):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(as_bytes(toy.handout(ANSWERS)))
    submission = submit(folder, toy)
    assert is_answered(submission)
    assert set(codes(submission)) <= {"renamed-notebook", "wrapped-folder"}


def test_each_of_two_notebooks_finds_its_own_name(toy, folder):
    other = json.loads(json.dumps(toy.skeleton).replace('"add"', '"plus"'))
    skeletons = {"q1": toy.skeleton, "q10": nbformat.from_dict(other)}
    first = toy.handout(ANSWERS)
    (folder / "kim_q10 (1).ipynb").write_bytes(as_bytes(first).replace(b'"add"', b'"plus"'))
    (folder / "q1.ipynb").write_bytes(as_bytes(first))
    submission = take(folder, "kim", "a", skeletons)
    assert is_answered(submission, "q1")
    assert cell_of(submission.notebooks["q10"], "plus").source == ANSWERS["add"]


def test_the_answered_notebook_wins_over_the_untouched_one(toy, folder):
    (folder / "과제1.ipynb").write_bytes(as_bytes(toy.release))
    (folder / "과제1 (1).ipynb").write_bytes(as_bytes(toy.handout(ANSWERS)))
    submission = submit(folder, toy)
    assert is_answered(submission)
    assert codes(submission) == ["several-notebooks", "extra-notebook"]


def test_a_notebook_of_another_course_is_not_taken_for_this_one(toy, folder):
    book = {"nbformat": 4, "metadata": {}, "cells": [plain_code("import math")]}
    (folder / "other.ipynb").write_bytes(as_bytes(book))
    submission = submit(folder, toy)
    assert submission.notebooks == toy.skeletons
    assert submission.absent == ("과제1",)
    assert "missing-notebook" in codes(submission)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\xff", b"[" * 100_000])
def test_an_unreadable_notebook_becomes_the_blank_one_and_says_why(toy, folder, data):
    (folder / "과제1.ipynb").write_bytes(data)
    submission = submit(folder, toy)
    assert submission.notebooks == toy.skeletons
    assert submission.absent == ("과제1",)
    assert [f.level for f in submission.findings] == ["refused"]


@pytest.mark.parametrize("kind", ["nothing", "a file", "a link"])
def test_a_missing_or_odd_folder_is_a_blank_submission(toy, folder, kind):
    folder.rmdir()
    if kind == "a file":
        folder.write_text("x")
    elif kind == "a link":
        folder.symlink_to("/etc")
    submission = submit(folder, toy)
    assert submission.notebooks == toy.skeletons
    assert "missing-notebook" in codes(submission)
    assert not submission.files


def test_links_pipes_and_devices_are_never_opened(toy, folder, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("비밀")
    (folder / "과제1.ipynb").symlink_to(secret)
    (folder / "data.csv").symlink_to(secret)
    (folder / "etc").symlink_to("/etc")
    (folder / "loop").symlink_to(folder)
    os.link(secret, folder / "hard.txt")
    os.mkfifo(folder / "pipe.csv")
    os.mkfifo(folder / "과제1 (1).ipynb")
    submission = submit(folder, toy)
    assert submission.notebooks == toy.skeletons
    assert not submission.files
    assert codes(submission).count("link-refused") == 5
    assert codes(submission).count("not-a-file") == 2


LEFT_OUT = {
    "numpy.py": "shadows-module",
    "random.py": "shadows-module",
    "nbgrader.py": "shadows-module",
    "numpy/__init__.py": "shadows-module",
    "google/evil.py": "shadows-module",
    "sitecustomize.py": "startup-file",
    "usercustomize/__init__.py": "startup-file",
    "conftest.py": "startup-file",
    "ipython_config.py": "startup-file",
    "jupyter_server_config.json": "startup-file",
    "evil.pth": "loadable-file",
    "fast.cpython-311-x86_64-linux-gnu.so": "loadable-file",
    "numpy.pyc": "loadable-file",
    ".ipython/profile_default/startup/0.py": "hidden-file",
    ".env": "hidden-file",
    "timestamp.txt": "timestamp-ignored",
    "TIMESTAMP.TXT": "timestamp-ignored",
    "feedback/과제1.html": "old-feedback",
    "bad\nname.txt": "unsafe-name",
    "a\\b.txt": "unsafe-name",
    "과제1.ipynb/x.txt": "unsafe-name",
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_file_that_could_mislead_the_grader_is_left_out(toy, folder, name):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("import os")
    (folder / "내 과제1.ipynb").write_bytes(as_bytes(toy.handout(ANSWERS)))
    submission = submit(folder, toy)
    assert not submission.files
    assert LEFT_OUT[name] in codes(submission)
    assert is_answered(submission)


def test_harmless_files_come_along_and_litter_does_not(toy, folder):
    kept = {"helper.py", "data/표.csv", "data/random/a.txt", "my_tools/__init__.py", "그림 1.png"}
    litter = {".DS_Store", "__MACOSX/x", "__pycache__/a.pyc", ".ipynb_checkpoints/과제1.ipynb"}
    for name in kept | litter:
        path = folder / unicodedata.normalize("NFD", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (folder / "과제1.ipynb").write_bytes(as_bytes(toy.handout(ANSWERS)))
    submission = submit(folder, toy)
    assert submission.files == {name: name.encode() for name in kept}
    assert not submission.findings


def test_a_submission_inside_one_folder_keeps_its_data_beside_the_notebook(toy, folder):
    inner = folder / "제출" / "과제1"
    inner.mkdir(parents=True)
    (inner / "과제1.ipynb").write_bytes(as_bytes(toy.handout(ANSWERS)))
    (inner / "data.csv").write_text("1")
    (inner / "numpy.py").write_text("")
    submission = submit(folder, toy)
    assert is_answered(submission)
    assert (folder / "제출").exists() and list(submission.files) == ["data.csv"]
    assert set(codes(submission)) == {"wrapped-folder", "shadows-module"}


def test_files_of_the_assignment_are_ours_even_when_the_student_changed_them(toy, folder, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for name in ("same.csv", "changed.csv"):
        (source / name).write_text("1,2")
        (folder / name).write_text("1,2" if name == "same.csv" else "9,9")
    submission = submit(folder, toy, provided=provided_files(source))
    assert not submission.files
    assert codes(submission).count("provided-file") == 1


def test_sizes_and_counts_are_capped(toy, folder):
    (folder / "big.bin").write_bytes(b"x" * 5000)
    for number in range(5):
        (folder / f"part{number}").write_bytes(b"x" * 900)
    submission = submit(folder, toy, limits=Limits(file_bytes=1000, total_bytes=2000))
    assert sorted(submission.files) == ["part0", "part1"]
    assert codes(submission).count("too-large") == 4
    submission = submit(folder, toy, limits=Limits(files=3))
    assert len(submission.files) == 3
    assert "too-many-files" in codes(submission)


def test_folders_inside_folders_end_somewhere(toy, folder):
    deep = folder.joinpath(*["d"] * 100)
    deep.mkdir(parents=True)
    assert "too-deep" in codes(submit(folder, toy))


def test_the_staged_copy_has_only_what_was_taken_and_our_timestamp(toy, folder, tmp_path):
    (folder / "과제1 (1).ipynb").write_bytes(as_bytes(toy.handout(ANSWERS)))
    (folder / "helper.py").write_text("x = 1")
    (folder / "big.bin").write_bytes(b"x" * (9 << 20))
    (folder / "timestamp.txt").write_text("2001-01-01 00:00:00 UTC")
    moment = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    submission = submit(folder, toy, submitted_at=moment)
    target = tmp_path / "staged"
    for _ in range(2):
        stage(submission, target)
        placed = target / "kim" / "과제1"
        assert sorted(p.name for p in placed.iterdir()) == [
            "big.bin",
            "helper.py",
            "timestamp.txt",
            "과제1.ipynb",
        ]
    assert (placed / "big.bin").stat().st_size == 9 << 20
    stamp = parse_utc((placed / "timestamp.txt").read_text().strip())
    assert stamp.replace(tzinfo=UTC) == moment
    staged = nbformat.read(placed / "과제1.ipynb", as_version=4)
    assert staged == submission.notebooks["과제1"]


def test_the_same_folder_gives_the_same_submission_twice(toy, folder):
    book = toy.handout(ANSWERS)
    for cell in book["cells"]:
        del cell["id"]
    (folder / "과제1.ipynb").write_bytes(as_bytes(book))
    (folder / "a.txt").write_text("x")
    assert submit(folder, toy) == submit(folder, toy)


def test_findings_do_not_repeat_without_end(toy, folder):
    for number in range(200):
        (folder / f"extra{number}.ipynb").write_bytes(b"{")
    submission = submit(folder, toy)
    assert len(submission.findings) < 40
