"""실행하는 조건을 정하고 커널 서버를 띄운다.

서버가 모듈을 불러오는 데 몇 초가 걸리므로, nbgrader처럼 무거운 것을 불러오기 전에 이것부터 한다.
그래서 이 모듈은 표준 라이브러리와 `kernel`만 안다.
"""

import ast
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from ..kernel.client import ForkServer, available, shared_server
from ..kernel.cold import ColdServer
from ..kernel.sandbox.rules import Sandbox, unavailable

_COLD = "이 컴퓨터에서는 커널을 하나씩 새로 띄우므로 제출물을 격리할 수 없습니다."
# nbgrader가 채점할 때와 확인할 때 커널에 주는 환경 변수. 노트북이 그것을 보고 달리 돌 수 있다.
AUTOGRADE = {"NBGRADER_EXECUTION": "autograde"}
VALIDATE = {"NBGRADER_EXECUTION": "validate", "NBGRADER_VALIDATING": "1"}
_MAGIC = re.compile(r"^\s*[%!?].*$", re.M)


@dataclass(frozen=True)
class Options:
    """실행하는 조건.

    Attributes:
        cell_timeout, total_timeout: 셀 하나와 제출물 하나에 주는 초. 앞의 것이 None이면 한도가
            없다.
        output_bytes: 커널 하나가 낼 수 있는 출력의 합.
        seed: 셀마다 정하는 난수 시드의 바탕.
        sandbox: 가두는 규칙. None이면 가두지 않는다.
        preload: 커널 서버가 미리 불러올 모듈.
        environment: 커널에 더 줄 환경 변수. 기본은 nbgrader가 채점할 때 주는 것이다.
        arguments: ipykernel에 더 줄 인자.
        skip_tag: 가르치는 사람이 붙여 두면 실행하지 않는 태그.
    """

    cell_timeout: float | None = 60.0
    total_timeout: float = 600.0
    output_bytes: int = 5_000_000
    seed: int = 0
    sandbox: Sandbox | None = field(default_factory=Sandbox)
    preload: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=lambda: dict(AUTOGRADE))
    arguments: tuple[str, ...] = ()
    skip_tag: str = "skip-execution"


class SandboxMissing(RuntimeError):
    """가두지 못하는 컴퓨터다."""


def start_server(options: Options, *, alone: bool = False) -> ForkServer | ColdServer:
    """이 프로세스의 커널 서버. alone이면 함께 쓰지 않는 새것이다. Raises: SandboxMissing

    환경 변수 WARMGRADE_COLD가 있으면, 갈라 낼 수 없는 컴퓨터에서처럼 커널을 하나씩 새로 띄운다.
    """
    cold = not available() or bool(os.environ.get("WARMGRADE_COLD"))
    if options.sandbox is not None and (reason := _COLD if cold else unavailable()):
        raise SandboxMissing(
            f"{reason} 그래도 실행하려면 --unsafe-no-sandbox를 붙이세요. "
            "그러면 학생의 코드가 이 컴퓨터의 파일과 네트워크를 마음대로 쓸 수 있습니다."
        )
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2", "OPENBLAS_NUM_THREADS": "1"}
    kind = ColdServer if cold else ForkServer
    if alone:
        return kind(options.preload, environment)
    return shared_server(options.preload, environment, kind)


def imported(paths: list[Path]) -> tuple[str, ...]:
    """노트북들의 코드 셀이 불러오는 모듈. 읽을 수 없는 셀은 건너뛴다."""
    names = set()
    for path in paths:
        for cell in json.loads(path.read_text(encoding="utf-8")).get("cells", []):
            if cell.get("cell_type") == "code":
                names |= _modules(_MAGIC.sub("", "".join(cell.get("source", []))))
    return tuple(sorted(names))


def _modules(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set()
    whole = {a.name for node in nodes if isinstance(node, ast.Import) for a in node.names}
    parts = (node for node in nodes if isinstance(node, ast.ImportFrom))
    return whole | {node.module for node in parts if node.module and not node.level}
