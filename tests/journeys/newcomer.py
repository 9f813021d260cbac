"""빈 환경에서 책에 적힌 줄만 붙여 넣어 설치하고 실행해 본다.

    python tests/journeys/newcomer.py                   있는 파이썬(3.11–3.13) 모두
    python tests/journeys/newcomer.py python3.12        그 파이썬만
    python tests/journeys/newcomer.py --walk colab      그 걸음만

지어진 책(`_build/html`)의 쪽에서 설치하는 줄과 링크를 읽는다. 링크가 가리키는 파일을 저장소 밖의 새
폴더에 옮기고, 그 줄을 새 가상 환경에서 그대로 실행한다. 인터넷을 쓰고 몇십 분 걸린다. 하나라도 글과
다르면 1로 끝난다.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
COLAB = ROOT / "tests" / "versions" / "colab.txt"
COLAB_PYTHON = "3.13"
COURSE = ROOT / "tests" / "warmgrade" / "keras_course"
WHEELS = ("trainlab", "warmgrade")
LESSONS = ("02_vanishing_gradients", "08_optimizers", "c_keras3", "e_exercise_quality")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
BLANK = "아직 답을 작성하지 않았습니다"
# 옮겨 둔 책과 상관없는 설정이 새어 들지 않게, 이것만 물려준다.
KEPT = re.compile(r"PIP_.*|SSL_.*|REQUESTS_.*|https?_proxy|no_proxy|LANG|LC_.*", re.I)


class Wrong(Exception):
    """글에 적힌 것과 다르다."""


def expect(condition: object, what: str) -> None:
    if not condition:
        raise Wrong(what)


class Page:
    """지어진 책의 한 쪽."""

    def __init__(self, name: str) -> None:
        self.path = SITE / f"{name}.html"
        self.html = self.path.read_text(encoding="utf-8")

    def command(self, start: str) -> str:
        """코드 상자에 적힌, start로 시작하는 꼭 하나의 줄."""
        boxes = re.findall(r"<pre>(.*?)</pre>", self.html, re.S)
        lines = [
            line
            for box in boxes
            for line in unescape(re.sub(r"<[^>]+>", "", box)).strip().splitlines()
        ]
        found = {line for line in lines if line.startswith(start)}
        expect(len(found) == 1, f"{self.path.name}에 '{start}'로 시작하는 줄이 {len(found)}개")
        return found.pop()

    def download(self, pattern: str, folder: Path) -> Path:
        """링크를 눌러 받는 파일을 folder에 둔다."""
        links = set(re.findall(r'href="([^"#]+)"', self.html))
        found = {(self.path.parent / link).resolve() for link in links if re.search(pattern, link)}
        expect(len(found) == 1, f"{self.path.name}에 {pattern} 링크가 {len(found)}개")
        return Path(shutil.copy(found.pop(), folder))


class Newcomer:
    """새 폴더와 새 가상 환경만 있는 사람."""

    def __init__(self, python: str, folder: Path) -> None:
        self.folder = folder / "받은 것"
        self.folder.mkdir()
        self.python = python
        self.home = folder / "dnn"
        self.renew()
        kept = {key: value for key, value in os.environ.items() if KEPT.fullmatch(key)}
        cache = subprocess.run(
            [sys.executable, "-m", "pip", "cache", "dir"], text=True, capture_output=True
        ).stdout.strip()
        self.environment = (
            {"PIP_CACHE_DIR": cache}
            | kept
            | {
                "HOME": str(folder),
                "PATH": f"{self.home / 'bin'}{os.pathsep}/usr/local/bin:/usr/bin:/bin",
                "PYTHONIOENCODING": "utf-8",
                "COLUMNS": "200",
            }
        )

    def renew(self) -> None:
        """가상 환경을 처음부터 다시 만든다."""
        shutil.rmtree(self.home, ignore_errors=True)
        subprocess.run([self.python, "-m", "venv", self.home], check=True)

    def paste(self, line: str) -> subprocess.CompletedProcess:
        """터미널에 붙여 넣는다."""
        return subprocess.run(
            line, shell=True, cwd=self.folder, env=self.environment, text=True, capture_output=True
        )

    def must(self, line: str) -> str:
        done = self.paste(line)
        expect(done.returncode == 0, f"{line}\n{(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def run(self, notebook: Path) -> subprocess.CompletedProcess:
        """처음부터 실행한다. 오류가 나면 거기서 멈춘다."""
        return self.paste(
            "jupyter nbconvert --log-level=ERROR --to notebook --execute --output ran "
            f"--ExecutePreprocessor.timeout=900 '{notebook.name}'"
        )

    def stops_at_the_first_blank(self, notebook: Path) -> None:
        done = self.run(notebook)
        expect(done.returncode != 0, f"{notebook.name}: 빈 답에서 멈추지 않았다")
        said = COLOUR.sub("", done.stderr)
        last = said.strip().splitlines()[-1]
        expect(f"NotImplementedError: {BLANK}" in last, f"{notebook.name}: {said[-1500:]}")

    def first_cell_says(self, notebook: Path) -> str:
        """첫 코드 셀만 실행했을 때 화면에 나오는 글."""
        book = json.loads(notebook.read_text(encoding="utf-8"))
        book["cells"] = [next(cell for cell in book["cells"] if cell["cell_type"] == "code")]
        alone = self.folder / "첫 셀.ipynb"
        alone.write_text(json.dumps(book), encoding="utf-8")
        done = self.run(alone)
        expect(done.returncode == 0, done.stderr[-1500:])
        (cell,) = json.loads((self.folder / "ran.ipynb").read_text(encoding="utf-8"))["cells"]
        return "".join("".join(output.get("text", "")) for output in cell["outputs"])

    def has(self, module: str) -> bool:
        return self.paste(f'python -c "import {module}"').returncode == 0

    def version(self, package: str) -> str:
        return self.must(
            f"python -c \"import importlib.metadata as m; print(m.version('{package}'))\""
        ).strip()


def lesson(name: str, folder: Path) -> Path:
    """쪽 맨 위의 내려받기 단추로 받는다."""
    return Page(f"chapters/{name}").download(rf"_sources/chapters/{name}\.ipynb$", folder)


def exercise(name: str, folder: Path) -> Path:
    return Page("chapters/exercise_list").download(rf"{name}\.ipynb$", folder)


def solved(notebook: Path) -> Path:
    """받은 과제의 빈 답을 모두 기준 답으로 채운 것."""
    source = ROOT / "solutions" / notebook.stem / notebook.name
    answers = {}
    for cell in json.loads(source.read_text(encoding="utf-8"))["cells"]:
        mark = cell["metadata"].get("nbgrader", {})
        if mark.get("solution"):
            answers[mark["grade_id"]] = cell["source"]
    book = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = answers.get(name, cell["source"])
    path = notebook.with_name(f"푼 {notebook.name}")
    path.write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")
    return path


def checked(person: Newcomer, name: str) -> None:
    """받은 그대로는 모든 검사가 「다시」이고, 푼 것은 모두 통과한다."""
    blank = exercise(name, person.folder)
    example = Page("chapters/installation").command("warmgrade check ")
    command = example.rpartition(" ")[0]
    done = person.paste(f"{command} '{blank.name}'")
    expect(done.returncode == 1, f"{name} 빈 답: {done.returncode}\n{done.stderr[-1500:]}")
    expect("통과" not in done.stdout and BLANK in done.stdout, done.stdout)
    right = person.paste(f"{command} '{solved(blank).name}'")
    expect(right.returncode == 0 and "다시" not in right.stdout, right.stdout + right.stderr)


def one_line(person: Newcomer) -> Iterator[str]:
    """첫 쪽의 한 줄로 설치하고 강의를 실행한 뒤, 과제를 확인한다."""
    intro, page = Page("intro"), Page("chapters/installation")
    intro.download(r"trainlab-.*\.whl$", person.folder)
    person.must(intro.command("pip install"))
    yield "첫 쪽의 한 줄"
    for name in LESSONS:
        done = person.run(lesson(name, person.folder))
        expect(done.returncode == 0, f"{name}\n{done.stderr[-2000:]}")
        yield f"내려받은 {name}"
    page.download(r"warmgrade-.*\.whl$", person.folder)
    person.must(page.command("pip install warmgrade"))
    yield "warmgrade의 한 줄"
    for name in ("q1_initialization", "q3_bias"):
        checked(person, name)
        yield f"warmgrade check {name}"


def first_cell(person: Newcomer) -> Iterator[str]:
    """주피터만 있는 환경에서 노트북을 열고 첫 셀에 맡긴다."""
    person.must("pip install jupyterlab")
    person.stops_at_the_first_blank(exercise("q1_initialization", person.folder))
    expect(not person.has("tensorflow"), "q1은 텐서플로 없이 풀어야 한다")
    yield "q1을 열어 첫 빈칸까지"
    q8 = exercise("q8_cifar10", person.folder)
    said = person.first_cell_says(q8)
    expect("「설치와 실행」 쪽에서 trainlab-" in said and "다시 실행하세요" in said, said)
    yield "휠 없이 q8의 첫 셀"
    wheel = Page("chapters/exercise_list").download(r"trainlab-.*\.whl$", person.folder)
    person.stops_at_the_first_blank(q8)
    yield "휠을 옆에 두고 q8을 첫 빈칸까지"
    expect(person.first_cell_says(q8) == "", "다 있으면 아무 말도 하지 않아야 한다")
    pasted = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    pasted["source"] = Page("chapters/installation").command(f"pip install {wheel.name}")
    book = {"cells": [pasted], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path = person.folder / "붙인 줄.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    done = person.run(path)
    expect(done.returncode == 0, done.stderr[-1500:])
    yield "한 줄을 노트북의 셀에 붙여 넣기"


def check_only(person: Newcomer) -> Iterator[str]:
    """warmgrade만 설치한 환경에서 과제를 확인하고 채점한다."""
    page = Page("chapters/installation")
    page.download(r"warmgrade-.*\.whl$", person.folder)
    person.must(page.command("pip install warmgrade"))
    q1 = exercise("q1_initialization", person.folder)
    done = person.paste(f"warmgrade check {q1.name}")
    expect(done.returncode == 2 and done.stderr.count("\n") == 1, done.stdout + done.stderr)
    expect("matplotlib, numpy" in done.stderr, done.stderr)
    yield "NumPy가 없을 때 한 문장"
    person.first_cell_says(q1)
    checked(person, "q1_initialization")
    yield "첫 셀을 실행한 뒤 warmgrade check q1"
    validate = page.command("nbgrader validate").rpartition(" ")[0]
    expect("Success" in person.must(f"{validate} '{solved(q1).name}'"), "nbgrader validate")
    yield "nbgrader validate"
    shutil.copytree(COURSE, person.folder, dirs_exist_ok=True)
    person.must("nbgrader generate_assignment dense_net")
    given = person.folder / "release" / "dense_net"
    shutil.copytree(given, person.folder / "submitted" / "hong" / "dense_net")
    person.must("pip install tensorflow")
    shown = person.must("warmgrade run dense_net")
    expect("hong" in shown and (person.folder / "gradebook.db").exists(), shown)
    yield "warmgrade run"


def offline(person: Newcomer) -> Iterator[str]:
    """설치할 것을 폴더에 모아, 인터넷 없이 새 환경에 설치한다."""
    page = Page("chapters/installation")
    page.download(r"trainlab-.*\.whl$", person.folder)
    person.must(page.command("pip download"))
    yield "모으는 줄"
    person.renew()
    person.must(page.command("pip install --no-index"))
    expect(person.has("jupyterlab, trainlab.probe"), "설치한 것을 불러오지 못한다")
    yield "인터넷 없이 설치하는 줄"


def lowest(person: Newcomer) -> Iterator[str]:
    """두 패키지가 된다고 적어 둔 가장 낮은 판으로."""
    projects = [str(ROOT / "packages" / name / "pyproject.toml") for name in WHEELS]
    uv = str(Path(sys.executable).with_name("uv"))
    rules = ["--resolution", "lowest-direct", "--only-binary", ":all:", "--all-extras"]
    command = [uv, "pip", "compile", "--quiet", *rules, "--python", person.python, *projects]
    pins = subprocess.run(command, text=True, capture_output=True, check=True).stdout
    (person.folder / "pins.txt").write_text(pins, encoding="utf-8")
    person.must("pip install --requirement pins.txt")
    for name in WHEELS:
        wheel = Page("chapters/installation").download(rf"{name}-.*\.whl$", person.folder)
        person.must(f"pip install --constraint pins.txt {wheel.name}")
    yield "가장 낮은 판을 설치"
    done = person.run(lesson(LESSONS[0], person.folder))
    expect(done.returncode == 0, done.stderr[-2000:])
    yield f"내려받은 {LESSONS[0]}"
    for name in ("q1_initialization", "q3_bias"):
        checked(person, name)
        yield f"warmgrade check {name}"


def colab(person: Newcomer) -> Iterator[str]:
    """코랩에 깔려 있는 판에서: trainlab만 더해지고 나머지는 그대로다."""
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", COLAB.read_text(encoding="utf-8"), re.M))
    pins.pop("tensorflow-cpu")
    person.must("pip install jupyterlab " + " ".join(f"{k}=={v}" for k, v in pins.items()))
    Page("chapters/installation").download(r"trainlab-.*\.whl$", person.folder)
    person.stops_at_the_first_blank(exercise("q8_cifar10", person.folder))
    expect({name: person.version(name) for name in pins} == pins, "코랩의 판이 바뀌었다")
    yield "q8을 열어 첫 빈칸까지"
    for name in LESSONS:
        done = person.run(lesson(name, person.folder))
        expect(done.returncode == 0, f"{name}\n{done.stderr[-2000:]}")
        yield f"내려받은 {name}"
    page = Page("chapters/installation")
    page.download(r"warmgrade-.*\.whl$", person.folder)
    person.must(page.command("pip install warmgrade"))
    for name in ("q1_initialization", "q3_bias"):
        checked(person, name)
        yield f"warmgrade check {name}"
    expect({name: person.version(name) for name in pins} == pins, "코랩의 판이 바뀌었다")


WALKS: dict[str, Callable[[Newcomer], Iterator[str]]] = {
    "one-line": one_line,
    "first-cell": first_cell,
    "check-only": check_only,
    "offline": offline,
    "lowest": lowest,
    "colab": colab,
}


@contextmanager
def arrived(python: str) -> Iterator[Newcomer]:
    with tempfile.TemporaryDirectory(prefix="newcomer-") as folder:
        yield Newcomer(python, Path(folder))


def go(python: str, version: str, name: str) -> bool:
    """걸음 하나. 걸음마다 한 줄씩 보인다."""
    started = time.monotonic()
    with arrived(python) as person:
        try:
            for step in WALKS[name](person):
                print(
                    f"{version}  {name:10s}  {time.monotonic() - started:6.0f}초  {step}",
                    flush=True,
                )
                started = time.monotonic()
        except Wrong as wrong:
            print(f"{version}  {name:10s}  멈춤: {wrong}", flush=True)
            return False
    return True


def usable(python: str) -> str:
    """쓸 수 있는 파이썬이면 그 판."""
    code = "import ensurepip, sys, venv; print('{}.{}'.format(*sys.version_info))"
    try:
        done = subprocess.run([python, "-c", code], text=True, capture_output=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("python", nargs="*", default=["python3.11", "python3.12", "python3.13"])
    parser.add_argument("--walk", action="append", choices=WALKS)
    arguments = parser.parse_args()
    versions = {python: version for python in arguments.python if (version := usable(python))}
    if not versions:
        print("쓸 수 있는 파이썬이 없습니다.", file=sys.stderr)
        return 2
    chosen = arguments.walk or list(WALKS)
    results = [
        go(python, version, name)
        for python, version in versions.items()
        for name in chosen
        if name != "colab" or version == COLAB_PYTHON
    ]
    print(f"걸음 {len(results)}개 가운데 {sum(results)}개가 글에 적힌 대로였다.")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
