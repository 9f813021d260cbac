"""과제의 검사를 검사한다: 맞는 답은 모두 붙고 틀린 답은 제 검사에서만 떨어지는지 표로 낸다.

    python benchmarks/exercises.py [과제 …] [--stock] [--classes N] [--workers N] [--fresh]

빈 답, 기준 답, 맞는 변형, 틀린 변형, 돌연변이를 저마다 제출물로 만들어 warmgrade로 채점한다. 한 번
채점한 제출물은 `_build/bench/`에 남겨 두므로, 끊겼거나 조금만 고쳤으면 나머지만 채점한다. 결과는
`benchmarks/exercises.json`에 과제별로 적는다. `--stock`은 여러 변형을 한 노트북에 모아
nbgrader로도 채점하고 검사마다 점수가 같은지 본다.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
RECORD = ROOT / "benchmarks" / "exercises.json"
sys.path[:0] = [str(ROOT / "tests" / "exercises"), str(ROOT / "benchmarks")]

from harness import (  # noqa: E402
    Variant,
    blank,
    cell_name,
    exercises,
    filled,
    is_grade,
    needed,
    number,
    read_notebook,
    read_variants,
    test_targets,
)
from mutants import Mutant, mutants, read_equivalents  # noqa: E402

import trainlab  # noqa: E402
import warmgrade  # noqa: E402
from warmgrade.execution.exam import Plan, plan  # noqa: E402
from warmgrade.execution.launch import Options, imported  # noqa: E402
from warmgrade.execution.schedule import execute_all, unfinished  # noqa: E402
from warmgrade.execution.store import Store  # noqa: E402
from warmgrade.execution.task import Result, Task  # noqa: E402
from warmgrade.kernel.sandbox.rules import Sandbox  # noqa: E402

SEEDS = 20
REPEATS = 2
# 끝나지 않는 반복이 된 돌연변이를 오래 기다리지 않는다.
MUTANT_SECONDS = 15.0
LIGHT = ("numpy", "matplotlib.pyplot", "sklearn.linear_model")
HEAVY = (*LIGHT, "tensorflow", "keras")
PACKAGES = ("numpy", "keras", "nbgrader")
GATE = {"mutants": 0.9, "p95": 5.0}


@dataclass(frozen=True)
class Submission:
    """채점할 제출물 하나.

    Attributes:
        kind: "blank", "reference", "wheat", "chaff", "mutant" 가운데 하나.
        cell, source: 바꿀 답 셀과 그 새 코드. 빈 답과 기준 답이면 비어 있다.
        label: 같은 종류 안에서 이것을 가리키는 이름.
        seed: 셀마다 정하는 난수 시드의 바탕.
        scope: 실행할 셀. "whole"은 모두, "graded"는 채점에 필요한 셀, "answer"는 그 답의 채점에
            필요한 셀.
    """

    kind: str
    cell: str = ""
    label: str = ""
    source: str = ""
    seed: int = 0
    scope: str = "graded"

    @property
    def name(self) -> str:
        return "/".join((self.kind, self.cell, self.label, str(self.seed)))


class Verdicts(Store):
    """판정만 남기는 Store. 출력은 답이 일으킨 오류만 남긴다."""

    def save(self, key: str, result: Result) -> None:
        found = {
            cell: ([o for o in outputs if o["output_type"] == "error"], count)
            for cell, (outputs, count) in result.outputs.items()
        }
        super().save(key, replace(result, outputs={c: e for c, e in found.items() if e[0]}))


class Exercise:
    """과제 하나: 노트북, 변형, 돌연변이와 그것을 채점할 계획."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.notebook = read_notebook(name)
        self.blank = blank(self.notebook)
        self.plan: Plan = plan(self.notebook)
        self.sandbox: Sandbox | None = Sandbox()
        used = set(imported([ROOT / "solutions" / name / f"{name}.ipynb"]))
        self.records = "trainlab" in used
        self.preload = HEAVY if {"keras", "tensorflow"} & used else LIGHT
        self.targets = test_targets(self.notebook)
        graded = set().union(*self.targets.values())
        code = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        self.answers = {cell_name(c): c.source for c in code if cell_name(c) in graded}
        self.needed = {answer: needed(self.notebook, answer) for answer in self.answers}
        self.graded = set().union(*self.needed.values())
        self.variants: list[Variant] = read_variants(name)
        self.chaffs = {(v.cell, v.slug): v for v in self.variants if v.kind == "chaff"}
        self.mutants: list[Mutant] = [
            mutant for cell, source in self.answers.items() for mutant in mutants(cell, source)
        ]
        self.equivalents = read_equivalents(name)

    def tests(self, answer: str) -> list[str]:
        return [test for test, answers in self.targets.items() if answer in answers]

    def test_points(self) -> dict[str, float]:
        graded = [cell.metadata.nbgrader for cell in self.notebook.cells if is_grade(cell)]
        return {meta.grade_id: meta.points for meta in graded}

    def fingerprint(self) -> str:
        """기록이 아직 이 과제의 것인지 알려 주는 지문.

        채점에 필요한 셀과 변형만 들어간다. 설명하는 글, 설치 셀, 그림을 그리는 셀은 판정을 바꾸지
        못한다.
        """
        code = [cell for cell in self.notebook.cells if cell.cell_type == "code"]
        parts = [cell.source for cell in code if cell_name(cell) in self.graded - {"install"}]
        parts += [repr(variant) for variant in self.variants]
        parts += map(repr, sorted(self.equivalents))
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def submissions(self) -> list[Submission]:
        found = [Submission("blank", scope="whole")]
        found += [
            Submission("reference", seed=seed, scope="graded" if seed else "whole")
            for seed in range(SEEDS)
        ]
        for variant in self.variants:
            seeds = range(REPEATS if variant.kind == "wheat" else 1)
            found += [
                Submission(
                    variant.kind,
                    variant.cell,
                    variant.slug,
                    variant.source,
                    seed,
                    "whole" if variant.kind == "wheat" and seed == 0 else "graded",
                )
                for seed in seeds
            ]
        return found + [self.mutation(mutant) for mutant in self.mutants]

    def mutation(self, mutant: Mutant) -> Submission:
        label = str(self.mutants.index(mutant))
        return Submission("mutant", mutant.cell, label, mutant.source, scope="answer")

    def task(self, submission: Submission) -> Task:
        scopes = {"graded": self.graded, "answer": self.needed.get(submission.cell)}
        base = self.blank if submission.kind == "blank" else self.notebook
        chosen = filled(base, {submission.cell: submission.source}, scopes.get(submission.scope))
        seconds = MUTANT_SECONDS if submission.kind == "mutant" else Options().cell_timeout
        sandbox = self.sandbox
        if sandbox and self.records and submission.scope == "whole":
            # 그림 셀이 읽는 실험의 기록은 꾸러미 밖에 있다.
            sandbox = replace(sandbox, readable=(str(ROOT / "experiments"),))
        options = Options(
            seed=submission.seed,
            cell_timeout=seconds,
            sandbox=sandbox,
            preload=self.preload,
        )
        return Task(submission.name, self.name, chosen, {}, self.plan, options)


