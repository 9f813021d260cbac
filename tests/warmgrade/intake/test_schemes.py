"""제멋대로 지은 이름의 반을 수백 개 만들어, 사람이 합쳐지거나 생기거나 빠지지 않는지 본다."""

import io
import random
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from warmgrade.intake.collecting import collect

CLASSES = 250
# 물어도 되는 반의 몫. 이름만으로는 사람이 보아도 모르는 반이 조금은 있다.
MOST_ASKED = 0.05
FAMILY = "김이박최정강조윤장임한오서신권황안송류홍전고문양손배백허남심노하곽성차주우구민"
GIVEN = ["서연", "민준", "지우", "하은", "예준", "수아", "철수", "영희", "다은", "현", "솔", "유진"]
FOREIGN = [
    *(("Minsu", "Kim"), ("Anna", "Smith"), ("Van A", "Nguyen"), ("Mary-Ann", "O'Brien")),
    *(("Wei", "Zhang"), ("José", "García"), ("Lena", "Müller"), ("Ali", "Khan")),
]
TITLES = ["q1", "과제1", "HW1", "Assignment 1", "딥러닝 과제", "3주차 실습", "optimizers", "최적화"]
MARKS = [" (1)", "_최종", "_final", "_v2", "의 사본", " - 복사본", "_진짜최종", "-수정본"]
TEACHERS = ["제출목록.xlsx", "readme.txt", "grades.csv", "index.html", "명단.csv", "채점기준.pdf"]


@dataclass
class Class:
    """경로 → 몇 번째 학생의 것인지. 학생의 것이 아니면 None."""

    files: dict[str, int | None] = field(default_factory=dict)


def draw(rng: random.Random) -> Class:
    """이름 짓는 법 하나를 뽑아 그대로 지은 반. 한 반은 대체로 한 가지 법을 쓴다."""
    people = _people(rng, rng.choice([1, 2, 3, 4, 8, 20]))
    who = rng.choice(["name", "name", "id", "login", "email", "id name", "name id", "name(id)"])
    gap = rng.choice(["_", "-", " ", " - ", "__"])
    order = rng.choice(["title who", "who title", "who", "date title who", "who date title"])
    shape = rng.choice(["file", "file", "folder", "folder", "zip", "either"])
    wrapper = rng.choice(["", "", "과제1/", "제출물/", "AI개론/", "download-20260302/"])
    title, date = rng.choice(TITLES), rng.choice(["20260302", "2026-03-02", "260302"])
    sections, own_dates = rng.random() < 0.2, rng.random() < 0.4
    found = Class()
    for number, person in enumerate(people):
        parts = {
            "title": title if rng.random() < 0.8 else rng.choice(TITLES),
            "date": f"202603{rng.randrange(1, 29):02d}" if own_dates else date,
            "who": "".join(person.get(part, part) for part in _pieces(who, gap)),
        }
        stem = gap.join(parts[part] for part in order.split())
        section = rng.choice(["1분반/", "2분반/"]) if sections else ""
        form = rng.choice(["file", "folder"]) if shape == "either" else shape
        if form == "folder":
            inside = rng.choice(["q1.ipynb", "과제.ipynb", "Untitled.ipynb"])
            place = f"{wrapper}{section}{parts['who']}/"
            found.files[place + inside] = number
            if rng.random() < 0.2:
                found.files[place + "data/a.csv"] = number
        else:
            mark = rng.choice(MARKS) if rng.random() < 0.2 else ""
            ending = "zip" if form == "zip" else "ipynb"
            found.files[f"{wrapper}{section}{stem}{mark}.{ending}"] = number
    if rng.random() < 0.4:
        found.files[wrapper + rng.choice(TEACHERS)] = None
    return found


def _pieces(who: str, gap: str) -> list[str]:
    return {"id name": ["id", gap, "name"], "name id": ["name", gap, "id"]}.get(
        who, ["name", "(", "id", ")"] if who == "name(id)" else [who]
    )


def _people(rng: random.Random, count: int) -> list[dict[str, str]]:
    foreign, style = rng.choice([0, 0, 0.3, 1]), rng.choice(["8", "10", "B", "dash"])
    found: dict[str, dict[str, str]] = {}
    while len(found) < count:
        if rng.random() < foreign:
            first, last = rng.choice(FOREIGN)[0], rng.choice(FOREIGN)[1]
            name, login = f"{first} {last}", f"{first[:2]}{len(found)}{last[:3]}".lower()
        else:
            name = rng.choice(FAMILY) + rng.choice(GIVEN)
            login = rng.choice(["kim", "lee", "park"]) + rng.choice(["yh", "_min", "ms", "93"])
            login += str(10 + len(found))
        login = login.translate(str.maketrans("éíüá'- ", "eiuaxxx"))
        number = {
            "8": f"20{rng.randrange(18, 26)}{rng.randrange(1300, 9999)}",
            "10": f"20{rng.randrange(18, 26)}{rng.randrange(100000, 999999)}",
            "B": f"{rng.choice('ABC')}{rng.randrange(100000, 999999)}",
            "dash": f"20{rng.randrange(18, 26)}-{rng.randrange(10000, 99999)}",
        }[style]
        person = {"name": name, "login": login, "id": number, "email": f"{login}@univ.ac.kr"}
        found.setdefault(name, person)
    return list(found.values())


def test_no_scheme_of_names_merges_invents_or_loses_anybody(tmp_path):
    asked = []
    for seed in range(CLASSES):
        group = draw(random.Random(seed))
        source = tmp_path / f"{seed}.zip"
        with zipfile.ZipFile(source, "w") as archive:
            for path in group.files:
                archive.writestr(path, _content(path))
        root = tmp_path / str(seed) / "submitted"
        with collect(source, root, "q1", ["q1"]) as found:
            if found.questions:
                asked.append(seed)
                continue
            found.place()
        assert _owners(root) == _truth(group), (seed, group.files)
    assert len(asked) <= MOST_ASKED * CLASSES, asked


def _content(path: str) -> bytes:
    """파일마다 다른 내용. 압축이면 그것이 든 노트북 하나를 담는다."""
    if not path.endswith(".zip"):
        return path.encode()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("q1.ipynb", path)
    return data.getvalue()


def _owners(root: Path) -> set[frozenset[bytes]]:
    """학생마다 놓인 노트북의 내용."""
    return {
        frozenset(p.read_bytes() for p in student.rglob("*.ipynb")) for student in root.iterdir()
    }


def _truth(group: Class) -> set[frozenset[bytes]]:
    works: dict[int, set[bytes]] = defaultdict(set)
    for path, number in group.files.items():
        if number is not None and path.endswith((".ipynb", ".zip")):
            works[number].add(path.encode())
    return {frozenset(contents) for contents in works.values()}
