"""강의의 주장이 시드와 셈에 흔들리지 않고, 원인을 뒤집으면 무너지는지 본다.

    python tests/lessons/sweep.py                               모두
    python tests/lessons/sweep.py 02 q3                         그렇게 시작하는 것만
    python tests/lessons/sweep.py 12 --arithmetic Prescott      그 셈으로만

- 강의를 시드 다섯 가지로 실행하면 단언이 모두 서야 한다.
- claims/*.toml의 `flips`대로 설정을 바꾸면 적어 둔 단언이 무너져야 한다.
- `arithmetic.TABLE`의 셈마다 강의와 부록의 단언이 서고, 모범 답안이 모든 검사를 지나고, 기록된
  실험의 시드 하나를 다시 돌린 것이 기록의 결론과 맞아야 한다.

끝에 표 하나와 어긋난 것의 목록을 내고, 하나라도 어긋나면 1로 끝난다. 이 CPU가 할 수 없는 셈은
'돌리지 않음'으로 적는다. 정한 셈이 실제로 걸리지 않았으면 그것도 어긋난 것이다.
"""

import argparse
import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import arithmetic
import forked
from checks import Job, check, label, on_this_machine, under_every_arithmetic, uses_tensorflow
from tqdm import tqdm

# 일마다 새 프로세스를 갈라 내므로, 오래 걸리는 모듈은 갈라지기 전에 불러 둔다.
PRELOAD = ("matplotlib.pyplot", "mnist1d.data", "sklearn.model_selection", "keras")
MARKS = "✓ 선다  ✗ 어긋난다  = 왼쪽 어느 칸과 같은 셈이다  – 돌리지 않았다"


@dataclass
class Column:
    """셈 하나의 결과. note가 있으면 돌리지 않은 까닭이다."""

    name: str
    measured: dict[str, str] = field(default_factory=dict)
    note: str = ""
    seconds: float = 0.0
    troubles: list[tuple[Job, str]] = field(default_factory=list)
    done: list[Job] = field(default_factory=list)
    same: list[Job] = field(default_factory=list)

    def mark(self, path: str, kind: str) -> str:
        """`MARKS`의 하나. 시드나 뒤집기가 여럿이면 하나만 어긋나도 ✗다."""

        def within(jobs: Iterable[Job]) -> bool:
            return any(job.path == path and job.kind == kind for job in jobs)

        if within(job for job, _ in self.troubles):
            return "✗"
        return "✓" if within(self.done) else "=" if within(self.same) else "–"

    def repeats(self, other: "Column", job: Job) -> bool:
        """이 일에게는 other와 같은 셈인가. 텐서플로를 쓰지 않는 일에게 oneDNN은 상관없다."""
        keys = [*self.measured] if uses_tensorflow(job.path) else ["OpenBLAS", "스레드", "NumPy"]
        return job in other.done and all(self.measured[key] == other.measured[key] for key in keys)


class Worker:
    """셈 하나를 맡은 프로세스. 환경 변수는 NumPy를 불러오기 전에 정해야 한다."""

    def __init__(self, name: str, preload: Iterable[str], errors: IO[str]):
        self.errors = errors
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--inside", *preload],
            env=arithmetic.environment(name) | {"TF_CPP_MIN_LOG_LEVEL": "3"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )

    def read(self) -> object:
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise EOFError(self.errors.read()[-2000:])
        return json.loads(line)

    def work(self, jobs: list[Job], at_once: int) -> Iterator[tuple[Job, float, str]]:
        print(json.dumps([jobs, at_once]), file=self.process.stdin, flush=True)
        for _ in jobs:
            job, seconds, trouble = self.read()
            yield Job(*job), seconds, trouble


@contextlib.contextmanager
def working(name: str, preload: Iterable[str]) -> Iterator[Worker]:
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        worker = Worker(name, preload, errors)
        with worker.process:
            yield worker


def inside(preload: Iterable[str]) -> None:
    """셈을 재어 알리고, 받은 일을 하나씩 갈라 내어 돌린다. 알림은 한 줄에 JSON 하나다."""
    # 노트북과 텐서플로가 화면에 쓰는 글이 알림에 섞이지 않게 한다.
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for name in preload:
        importlib.import_module(name)
    print(json.dumps(arithmetic.measured()), file=channel, flush=True)
    line = sys.stdin.readline()
    if not line:
        return
    jobs, at_once = json.loads(line)
    for job, seconds, trouble, lost in forked.run(check, [Job(*j) for j in jobs], at_once=at_once):
        print(json.dumps([job, seconds, trouble or lost]), file=channel, flush=True)