def grade(
    exercise: Exercise,
    submissions: Iterable[Submission],
    store: Store,
    workers: int,
    on_done: Callable[[], None] = lambda: None,
    fresh: bool = False,
) -> dict[Submission, Result]:
    """제출물들을 가둔 커널에서 채점한다."""
    known = {submission.name: submission for submission in submissions}
    results: dict[Submission, Result] = {}

    def done(task: Task, result: Result, cached: bool) -> None:
        results[known[task.student]] = result
        on_done()

    tasks = (exercise.task(submission) for submission in known.values())
    executor = ThreadPoolExecutor(workers)
    try:
        execute_all(tasks, store, executor, done, fresh)
    finally:
        # 사람이 멈추면 줄 서 있는 제출물은 버린다.
        executor.shutdown(cancel_futures=True)
    return results


def failed(result: Result, tests: Iterable[str]) -> set[str]:
    return {test for test in tests if test in result.verdicts and not result.verdicts[test].passed}


def errors(result: Result) -> list:
    """셀들이 남긴 오류 출력."""
    outputs = [output for outputs, _ in result.outputs.values() for output in outputs]
    return [output for output in outputs if output["output_type"] == "error"]


def clean(result: Result, tests: Iterable[str]) -> bool:
    """검사를 모두 통과했고, 검사가 아닌 셀도 오류를 내지 않았는지."""
    return not failed(result, tests) and not errors(result)


