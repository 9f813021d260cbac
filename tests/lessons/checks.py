"""강의, 답안, 기록에 하는 확인: 실행하면 서고, 뒤집으면 무너지고, 기록이 다시 나오는가."""

import contextlib
import io
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import conclusions
from lesson import LESSONS, ROOT, claims, run

from trainlab import records

SEEDS = (0, 100, 200, 300, 400)
APPENDICES = sorted((ROOT / "chapters").glob("[a-z]_*.ipynb"))
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
RECORDS = sorted((ROOT / "experiments").glob("*.py"))


class Job(NamedTuple):
    """kind는 `KINDS`의 열쇠. argument는 시드나 뒤집기다."""

    kind: str
    path: str
    argument: object = None


def stands(path: Path, seed: int | None) -> str:
    """모든 단언이 서면 빈 글, 아니면 무너진 자리."""
    try:
        run(path, seed=seed)
    except Exception as error:
        return f"{type(error).__name__}: {error} {getattr(error, '__notes__', [])}"
    return ""


def falls(path: Path, flip: dict) -> str:
    """뒤집었을 때 적어 둔 단언이 무너지면 빈 글, 아니면 어긋난 까닭."""
    try:
        run(path, changes={flip["cell"]: (flip["old"], flip["new"])})
    except AssertionError as error:
        note = " ".join(error.__notes__)
        return "" if f"의 {flip['fails']} 셀" in note else f"다른 단언이 무너졌다: {note}"
    except Exception as error:
        return f"단언이 아니라 예외로 멈췄다: {type(error).__name__}: {error}"
    return "무너지지 않았다"


def returns(path: Path, _: None) -> str:
    """첫 시드를 다시 돌린 것이 기록의 결론과 맞으면 빈 글, 아니면 어긋난 점."""
    record = records.load(path.stem)
    try:
        remade, part = conclusions.again(path, record["seeds"][0])
        return "; ".join(conclusions.troubles(path.stem, record, remade, part))
    except Exception as error:
        return f"{type(error).__name__}: {error}"


KINDS: dict[str, Callable[[Path, object], str]] = {
    "실행": stands,
    "뒤집기": falls,
    "기록": returns,
}


def check(job: Job) -> str:
    """어긋난 까닭. 노트북이 화면에 내는 글은 버린다."""
    with contextlib.redirect_stdout(io.StringIO()):
        return KINDS[job.kind](Path(job.path), job.argument)


def label(job: Job) -> str:
    """사람이 읽을 일의 이름."""
    which = job.argument["claim"] if job.kind == "뒤집기" else f"시드 {job.argument}"
    return f"{Path(job.path).stem} {job.kind}" + (f", {which}" if job.argument else "")


def under_every_arithmetic(prefixes: Iterable[str]) -> list[Job]:
    """셈마다 되풀이할 일."""
    jobs = [Job("실행", str(path)) for path in [*LESSONS, *APPENDICES, *SOLUTIONS]]
    jobs += [Job("기록", str(path)) for path in RECORDS]
    return chosen(jobs, prefixes)


def on_this_machine(prefixes: Iterable[str]) -> list[Job]:
    """이 컴퓨터의 셈으로만 하는 일: 강의의 시드와 설정을 흔든다."""
    jobs = [Job("실행", str(path), seed) for path in LESSONS for seed in SEEDS[1:]]
    jobs += [Job("뒤집기", str(p), flip) for p in LESSONS for flip in claims(p)["flips"]]
    return chosen(jobs, prefixes)


def chosen(jobs: list[Job], prefixes: Iterable[str]) -> list[Job]:
    starts = tuple(prefixes)
    return [job for job in jobs if not starts or Path(job.path).name.startswith(starts)]


@cache
def uses_tensorflow(path: str) -> bool:
    text = Path(path).read_text(encoding="utf-8")
    return bool(re.search(r"\b(?:import|from) (?:keras|tensorflow)\b", text))
