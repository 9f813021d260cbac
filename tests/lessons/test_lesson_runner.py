"""주장을 흔드는 도구 자체가 제대로 흔드는지 본다."""

from pathlib import Path

import nbformat
import pytest
from checks import falls, stands
from lesson import run


@pytest.fixture
def lesson(tmp_path) -> Path:
    v4 = nbformat.v4
    cells = [
        v4.new_code_cell("SEED = 0\nsize = 3", id="setup"),
        v4.new_code_cell("assert size > 2 and SEED < 300", id="size-assert"),
        v4.new_code_cell("assert size != 1", id="other-assert"),
    ]
    nbformat.write(v4.new_notebook(cells=cells), tmp_path / "lesson.ipynb")
    return tmp_path / "lesson.ipynb"


def test_the_seed_is_really_replaced(lesson):
    assert stands(lesson, 100) == ""
    assert "size-assert 셀, SEED = 300" in stands(lesson, 300)


def test_a_flip_counts_only_when_the_named_assertion_falls(lesson):
    flip = {"cell": "setup", "old": "size = 3", "new": "size = 1", "fails": "size-assert"}
    assert falls(lesson, flip) == ""
    assert "다른 단언" in falls(lesson, flip | {"fails": "other-assert"})
    assert "무너지지 않았다" in falls(lesson, flip | {"new": "size = 4"})
    assert "예외" in falls(lesson, flip | {"new": "1 / 0"})


def test_a_change_that_does_not_apply_is_an_error(lesson):
    with pytest.raises(LookupError, match="꼭 한 번"):
        run(lesson, changes={"setup": ("없는 글", "")})