def hinted(variant: Variant, result: Result, tests: set[str]) -> bool:
    """그 오개념을 짚는 도움말을 받았고, 떨어진 까닭이 모두 한국어 도움말인지."""
    verdicts = [result.verdicts[test] for test in tests]
    expected = variant.raises or "AssertionError"
    return any(variant.hint in verdict.hint for verdict in verdicts) and all(
        verdict.error == expected and re.search("[가-힣]", verdict.hint) for verdict in verdicts
    )


def share(values: Iterable[bool]) -> list[int]:
    """[참의 수, 모두]."""
    values = list(values)
    return [sum(map(bool, values)), len(values)]


def row(exercise: Exercise, answer: str, results: Mapping[Submission, Result]) -> dict:
    """답 셀 하나의 성적. 비율은 [된 것, 모두]로 적는다."""
    own, everything = exercise.tests(answer), list(exercise.targets)
    runs: dict[str, list[tuple[Submission, Result]]] = {}
    for submission, result in results.items():
        if submission.cell in ("", answer):
            runs.setdefault(submission.kind, []).append((submission, result))
    (_, empty), *_ = runs["blank"]
    references = [result for _, result in runs["reference"]]
    wheats: dict[str, list[Result]] = {}
    for submission, result in runs["wheat"]:
        wheats.setdefault(submission.label, []).append(result)
    chaffs = {submission.label: result for submission, result in runs["chaff"]}
    right = [references, *wheats.values()]
    times = {test: [r.verdicts[test].seconds for rs in right for r in rs] for test in own}
    return {
        "cell": answer,
        "tests": own,
        "points": sum(exercise.test_points()[test] for test in own),
        "blank": len(own) - len(failed(empty, own)),
        "reference": share(clean(result, own) for result in references),
        "wheats": share(all(clean(r, everything) for r in rs) for rs in wheats.values()),
        "chaffs": share(failed(result, own) for result in chaffs.values()),
        "hints": share(
            hinted(exercise.chaffs[answer, slug], result, failed(result, own))
            for slug, result in chaffs.items()
        ),
        "strays": sum(len(failed(r, set(everything) - set(own))) for r in chaffs.values()),
        "flakes": sum(len({r.verdicts[t].passed for r in rs}) > 1 for rs in right for t in own),
        "p95": round(max(float(np.percentile(seconds, 95)) for seconds in times.values()), 3),
        "matrix": {
            test: count
            for test in everything
            if (count := sum(test in failed(r, [test]) for r in chaffs.values()))
        },
        "mutants": mutation_score(exercise, answer, results),
    }


def mutation_score(
    exercise: Exercise, answer: str, results: Mapping[Submission, Result]
) -> dict[str, object]:
    """{모두, 검사에 걸린 것, 동등하다고 판정한 것}의 수와, 살아남은 것, 잘못 판정한 것의 목록."""
    own = [mutant for mutant in exercise.mutants if mutant.cell == answer]
    tests = exercise.tests(answer)
    killed = {m.key for m in own if failed(results[exercise.mutation(m)], tests)}
    equal = {m.key for m in own if m.key in exercise.equivalents}
    return {
        "total": len(own),
        "killed": len(killed),
        "equivalent": len(equal - killed),
        "survived": [m.key[1:] for m in own if m.key not in killed | equal],
        "misjudged": [m.key[1:] for m in own if m.key in killed & equal],
    }