def column(
    name: str,
    jobs: list[Job],
    earlier: Iterable[Column] = (),
    preload: Iterable[str] = PRELOAD,
    tell: Callable[[Job, float, str], None] = lambda *_: None,
) -> Column:
    """셈 하나로 일을 돌린다. 이 CPU가 할 수 없거나 earlier에 같은 셈이 있으면 까닭만 적는다."""
    result = Column(name)
    if missing := arithmetic.lacking(name):
        result.note = f"돌리지 않음: 이 CPU에 {', '.join(missing)}이 없다"
        return result
    with working(name, preload) as worker:
        try:
            result.measured = worker.read()
        except EOFError as error:
            result.note = "셈을 맡은 프로세스가 끝나 버렸다"
            result.troubles.append((Job("셈", name), f"{result.note}\n{error}"))
            return result
        if wrong := arithmetic.unapplied(name, result.measured):
            result.note = f"걸리지 않음: {'; '.join(wrong)}"
            result.troubles.append((Job("셈", name), result.note))
            return result
        result.same = [job for job in jobs if any(result.repeats(c, job) for c in earlier)]
        jobs = [job for job in jobs if job not in result.same]
        threads = max(map(int, result.measured["스레드"].split(", ")))
        for job, seconds, trouble in worker.work(jobs, max(1, (os.cpu_count() or 1) // threads)):
            result.seconds += seconds
            result.done.append(job)
            if trouble:
                result.troubles.append((job, trouble))
            tell(job, seconds, trouble)
    return result


def table(columns: list[Column], jobs: list[Job]) -> str:
    """강의·답안·기록 × 셈."""
    kinds = {job.path: job.kind for job in jobs}
    flips = any(job.kind == "뒤집기" for job in columns[0].done)
    heads = "".join(f"{number:>3}" for number in range(1, len(columns) + 1))
    lines = [" " * 28 + heads + ("  뒤집기" if flips else "")]
    for path, kind in kinds.items():
        name = Path(path).stem + (".py" if kind == "기록" else "")
        marks = "".join(f"  {c.mark(path, kind)}" for c in columns)
        lines.append(
            f"{name:<28}{marks}" + (f"  {columns[0].mark(path, '뒤집기')}" if flips else "")
        )
    lines.append(MARKS)
    for number, c in enumerate(columns, 1):
        shown = c.note or ", ".join(f"{key} {value or '기본'}" for key, value in c.measured.items())
        lines.append(f"{number:>2} {c.name}: {arithmetic.TABLE[c.name].says}. {shown}")
    return "\n".join(lines)


def main(prefixes: list[str], names: list[str]) -> int:
    shared = under_every_arithmetic(prefixes)
    if not shared:
        print(f"{', '.join(prefixes)}로 시작하는 강의도 답안도 기록도 없다.", file=sys.stderr)
        return 2
    names = [name for name in arithmetic.TABLE if not names or name in names]
    extra = on_this_machine(prefixes) if "native" in names else []
    columns: list[Column] = []
    with tqdm(total=len(extra) + len(shared) * len(names), desc="주장", disable=None) as bar:
        for name in names:
            jobs = shared + extra if name == "native" else shared

            def tell(job: Job, seconds: float, trouble: str, name: str = name) -> None:
                bar.write(f"CPU {seconds:5.1f}초  {name:<13}{label(job)}: {trouble or '그렇다'}")
                bar.update()

            columns.append(column(name, jobs, columns, tell=tell))
            bar.update(len(jobs) - len(columns[-1].done))
    print(table(columns, shared))
    return verdict(columns)


def verdict(columns: list[Column]) -> int:
    """어긋난 것을 모두 적고, 있으면 1."""
    failures = [(c.name, job, trouble) for c in columns for job, trouble in c.troubles]
    for name, job, trouble in failures:
        print(f"✗ {name} × {label(job)}: {trouble}")
    done, seconds = sum(len(c.done) for c in columns), sum(c.seconds for c in columns)
    print(f"확인 {done}개, 어긋남 {len(failures)}개, CPU 시간 {seconds:.0f}초")
    return int(bool(failures))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="강의의 주장을 시드와 셈을 바꿔 가며 흔든다.")
    parser.add_argument("pieces", nargs="*", help="파일 이름의 처음. 예: 12 q3")
    parser.add_argument(
        "--arithmetic", nargs="+", default=[], choices=arithmetic.TABLE, metavar="셈"
    )
    parser.add_argument("--inside", nargs="+", metavar="모듈", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options.inside)
    else:
        sys.exit(main(options.pieces, options.arithmetic))
