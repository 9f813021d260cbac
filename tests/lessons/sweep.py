"""강의의 주장이 시드에 흔들리지 않고, 원인을 뒤집으면 무너지는지 본다.

    python tests/lessons/sweep.py                모든 강의
    python tests/lessons/sweep.py 02 05          그 번호의 강의만

강의마다 시드 다섯 가지로 모든 셀을 실행하면 단언이 모두 서야 하고, claims/*.toml의 `flips`대로
설정을 바꾸면 적어 둔 단언이 무너져야 한다. 하나라도 어긋나면 1로 끝난다.
"""

import contextlib
import importlib
import io
import multiprocessing
import os
import sys
import time
from pathlib import Path

from lesson import LESSONS, claims, run
from tqdm import tqdm

SEEDS = (0, 100, 200, 300, 400)
# 확인마다 새 프로세스를 갈라 내므로, 오래 걸리는 모듈은 갈라지기 전에 불러 둔다.
PRELOAD = ("matplotlib.pyplot", "mnist1d.data", "sklearn.model_selection", "keras")


def stands(lesson: Path, seed: int) -> str:
    """모든 단언이 서면 빈 글, 아니면 무너진 자리."""
    try:
        run(lesson, seed=seed)
    except Exception as error:
        return f"{type(error).__name__}: {error} {error.__notes__}"
    return ""


def falls(lesson: Path, flip: dict) -> str:
    """뒤집었을 때 적어 둔 단언이 무너지면 빈 글, 아니면 어긋난 까닭."""
    try:
        run(lesson, changes={flip["cell"]: (flip["old"], flip["new"])})
    except AssertionError as error:
        note = " ".join(error.__notes__)
        return "" if f"의 {flip['fails']} 셀" in note else f"다른 단언이 무너졌다: {note}"
    except Exception as error:
        return f"단언이 아니라 예외로 멈췄다: {type(error).__name__}: {error}"
    return "무너지지 않았다"


def check(job: tuple) -> tuple[str, float, str]:
    """(강의와 확인의 이름, 초, 어긋난 까닭)"""
    lesson, test, argument, label = job
    started = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        trouble = test(lesson, argument)
    return f"{lesson.stem}  {label}", time.perf_counter() - started, trouble


def main(numbers: list[str]) -> int:
    lessons = [path for path in LESSONS if not numbers or path.name[:2] in numbers]
    jobs = [(lesson, stands, seed, f"시드 {seed}") for lesson in lessons for seed in SEEDS]
    jobs += [
        (lesson, falls, flip, flip["claim"])
        for lesson in lessons
        for flip in claims(lesson)["flips"]
    ]
    failures = 0
    for name in PRELOAD:
        importlib.import_module(name)
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), maxtasksperchild=1) as pool:
        results = pool.imap_unordered(check, jobs)
        for name, seconds, trouble in tqdm(results, total=len(jobs), desc="주장"):
            failures += bool(trouble)
            tqdm.write(f"{seconds:5.1f}초  {name}: {trouble or '그렇다'}")
    print(f"강의 {len(lessons)}개, 확인 {len(jobs)}개, 어긋남 {failures}개")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