def kill_rate(row: Mapping) -> float:
    """동등한 것을 뺀 돌연변이 가운데 검사에 걸린 비율."""
    mutants = row["mutants"]
    return mutants["killed"] / (mutants["total"] - mutants["equivalent"])


def problems(row: Mapping) -> list[str]:
    """문턱에 못 미치는 것들."""
    found = {
        "빈 답이 통과한 검사": row["blank"],
        "기준 답이 떨어진 시드": np.subtract.reduce(row["reference"]),
        "떨어진 맞는 답": np.subtract.reduce(row["wheats"]),
        "통과한 틀린 답": np.subtract.reduce(row["chaffs"]),
        "도움말이 어긋난 틀린 답": np.subtract.reduce(row["hints"]),
        "남의 검사까지 떨어뜨린 것": row["strays"],
        "흔들리는 판정": row["flakes"],
        "잘못 판정한 동등한 돌연변이": len(row["mutants"]["misjudged"]),
        "느린 검사": row["p95"] > GATE["p95"],
        "살아남은 돌연변이가 많음": kill_rate(row) < GATE["mutants"],
    }
    return [name for name, count in found.items() if count]


def measure(exercise: Exercise, results: Mapping[Submission, Result]) -> dict:
    """과제 하나의 기록."""
    seconds = sum(result.seconds for result in results.values())
    return {
        "fingerprint": exercise.fingerprint(),
        "submissions": len(results),
        "kernel_seconds": round(seconds, 1),
        "cells": [row(exercise, answer, results) for answer in exercise.answers],
    }


def explain(exercise: Exercise, results: Mapping[Submission, Result]) -> list[str]:
    """바란 대로 판정되지 않은 제출물마다 한 줄."""
    lines = []
    for submission, result in results.items():
        fails = failed(result, exercise.targets)
        if submission.kind == "blank":
            fine = len(fails) == len(exercise.targets)
        elif submission.kind in ("reference", "wheat"):
            fine = clean(result, exercise.targets)
        elif submission.kind == "chaff":
            chaff = exercise.chaffs[submission.cell, submission.label]
            own = fails & set(exercise.tests(submission.cell))
            fine = own == fails and hinted(chaff, result, own)
        else:
            continue
        if not fine:
            told = [f"{t}: {result.verdicts[t].error}: {result.verdicts[t].hint}" for t in fails]
            told += [f"{o['ename']}: {o['evalue']}" for o in errors(result)]
            lines.append(f"{submission.name}: {'; '.join(told) or '통과했다'}")
    return lines


def read_record() -> dict:
    if RECORD.is_file():
        return json.loads(RECORD.read_text(encoding="utf-8"))
    return {"command": "python benchmarks/exercises.py", "versions": {}, "exercises": {}}


def write_record(name: str, measured: dict) -> None:
    """과제 하나의 기록을 바꾼다. nbgrader와 견준 것이 고치기 전의 과제이면 지운다."""
    record = read_record()
    record["versions"] = {"python": sys.version.split()[0]} | {p: version(p) for p in PACKAGES}
    row = record["exercises"].get(name, {}) | measured
    if row.get("stock_fingerprint") != row.get("fingerprint"):
        row = {key: value for key, value in row.items() if not key.startswith("stock")}
    record["exercises"][name] = row
    rows = record["exercises"]
    record["exercises"] = {name: rows[name] for name in sorted(rows, key=number)}
    text = json.dumps(record, ensure_ascii=False, indent=1)
    RECORD.write_text(text + "\n", encoding="utf-8")


