"""쪽에서 돌리기에는 긴 실험의 기록을 남기고 읽는다.

기록은 `experiments/이름.py`의 run(seed)를 시드마다 돌린 결과이며 `experiments/이름.json`에 있다.
어떤 코드가 만들었는지(`sources`)와 기록 전체의 해시(`digest`)를 함께 적는다. 나중에 코드나 기록
가운데 하나만 고치면 검사가 알아챈다.
"""

import json
import os
import platform
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from trainlab import lineage

PACKAGED = Path(__file__).parent / "recorded"
# 저장소에서 쓰면 저장소의 것을, 설치해 쓰면 패키지에 담긴 것을 읽는다.
REPOSITORY = Path(__file__).resolve().parents[4:5]
KEPT = [root / name for root in REPOSITORY for name in ("experiments", "benchmarks")]
# 셈의 끝자리를 바꾸는 환경 변수
VARIABLES = (
    "OPENBLAS_CORETYPE",
    "OPENBLAS_NUM_THREADS",
    "NPY_DISABLE_CPU_FEATURES",
    "TF_ENABLE_ONEDNN_OPTS",
    "ONEDNN_MAX_CPU_ISA",
    "TF_NUM_INTRAOP_THREADS",
)


def load(name: str) -> dict:
    """기록 하나. 열쇠는 name, command, seeds, seconds, versions, arithmetic, results(시드 순서의
    목록), sources, digest다.

    Raises:
        FileNotFoundError: 그런 기록이 없을 때.
    """
    for folder in (*KEPT, PACKAGED):
        path = folder / f"{name}.json"
        if path.is_file():
            return json.loads(path.read_text(encoding="utf-8"))
    raise FileNotFoundError(
        f"'{name}' 실험의 기록이 없습니다. 저장소에서 python experiments/{name}.py 를 실행하세요."
    )


def save(script: str, run: Callable[[int], dict], seeds: Iterable[int], code: str = "") -> None:
    """run(seed)를 시드마다 돌려 script와 같은 이름의 JSON으로 남긴다. 진행을 화면에 보인다.

    Args:
        script: 부르는 파일의 `__file__`.
        run: 시드 → JSON으로 적을 수 있는 결과.
        code: script가 쪽에서 `cells`로 빌린 코드.
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
        "arithmetic": arithmetic(),
        "results": results,
        "sources": lineage.sources(path, code),
    }
    record["digest"] = digest(record)
    text = json.dumps(record, ensure_ascii=False, indent=1)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def cells(page: Path, prefix: str) -> str:
    """쪽에서 id가 prefix로 시작하는 코드 셀을 차례로 이은 것."""
    listed = json.loads(page.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in listed if c["id"].startswith(prefix))


def arithmetic() -> dict:
    """이 프로세스의 셈: 행렬 곱의 커널, NumPy가 쓰는 CPU 명령, 그것을 정한 환경 변수.

    셋이 같아야 같은 수가 나온다.
    """
    import numpy as np
    from threadpoolctl import threadpool_info

    kernels = {pool["architecture"] for pool in threadpool_info() if "architecture" in pool}
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    chosen = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    return {"blas": sorted(kernels), "numpy": found, "environment": chosen}


def digest(record: dict) -> str:
    """기록에서 digest를 뺀 모든 것의 해시."""
    return lineage.digest({key: value for key, value in record.items() if key != "digest"})
