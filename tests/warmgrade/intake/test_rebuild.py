"""제출된 노트북을 골격 위에 다시 세울 때, 정직한 답은 그대로 남고 손댄 것은 되돌아가는지 본다."""

import contextlib
import copy
import json
import random
from pathlib import Path

import nbformat
import pytest
from toy_course import (
    ANSWERS,
    Course,
    as_bytes,
    build,
    cell_of,
    grade_id,
    plain_code,
    plain_markdown,
    toy_source,
)
from traitlets.config import PyFileConfigLoader

from warmgrade.findings import Refused
from warmgrade.intake.take import read_notebook, rebuild

ROOT = Path(__file__).resolve().parents[3]
LESSON = "q1_initialization"


@pytest.fixture(scope="module")
def toy(tmp_path_factory) -> Course:
    return build(tmp_path_factory.mktemp("toy"), "toy", toy_source())


@pytest.fixture(scope="module")
def lesson(tmp_path_factory) -> Course:
    source = nbformat.read(ROOT / "solutions" / LESSON / f"{LESSON}.ipynb", as_version=4)
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    return build(tmp_path_factory.mktemp("lesson"), LESSON, source, config)


def intake(course: Course, notebook):
    """(다시 세운 노트북, 본 일의 이름들)."""
    submitted, notes = read_notebook(as_bytes(notebook))
    rebuilt, more = rebuild(submitted, course.skeleton)
    nbformat.validate(rebuilt)
    return rebuilt, {finding.code for finding in notes + more}


def sources(notebook) -> list[str]:
    return [cell.source for cell in notebook.cells]


def answer(notebook, name: str) -> str:
    return cell_of(notebook, name).source


def graded(notebook) -> list[str]:
    return [grade_id(cell) for cell in notebook.cells if grade_id(cell)]


@pytest.mark.parametrize("course", ["toy", "lesson"])
def test_the_untouched_handout_becomes_the_skeleton(course, request):
    course = request.getfixturevalue(course)
    rebuilt, codes = intake(course, course.release)
    assert rebuilt == course.skeleton
    assert not codes


def test_the_skeleton_keeps_hidden_tests_and_mark_schemes_but_no_solution(toy):
    text = "\n".join(sources(toy.skeleton))
    assert "BEGIN HIDDEN TESTS" in text and "BEGIN MARK SCHEME" in text
    assert "a + b" not in text and "answer = 42" not in text and "기준 답" not in text


# 정직한 학생이 하는 일. stock과 셀이 하나도 다르지 않아야 점수도 같다.
def answered(book):
    for name, source in ANSWERS.items():
        cell_of(book, name)["source"] = source


def scribbled(book):
    answered(book)
    cells = book["cells"]
    cells.insert(0, plain_markdown("이름: 김학생", "me"))
    cells.insert(4, plain_code("helper = lambda a: a", "h1"))
    cells.insert(7, plain_code("add(3, 4)", "h2"))
    cells.append(plain_code("%matplotlib inline\n!ls", "h3"))
    cells[4]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x"]}]


def edited_and_deleted(book):
    answered(book)
    cell_of(book, "imports")["source"] = "import math, random"
    cell_of(book, "report-answer")["source"] = "보고서의 답"
    for name in ("closing", "between"):
        book["cells"].remove(cell_of(book, name))


def moved_plain_cells(book):
    answered(book)
    cells = book["cells"]
    cells.insert(0, cells.pop(cells.index(cell_of(book, "closing"))))
    cells.append(cells.pop(cells.index(cell_of(book, "imports"))))


def without_ids(book):
    scribbled(book)
    book["nbformat_minor"] = 4
    for cell in book["cells"]:
        del cell["id"]


def new_ids(book):
    scribbled(book)
    for number, cell in enumerate(book["cells"]):
        cell["id"] = f"a{number}"


def with_a_picture(book):
    answered(book)
    cell_of(book, "essay")["attachments"] = {"그림.png": {"image/png": "iVBORw0KGgo="}}
    cell_of(book, "report-answer")["attachments"] = {"b.png": {"image/png": "iVBORw0KGgo="}}


HONEST = [
    answered,
    scribbled,
    edited_and_deleted,
    moved_plain_cells,
    without_ids,
    new_ids,
    with_a_picture,
]