def table(record: Mapping) -> Table:
    shown = Table(title="과제의 검사", header_style="bold")
    shown.add_column("답 셀", no_wrap=True)
    for title in ("빈 답", "기준 답", "맞는 답", "틀린 답", "도움말", "돌연변이", "동등"):
        shown.add_column(title, justify="right")
    for title in ("남의 검사", "흔들림", "p95(초)", "nbgrader"):
        shown.add_column(title, justify="right")
    for exercise in record["exercises"].values():
        for cell in exercise["cells"]:
            mutants, stock = cell["mutants"], exercise.get("stock", {}).get(cell["cell"])
            pairs = [
                "/".join(map(str, cell[k])) for k in ("reference", "wheats", "chaffs", "hints")
            ]
            judged = mutants["total"] - mutants["equivalent"]
            shown.add_row(
                cell["cell"],
                str(cell["blank"]),
                *pairs,
                f"{mutants['killed']}/{judged}",
                str(mutants["equivalent"]),
                str(cell["strays"]),
                str(cell["flakes"]),
                f"{cell['p95']:.2f}",
                "/".join(map(str, stock)) if stock else "–",
                style="red" if problems(cell) else None,
            )
        shown.add_section()
    return shown


def store_folder() -> Path:
    """패키지의 판이나 채점기, 과제가 쓰는 trainlab이 달라지면 다른 폴더를 쓴다."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for package in (warmgrade, trainlab):
        for path in sorted(Path(package.__file__).parent.rglob("*.py")):
            digest.update(path.read_bytes())
    return ROOT / "_build" / "bench" / f"exercises-{digest.hexdigest()[:8]}"


def bar(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(elapsed_when_finished=True), console=console)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="과제의 검사를 검사한다")
    parser.add_argument("exercise", nargs="*", help="과제의 이름. 없으면 모두")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--fresh", action="store_true", help="남겨 둔 결과를 쓰지 않는다")
    parser.add_argument("--stock", action="store_true", help="nbgrader로도 채점해 견준다")
    parser.add_argument("--classes", type=int, default=3, help="--stock에서 종류마다 낼 노트북 수")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.exercise) - set(exercises()):
        parser.error(f"그런 과제가 없습니다: {', '.join(sorted(unknown))}")
    console, store = Console(), Verdicts(store_folder())
    for name in asked.exercise or exercises():
        exercise = Exercise(name)
        if asked.stock:
            from stock_scores import compare

            mark = exercise.fingerprint()
            if read_record()["exercises"].get(name, {}).get("fingerprint") != mark:
                console.print(f"{name}: 기록이 예전 과제의 것입니다. --stock 없이 먼저 실행하세요.")
                return 1
            with console.status(f"{name}: nbgrader로 채점하는 중"):
                scores = compare(exercise, asked.classes, asked.workers)
            write_record(name, {"stock": scores, "stock_fingerprint": mark})
            continue
        submissions = exercise.submissions()
        with bar(console) as progress:
            step = progress.add_task(name, total=len(submissions))
            results = grade(
                exercise,
                submissions,
                store,
                asked.workers,
                lambda step=step, progress=progress: progress.advance(step),
                asked.fresh,
            )
        if lost := sum(map(unfinished, results.values())):
            console.print(f"{name}: {lost}개를 채점하지 못했습니다. 다시 실행하세요.", style="red")
            return 1
        for line in explain(exercise, results):
            console.print(line, markup=False, soft_wrap=True)
        write_record(name, measure(exercise, results))
    record = read_record()
    console.print(table(record))
    cells = [cell for exercise in record["exercises"].values() for cell in exercise["cells"]]
    for cell in cells:
        for survivor in cell["mutants"]["survived"]:
            console.print(f"살아남은 돌연변이 {cell['cell']}: {survivor}", markup=False)
        for problem in problems(cell):
            console.print(f"{cell['cell']}: {problem}", style="red", markup=False)
    return 1 if any(problems(cell) for cell in cells) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("멈추었습니다. 같은 명령을 다시 실행하면 이어서 합니다.")
