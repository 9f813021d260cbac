"""같은 코드가 조금씩 다른 수를 내는 셈의 표. `make claims`와 `make test`가 이 표 하나를 쓴다.

부동소수점 덧셈은 차례를 바꾸면 끝자리가 달라진다. 그 차례는 행렬 곱의 커널(OpenBLAS), NumPy가
고른 CPU 명령, oneDNN, 스레드의 수가 정하므로 컴퓨터마다 다르다. 넷 모두 환경 변수로 정할 수
있지만 라이브러리를 불러오기 전이어야 하므로, 셈마다 새 프로세스가 필요하다.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import forked
import numpy as np
from threadpoolctl import threadpool_info

from trainlab import records

SIMD = np.show_config(mode="dicts")["SIMD Extensions"]
# NumPy가 CPU를 보고 고르는 명령 묶음의 이름. 이름은 NumPy의 판마다 다르다.
DISPATCHED = [*SIMD.get("found", []), *SIMD.get("not found", [])]
BEYOND_AVX2 = [name for name in DISPATCHED if name.startswith("AVX512") or name == "X86_V4"]
ALL_CORES = str(os.cpu_count())

# 다시 정하기 전에 모두 지우는 변수. 스레드의 수는 따로 적지 않으면 하나다.
VARIABLES = {*records.VARIABLES, "NPY_ENABLE_CPU_FEATURES"}
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# 커널을 모두 담지 않은 OpenBLAS는 가까운 커널을 대신 쓰고 그 이름을 댄다.
KERNELS = {"Prescott": {"Prescott", "Katmai"}, "Zen": {"Zen", "Haswell"}}
ISA = {"SSE41": "Intel SSE4.1", "AVX2": "Intel AVX2"}


@dataclass(frozen=True)
class Arithmetic:
    """says: 한 줄 설명. needs: CPU에 있어야 하는 명령(NumPy가 부르는 이름)."""

    says: str
    environment: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()


def _kernel(name: str) -> dict[str, str]:
    return {"OPENBLAS_CORETYPE": name}


def _numpy(disabled: list[str]) -> dict[str, str]:
    return {"NPY_DISABLE_CPU_FEATURES": " ".join(disabled)}


def _onednn(isa: str) -> dict[str, str]:
    return {"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": isa}


def _threads(count: str) -> dict[str, str]:
    return {**dict.fromkeys(SINGLE, count), "TF_NUM_INTRAOP_THREADS": count}


NO_ONEDNN = {"TF_ENABLE_ONEDNN_OPTS": "0"}
AVX2, AVX512 = ("AVX2", "FMA3"), ("AVX512_SKX",)
TABLE = {
    "native": Arithmetic("이 컴퓨터 그대로"),
    "Prescott": Arithmetic("OpenBLAS의 SSE3 커널", _kernel("Prescott"), ("SSE3",)),
    "Haswell": Arithmetic("OpenBLAS의 AVX2 커널", _kernel("Haswell"), AVX2),
    "Zen": Arithmetic("OpenBLAS의 AMD 젠 커널", _kernel("Zen"), AVX2),
    "SkylakeX": Arithmetic("OpenBLAS의 AVX-512 커널", _kernel("SkylakeX"), AVX512),
    "numpy-avx2": Arithmetic("NumPy가 AVX-512를 쓰지 않는다", _numpy(BEYOND_AVX2), AVX512),
    "numpy-base": Arithmetic("NumPy가 CPU를 보고 고르지 않는다", _numpy(DISPATCHED)),
    "onednn-off": Arithmetic("텐서플로가 oneDNN을 쓰지 않는다", NO_ONEDNN, ("SSE41",)),
    "onednn-sse41": Arithmetic("oneDNN이 SSE4.1까지만 쓴다", _onednn("SSE41"), ("SSE41",)),
    "onednn-avx2": Arithmetic("oneDNN이 AVX2까지만 쓴다", _onednn("AVX2"), AVX2),
    "threads-1": Arithmetic("스레드 하나", _threads("1")),
    "threads-2": Arithmetic("스레드 둘", _threads("2")),
    "threads-all": Arithmetic("코어마다 스레드 하나", _threads(ALL_CORES)),
    "avx2-machine": Arithmetic(
        "AVX-512가 없는 컴퓨터",
        _kernel("Haswell") | _numpy(BEYOND_AVX2) | NO_ONEDNN | {"ONEDNN_MAX_CPU_ISA": "AVX2"},
        AVX2,
    ),
    # AVX2나 AVX-512가 있는 컴퓨터에서 가장 먼 셈
    "oldest": Arithmetic(
        "AVX도 없는 컴퓨터",
        _kernel("Prescott") | _numpy(DISPATCHED) | NO_ONEDNN | {"ONEDNN_MAX_CPU_ISA": "SSE41"},
        ("SSE41",),
    ),
}


def environment(name: str) -> dict[str, str]:
    """그 셈으로 프로세스를 띄울 때 줄 환경 변수."""
    kept = {key: value for key, value in os.environ.items() if key not in VARIABLES}
    return kept | SINGLE | TABLE[name].environment


def lacking(name: str) -> list[str]:
    """그 셈에 필요하지만 이 CPU에 없는 명령."""
    return [feature for feature in TABLE[name].needs if not cpu().get(feature)]


@cache
def cpu() -> dict[str, bool]:
    """CPU의 명령. 이 프로세스의 NumPy는 환경 변수로 일부를 껐을 수 있으므로 새로 띄워 묻는다."""
    ask = "import json, numpy._core._multiarray_umath as m; print(json.dumps(m.__cpu_features__))"
    command, clean = [sys.executable, "-c", ask], environment("native")
    answer = subprocess.run(command, env=clean, check=True, capture_output=True, text=True)
    return json.loads(answer.stdout)


def measured() -> dict[str, str]:
    """이 프로세스가 실제로 하는 셈. 텐서플로는 이미 불러왔을 때에만 잰다."""
    pools = [pool for pool in threadpool_info() if pool["internal_api"] == "openblas"]
    found = {
        "OpenBLAS": ", ".join(sorted({pool["architecture"] for pool in pools})),
        "스레드": ", ".join(sorted({str(pool["num_threads"]) for pool in pools})),
        "NumPy": " ".join(np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])),
    }
    if "tensorflow" in sys.modules:
        # 텐서플로는 처음 셈할 때 스레드를 만드는데, 그 뒤에 갈라 낸 프로세스에는 스레드가 없다.
        [(_, _, answer, trouble)] = forked.run(_tensorflow, [None])
        if trouble:
            raise RuntimeError(f"텐서플로의 셈을 재지 못했다: {trouble}")
        found |= answer
    return found


def _tensorflow(_: object) -> dict[str, str]:
    import tensorflow as tf

    os.environ["ONEDNN_VERBOSE"] = "1"
    before = _plain_threads()
    with tempfile.TemporaryFile("w+") as said:
        os.dup2(said.fileno(), 1)
        tf.nn.conv2d(tf.ones((8, 32, 32, 3)), tf.ones((3, 3, 3, 8)), 1, "SAME").numpy()
        said.seek(0)
        text = said.read()
    isa = re.search(r"info,cpu,isa:(.*)", text)
    used = "켬" if ",exec,cpu,convolution," in text else "끔"
    return {
        "oneDNN": f"{used}({isa.group(1)})" if isa else "없음",
        "텐서플로 스레드": str(_plain_threads() - before),
    }


def _plain_threads() -> int:
    """텐서플로가 이름 붙이지 않은 스레드의 수. 늘어난 만큼이 연산 하나를 나누어 하는 스레드다."""
    names = [task.read_text() for task in Path("/proc/self/task").glob("*/comm")]
    return sum(not name.startswith("tf_") for name in names)


def unapplied(name: str, found: Mapping[str, str]) -> list[str]:
    """정한 것 가운데 `measured`에 드러나지 않은 것. 있으면 그 셈을 해 보았다고 할 수 없다."""
    asked, wrong = environment(name), []
    kernel = asked.get("OPENBLAS_CORETYPE")
    if kernel and found["OpenBLAS"] not in KERNELS.get(kernel, {kernel}):
        wrong.append(f"OpenBLAS의 커널이 {kernel}이 아니라 {found['OpenBLAS'] or '알 수 없다'}")
    left = set(asked.get("NPY_DISABLE_CPU_FEATURES", "").split()) & set(found["NumPy"].split())
    if left:
        wrong.append(f"NumPy가 여전히 {', '.join(sorted(left))}를 쓴다")
    if found["스레드"] != asked["OPENBLAS_NUM_THREADS"]:
        wrong.append(f"OpenBLAS의 스레드가 {found['스레드']}개다")
    if "oneDNN" in found:
        wrong += _unapplied_tensorflow(asked, found)
    return wrong


def _unapplied_tensorflow(asked: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    wrong = []
    switch = {"0": "끔", "1": "켬"}.get(asked.get("TF_ENABLE_ONEDNN_OPTS"), "")
    isa = ISA.get(asked.get("ONEDNN_MAX_CPU_ISA"))
    if not found["oneDNN"].startswith(switch) or (isa and f"({isa})" not in found["oneDNN"]):
        wrong.append(f"oneDNN이 {found['oneDNN']}이다")
    threads = asked.get("TF_NUM_INTRAOP_THREADS")
    if threads and Path("/proc/self/task").is_dir() and found["텐서플로 스레드"] != threads:
        wrong.append(f"텐서플로의 스레드가 {found['텐서플로 스레드']}개다")
    return wrong
