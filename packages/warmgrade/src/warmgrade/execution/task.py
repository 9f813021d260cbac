"""실행에 들어가는 것(Task)과 나오는 것(Result). 다른 컴퓨터와 주고받을 수 있는 값들이다."""

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field

from nbformat import NotebookNode

from ..findings import Finding
from .exam import Plan, grade_id, is_test
from .launch import Options

# 판정하는 방법이 바뀌면 올린다. 예전 결과를 다시 쓰지 않는다.
ENGINE = 6


@dataclass(frozen=True)
class Task:
    """실행할 노트북 하나. 다른 컴퓨터로 보낼 수 있도록 필요한 것이 모두 들어 있다.

    Attributes:
        files: 작업 폴더에 둘 파일. "/"로 끝나는 이름은 빈 폴더다.
        timeouts: 과목이 셀마다 따로 정한 초. 셀의 id → 초나, 한도가 없으면 None.
    """

    student: str
    name: str
    notebook: NotebookNode
    files: dict[str, bytes]
    plan: Plan
    options: Options
    timeouts: dict[str, float | None] = field(default_factory=dict)

    def skips(self, cell: NotebookNode) -> bool:
        """가르치는 사람이 실행하지 말라고 한 셀인지. 학생이 붙인 태그는 받을 때 이미 떼었다."""
        return self.options.skip_tag in cell.metadata.get("tags", ())

    def timeout(self, cell: NotebookNode) -> float | None:
        """셀 하나에 주는 초. None이면 한도가 없다."""
        return self.timeouts.get(cell.get("id", ""), self.options.cell_timeout)

    def key(self) -> str:
        """결과를 정하는 모든 것의 지문. 학생이 누구인지와 서술형 셀은 들어가지 않는다."""
        digest = hashlib.sha256()
        code = [c for c in self.notebook.cells if c.cell_type == "code"]
        options = asdict(self.options)
        if options["sandbox"]:
            # 과목 폴더를 옮겨도 결과는 같다.
            del options["sandbox"]["hidden"]
        plan = self.plan
        parts = [ENGINE, sys.version, options, plan.captures, plan.modules, plan.looks]
        parts += [exam.way for exam in plan.exams.values()]
        parts += [[grade_id(c), is_test(c), c.source, self.skips(c), self.timeout(c)] for c in code]
        parts += [[name, hashlib.sha256(data).hexdigest()] for name, data in self.files.items()]
        for part in parts:
            digest.update(json.dumps(part, sort_keys=True, default=str).encode())
        return digest.hexdigest()


@dataclass
class Verdict:
    """검사 셀 하나의 판정.

    Attributes:
        reason: "passed", "failed", "timeout", "died", "tampered", "unreached" 가운데 하나.
        value: 검사가 마지막 값으로 부분 점수를 주었으면 그 값.
        error: 예외의 이름. hint: 예외의 말.
        trace: 학생에게 보여도 되는 줄들.
    """

    passed: bool = False
    reason: str = "unreached"
    value: float | None = None
    error: str = ""
    hint: str = ""
    trace: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass
class Result:
    """노트북 하나를 실행한 결과.

    Attributes:
        outputs: 코드 셀의 id → (출력, 실행 번호).
        verdicts: 검사 셀의 grade_id → Verdict.
        seconds, cell_seconds: 전체와 셀을 실행하는 데 든 초.
        cpu, memory: 커널이 쓴 CPU 초와 메모리 최고점(바이트).
        sandboxed: 가둔 채로 실행했는지.
        written: 셀들이 작업 폴더에 남긴 것. 상대 경로 → 내용, 지운 파일은 None, 창고(Store)에 둔
            뒤에는 내용의 SHA-256. "/"로 끝나는 이름은 빈 폴더다.
    """

    outputs: dict[str, tuple[list, int | None]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0
    cell_seconds: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    kernels: int = 0
    sandboxed: bool = True
    written: dict[str, bytes | str | None] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: dict) -> "Result":
        data = dict(data)
        data["verdicts"] = {k: Verdict(**v) for k, v in data["verdicts"].items()}
        data["findings"] = [Finding(**f) for f in data["findings"]]
        data["outputs"] = {k: tuple(v) for k, v in data["outputs"].items()}
        return cls(**data)
