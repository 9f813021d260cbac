"""leftovers.py: 커널이 남긴 것을 링크를 따라가지 않고 정한 만큼만 거둔다."""

import os
from pathlib import Path

import pytest

from warmgrade.kernel import leftovers
from warmgrade.kernel.leftovers import Leftovers, collect, shape_of


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    (folder / "sub").mkdir(parents=True)
    (folder / "same.txt").write_text("same")
    (folder / "sub" / "old.txt").write_text("old")
    return folder


def gathered(work: Path, before: leftovers.Shape) -> Leftovers:
    folder = os.open(work, os.O_RDONLY)
    try:
        return collect(folder, before)
    finally:
        os.close(folder)


def test_only_what_changed_is_brought(work):
    before = shape_of(work)
    (work / "new.txt").write_text("new")
    (work / "sub" / "old.txt").unlink()
    (work / "empty" / "inner").mkdir(parents=True)
    (work / "full").mkdir()
    (work / "full" / "a").write_bytes(b"\0")
    found = gathered(work, before)
    assert found.written == {
        "new.txt": b"new",
        "sub/old.txt": None,
        "empty/inner/": b"",
        "full/a": b"\0",
    }
    assert found.refused == []


def test_a_file_rewritten_with_the_same_size_is_brought(work):
    before = shape_of(work)
    (work / "same.txt").write_text("SAME")
    assert gathered(work, before).written == {"same.txt": b"SAME"}


def test_links_and_odd_names_stay_where_they_are(work):
    before = shape_of(work)
    (work / "link").symlink_to("/etc/hostname")
    (work / "folder").symlink_to("/etc")
    os.mkfifo(work / "pipe")
    (work / ".hidden").write_text("x")
    (work / "줄\n바꿈").write_text("x")
    (work / "c:evil").write_text("x")
    open(os.fsencode(work) + b"/\xff", "w").close()
    (work / "__pycache__").mkdir()
    (work / "__pycache__" / "m.pyc").write_text("x")
    found = gathered(work, before)
    assert found.written == {}
    assert len(found.refused) == 7 and all(
        name.isprintable() or "\n" in name for name in found.refused
    )


def test_a_known_file_swapped_for_a_link_is_not_followed(work):
    before = shape_of(work)
    (work / "same.txt").unlink()
    (work / "same.txt").symlink_to("/etc/hostname")
    found = gathered(work, before)
    assert found.refused == ["same.txt"] and found.written == {}


def test_number_size_and_depth_are_bounded(work, monkeypatch):
    monkeypatch.setattr(leftovers, "FILES", 5)
    monkeypatch.setattr(leftovers, "TOTAL", 100)
    before = shape_of(work)
    (work / "a-big").write_bytes(b"x" * 101)
    for number in range(9):
        (work / f"b{number}").write_text("x")
    deep = work
    for _ in range(20):
        deep = deep / "d"
        deep.mkdir()
    (deep / "bottom").write_text("x")
    found = gathered(work, before)
    assert sum(data is not None and not n.endswith("/") for n, data in found.written.items()) <= 5
    assert "a-big" in found.refused
    assert not any("bottom" in name for name in found.written)
