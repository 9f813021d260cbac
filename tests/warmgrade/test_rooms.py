"""방들이 한 방향으로만 서로를 부르는지 본다: cli → 채점의 단계 → 실행 → 커널."""

import ast
from pathlib import Path

import warmgrade

ROOT = Path(warmgrade.__file__).parent
# 방 → 그 방이 부를 수 있는 방. 맨 위 폴더의 모듈은 저마다 하나의 방이다.
BASE = {"atomic", "autotests", "course", "findings", "skeleton"}
BELOW = {
    "atomic": set(),
    "findings": set(),
    "course": set(),
    "autotests": {"atomic", "course"},
    "skeleton": {"autotests"},
    "kernel/sandbox": {"kernel/sandbox"},
    "kernel/inside": {"kernel/inside", "kernel/sandbox", "kernel"},
    "kernel": {"kernel", "kernel/inside", "kernel/sandbox"},
    "execution": BASE | {"execution", "kernel", "kernel/sandbox"},
    "intake": BASE | {"intake", "execution"},
    "gradebook": BASE | {"gradebook", "execution"},
    "report": BASE | {"report", "execution"},
    "grading": BASE | {"intake", "gradebook", "report", "execution", "kernel/sandbox"},
    "check": BASE | {"intake", "execution", "kernel/sandbox"},
    "cli": None,
    "__main__": {"cli"},
}
# kernel/inside가 kernel에서 쓰는 것은 주고받는 형식 하나뿐이다. 시험관은 다른 것을 알면 안 된다.
INSIDE_USES = {"wire"}


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if path.name != "__init__.py")


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "/".join(parts[:-1]) or parts[0]


def imports(path: Path) -> set[Path]:
    """이 모듈이 부르는 warmgrade의 모듈. 함수 안에서 부르는 것도 센다."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        if node.level:
            folder = path.parents[node.level - 1]
        elif (node.module or "").partition(".")[0] == "warmgrade":
            folder = ROOT.parent
        else:
            continue
        place = folder.joinpath(*(node.module or "").split(".")) if node.module else folder
        targets = [place.with_suffix(".py")] if not place.is_dir() else []
        targets += [place / f"{alias.name}.py" for alias in node.names if place.is_dir()]
        found |= {target for target in targets if target.is_file()}
    return found


def test_every_module_has_a_room_with_a_stated_floor():
    assert {room(path) for path in modules()} == BELOW.keys()


def test_rooms_only_call_the_rooms_below_them():
    wrong = [
        f"{path.relative_to(ROOT)} → {target.relative_to(ROOT)}"
        for path in modules()
        for target in imports(path)
        if BELOW[room(path)] is not None and room(target) not in BELOW[room(path)]
    ]
    assert wrong == []


def test_only_the_entrance_calls_the_command_line():
    callers = [path.name for path in modules() if ROOT / "cli.py" in imports(path)]
    assert callers == ["__main__.py"]


def test_code_beside_the_students_knows_only_the_wire_and_what_confines():
    used = {
        target.stem
        for path in modules()
        if room(path) == "kernel/inside"
        for target in imports(path)
        if room(target) == "kernel"
    }
    assert used == INSIDE_USES


def test_the_two_packages_do_not_know_each_other():
    for path in modules():
        assert "trainlab" not in path.read_text(encoding="utf-8"), path
    trainlab = ROOT.parents[2] / "trainlab" / "src" / "trainlab"
    for path in trainlab.rglob("*.py"):
        assert "warmgrade" not in path.read_text(encoding="utf-8"), path