@pytest.mark.parametrize("change", HONEST)
def test_an_honest_notebook_gets_the_same_cells_as_from_stock(toy, change):
    book = toy.handout()
    change(book)
    original = nbformat.reads(as_bytes(book).decode(), as_version=4)
    rebuilt, _ = intake(toy, book)
    assert toy.stock(rebuilt) == toy.stock(original)


def test_an_honest_lesson_gets_the_same_cells_as_from_stock(lesson):
    book = lesson.handout({"q1a_init_std": "def init_std(a, b, scheme):\n    return 1.0"})
    cell_of(book, "q1g-answer")["source"] = "글로럿은 분산을, He는 제곱평균을 지킨다."
    book["cells"].insert(9, plain_code("init_std(3, 4, 'he')"))
    original = nbformat.reads(as_bytes(book).decode(), as_version=4)
    assert lesson.stock(intake(lesson, book)[0]) == lesson.stock(original)


def test_pictures_in_a_written_answer_survive(toy):
    book = toy.handout()
    with_a_picture(book)
    cell_of(book, "essay")["attachments"]["a.svg"] = {"image/svg+xml": "<svg onload='x()'/>"}
    rebuilt, codes = intake(toy, book)
    assert list(cell_of(rebuilt, "essay")["attachments"]) == ["그림.png"]
    assert codes == {"attachment-left-out"}


def answered_toy(toy: Course):
    return toy.handout(ANSWERS)


def assert_like_answered(toy: Course, rebuilt) -> None:
    assert rebuilt == intake(toy, answered_toy(toy))[0]


def retype(book, names, kind):
    for name in names:
        cell = cell_of(book, name)
        cell["cell_type"] = kind
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def shuffle(book):
    random.Random(0).shuffle(book["cells"])


def strip(book, *keys):
    for cell in book["cells"]:
        for key in keys:
            cell["metadata"].pop(key, None) if key != "id" else cell.pop("id", None)


def set_everywhere(book, **info):
    for cell in book["cells"]:
        if grade_id(cell):
            cell["metadata"]["nbgrader"].update(info)


def append_copy(book, name, **changes):
    cells = book["cells"]
    place = cells.index(cell_of(book, name))
    cells.insert(place + 1, copy.deepcopy(cells[place]) | {"id": "copied"} | changes)


