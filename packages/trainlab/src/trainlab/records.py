"""쪽에서 돌리기에는 긴 실험의 기록을 남기고 읽는다.

기록은 `experiments/이름.py`의 run(seed)를 시드마다 돌린 결과이며 `experiments/이름.json`에 있다.
"""

import json
import platform
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

PACKAGED = Path(__file__).parent / "recorded"
REPOSITORY = Path(__file__).resolve().parents[4] / "experiments"


def load(name: str) -> dict:
    """기록 하나. 열쇠는 name, command, seeds, seconds, versions, results(시드 순서의 목록).

    Raises:
        FileNotFoundError: 그런 기록이 없을 때.
    """
    for folder in (REPOSITORY, PACKAGED):
        path = folder / f"{name}.json"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    raise FileNotFoundError(
        f"'{name}' 실험의 기록이 없습니다. 저장소에서 python experiments/{name}.py 를 실행하세요."
    )


def save(script: str, run: Callable[[int], dict], seeds: Iterable[int]) -> None:
    """run(seed)를 시드마다 돌려 script와 같은 이름의 JSON으로 남긴다. 진행을 화면에 보인다.

    Args:
        script: 부르는 파일의 `__file__`.
        run: 시드 → JSON으로 적을 수 있는 결과.
    """
    from tqdm import tqdm

    path, started = Path(script), time.perf_counter()
    seeds = list(seeds)
    results = [run(seed) for seed in tqdm(seeds, desc=path.stem)]
    record = {
        "name": path.stem,
        "command": f"python experiments/{path.name}",
        "seeds": seeds,
        "seconds": round(time.perf_counter() - started, 1),
        "versions": {"python": platform.python_version()}
        | {package: version(package) for package in ("numpy", "keras")},
        "results": results,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