STUB = "def add(a, b):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
DAMAGE = {
    "copied-test": (lambda b: append_copy(b, "test_add"), "duplicate-cell"),
    "copied-answer": (lambda b: append_copy(b, "add"), "duplicate-cell"),
    "pasted-stub": (
        lambda b: append_copy(b, "add", source=STUB),
        "duplicate-cell",
    ),
    "shuffled": (shuffle, "reordered"),
    "no-nbgrader": (lambda b: strip(b, "nbgrader"), "lost-grade-id"),
    "no-nbgrader-no-id": (lambda b: strip(b, "nbgrader", "id"), "lost-grade-id"),
    "null-nbgrader": (
        lambda b: [c["metadata"].update(nbgrader=None) for c in b["cells"]],
        "broken-metadata",
    ),
    "null-metadata": (lambda b: [c.update(metadata=None) for c in b["cells"]], "broken-metadata"),
    "answer-became-markdown": (lambda b: retype(b, ["add", "sketch"], "markdown"), "cell-type"),
    "answer-became-raw": (lambda b: retype(b, ["add"], "raw"), "cell-type"),
    "test-became-raw": (lambda b: retype(b, ["test_add"], "raw"), "cell-type"),
    "same-ids": (lambda b: [c.update(id="x") for c in b["cells"]], "duplicate-id"),
    "schema-99": (lambda b: set_everywhere(b, schema_version=99), "schema-version"),
    "schema-1": (lambda b: set_everywhere(b, schema_version=1), "schema-version"),
    "schema-word": (lambda b: set_everywhere(b, schema_version="three"), None),
    "more-points": (lambda b: set_everywhere(b, points=100), "edited-metadata"),
    "flipped-flags": (
        lambda b: set_everywhere(b, grade=True, solution=True, locked=False),
        "edited-metadata",
    ),
    "skip-tag": (
        lambda b: [c["metadata"].update(tags=["skip-execution"]) for c in b["cells"]],
        "skip-tag",
    ),
    "renamed-ids": (
        lambda b: [
            c["metadata"]["nbgrader"].update(grade_id=f"z_{n}")
            for n, c in enumerate(b["cells"])
            if grade_id(c)
        ],
        "unknown-grade-id",
    ),
    "no-tests": (
        lambda b: b.update(cells=[c for c in b["cells"] if not grade_id(c).startswith("test")]),
        "missing-cell",
    ),
    "weakened-test": (
        lambda b: cell_of(b, "test_add").update(source="assert True"),
        "edited-test",
    ),
    "shortened-test": (
        lambda b: cell_of(b, "test_add").update(source="# 검사\nassert True"),
        "edited-test",
    ),
    "edited-locked": (
        lambda b: cell_of(b, "given_rate").update(source="RATE = 9"),
        "edited-locked",
    ),
    "wrong-kernel": (lambda b: b["metadata"].update(kernelspec={"name": "julia-1.9"}), None),
    "no-notebook-metadata": (lambda b: b.update(metadata=None), None),
    "windows-lines": (
        lambda b: [c.update(source=c["source"].replace("\n", "\r\n")) for c in b["cells"]],
        None,
    ),
    "junk-cells": (lambda b: b["cells"].extend([None, 3, "cell", []]), "broken-cell"),
    "errors-in-outputs": (
        lambda b: cell_of(b, "test_add").update(outputs=[{"output_type": "nonsense"}, 7]),
        None,
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_notebook_is_repaired_to_what_the_student_meant(toy, name):
    change, code = DAMAGE[name]
    book = answered_toy(toy)
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
    change(book)
    rebuilt, codes = intake(toy, book)
    assert_like_answered(toy, rebuilt)
    assert code is None or code in codes


def test_of_two_different_answers_the_last_counts_and_a_person_is_asked_to_look(toy):
    book = answered_toy(toy)
    append_copy(book, "add", source="def add(a, b):\n    return b + a")
    submitted, _ = read_notebook(as_bytes(book))
    rebuilt, findings = rebuild(submitted, toy.skeleton)
    assert answer(rebuilt, "add").endswith("b + a")
    assert [(f.code, f.cell, f.level) for f in findings] == [("duplicate-cell", "add", "warning")]


def test_a_copied_answer_cell_used_for_a_helper_stays_as_the_students_cell(toy):
    book = answered_toy(toy)
    cell_of(book, "add")["source"] = "def helper(a):\n    return a"
    append_copy(book, "add", source="def add(a, b):\n    return helper(a) + b")
    rebuilt, _ = intake(toy, book)
    texts = sources(rebuilt)
    assert texts.index("def helper(a):\n    return a") < texts.index(answer(rebuilt, "add"))


def test_a_split_answer_cell_runs_whole(toy):
    # JupyterLab은 셀을 나눌 때 두 조각에 같은 메타데이터를 붙인다.
    book = answered_toy(toy)
    cell_of(book, "add")["source"] = "import operator\n\ndef add(a, b):\n    return 0"
    append_copy(book, "add", source="def add(a, b):\n    return operator.add(a, b)")
    texts = sources(intake(toy, book)[0])
    assert [i for i, text in enumerate(texts) if "operator" in text] == [3, 4]


def test_a_deleted_answer_does_not_hide_the_same_function_written_elsewhere(toy):
    book = answered_toy(toy)
    cell_of(book, "add")["source"] += "\n\ndef square(x):\n    return x * x"
    book["cells"].remove(cell_of(book, "square"))
    rebuilt, codes = intake(toy, book)
    assert answer(rebuilt, "square") == ""
    assert "missing-answer" in codes


def test_an_answer_in_a_fresh_cell_takes_the_place_of_the_deleted_one(toy):
    book = answered_toy(toy)
    place = book["cells"].index(cell_of(book, "add"))
    book["cells"][place] = plain_code(ANSWERS["add"], "fresh")
    rebuilt, codes = intake(toy, book)
    assert_like_answered(toy, rebuilt)
    assert codes == {"lost-grade-id"}


def test_text_written_into_the_task_cell_moves_below_it(toy):
    book = answered_toy(toy)
    cell_of(book, "report")["source"] += "\n\n나의 보고서"
    rebuilt, codes = intake(toy, book)
    place = sources(rebuilt).index("나의 보고서")
    assert grade_id(rebuilt.cells[place - 1]) == "report"
    assert codes == {"answer-in-task"}


def test_swapped_sections_keep_their_setup_cells_before_their_answers(toy):
    book = answered_toy(toy)
    cells = book["cells"]
    names = ["square", "test_square", "add", "test_add"]
    moved = [cell_of(book, name) for name in names]
    setup = plain_code("unit = 1", "setup")
    rest = [c for c in cells if c not in moved]
    book["cells"] = rest[:3] + moved[:2] + [setup] + moved[2:] + rest[3:]
    rebuilt, codes = intake(toy, book)
    assert graded(rebuilt) == graded(toy.skeleton)
    assert "reordered" in codes and "unit = 1" in sources(rebuilt)


def test_nothing_of_the_students_metadata_or_outputs_survives(toy):
    book = answered_toy(toy)
    for cell in book["cells"]:
        cell["metadata"] |= {"tags": ["raises-exception"], "evil": {"a": 1}, "deletable": True}
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
            cell["execution_count"] = 7
    book["cells"].append(plain_code("1", "extra", nbgrader={"grade": True, "points": 9}))
    rebuilt, _ = intake(toy, book)
    assert "evil" not in str(rebuilt) and "raises-exception" not in str(rebuilt)
    assert rebuilt.cells[-1].metadata == {}
    assert not any(c.get("outputs") or c.get("execution_count") for c in rebuilt.cells)
    for cell in rebuilt.cells[:-1]:
        assert cell.metadata == cell_of(toy.skeleton, cell.id)["metadata"]


def damage_at_random(book, chance: random.Random) -> None:
    cells = book["cells"]
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(cells)) if cells else 0
        action = chance.choice(
            ("delete", "copy", "move", "edit", "lose", "id", "type", "add", "claim")
        )
        if action == "add" or not cells:
            cells.insert(place, plain_code(chance.choice(list(ANSWERS.values())), f"n{place}"))
            continue
        cell = cells[place]
        if action == "delete":
            cells.pop(place)
        elif action == "copy":
            cells.insert(chance.randrange(len(cells)), copy.deepcopy(cell))
        elif action == "move":
            cells.insert(chance.randrange(len(cells)), cells.pop(place))
        elif action == "edit":
            cell["source"] = chance.choice(("", "x = 1", "def add(a, b):\n    return 0", "글"))
        elif action == "lose":
            cell["metadata"] = chance.choice(({}, None, {"nbgrader": None}, {"nbgrader": {}}))
        elif action == "id":
            cell["id"] = chance.choice(("add", "title", "x", 5, "a b"))
        elif action == "type":
            cell["cell_type"] = chance.choice(("code", "markdown", "raw", "heading", None))
        elif action == "claim":
            cell["metadata"] = {"nbgrader": {"grade_id": chance.choice(("add", "report", "q", 3))}}


def test_rebuilding_twice_changes_nothing_and_the_graded_cells_are_always_ours(toy):
    ours = {c.id: c for c in toy.skeleton.cells if grade_id(c) and not c.metadata.nbgrader.solution}
    for seed in (*range(120), 1292, 1956, 2138):
        chance = random.Random(seed)
        book = answered_toy(toy)
        damage_at_random(book, chance)
        once, _ = intake(toy, book)
        twice, _ = rebuild(once, toy.skeleton)
        assert once == twice, seed
        assert graded(once) == graded(toy.skeleton), seed
        assert all(c == ours[c.id] for c in once.cells if c.id in ours), seed
        assert len({c.id for c in once.cells}) == len(once.cells), seed


def test_any_json_is_either_read_or_refused(toy):
    junk = [None, 0, -1, 1e400, "x", [], {}, [[]], {"a": 1}, "\ud800", True]
    for seed in range(150):
        chance = random.Random(seed)
        book = answered_toy(toy)
        for _ in range(chance.randint(1, 4)):
            holder = book
            while chance.random() < 0.8:
                inner = [
                    v
                    for v in (holder.values() if isinstance(holder, dict) else holder)
                    if isinstance(v, (dict, list)) and v
                ]
                if not inner:
                    break
                holder = chance.choice(inner)
            key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            holder[key] = copy.deepcopy(chance.choice(junk))
        with contextlib.suppress(Refused):
            notebook, _ = read_notebook(json.dumps(book).encode())
            rebuilt, _ = rebuild(notebook, toy.skeleton)
            nbformat.writes(rebuilt).encode()
