"""제출물 하나에 허락하는 것과, 이 컴퓨터가 그렇게 가둘 수 있는지."""

import functools
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sandbox:
    """커널 하나에 허락하는 것. `ForkServer.spawn`에는 `dataclasses.asdict`로 넘긴다.

    `-f`로 준 연결 파일의 폴더는 적지 않아도 된다. 커널은 거기에 소켓만 만들 수 있다.

    Attributes:
        readable: 더 보여 줄 폴더. 파이썬과 꾸러미, 운영 체제의 파일은 적지 않아도 보인다.
        writable: 쓸 수 있는 폴더. 처음 내용은 보이지만 쓴 것은 메모리에만 있다가 커널과 함께
            사라진다.
        hidden: 보이는 폴더 안에 있어도 감출 폴더. 과목 폴더를 적는다.
        memory: 제출물 하나의 모든 프로세스가 함께 쓸 수 있는 메모리(바이트).
        processes: 한꺼번에 살아 있을 수 있는 프로세스 수.
        file_size: 파일 하나의 크기(바이트).
        disk: 쓴 파일을 모두 더한 크기(바이트).
    """

    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    memory: int = 3 << 30
    processes: int = 64
    file_size: int = 100_000_000
    disk: int = 500_000_000


def clean_environment(scratch: Path) -> dict[str, str]:
    """가둔 커널에 줄 환경 변수 전부. 강사의 변수는 하나도 물려주지 않는다."""
    home = str(scratch)
    return {
        "PATH": os.pathsep.join((os.path.dirname(sys.executable), "/usr/bin", "/bin")),
        "LANG": "C.UTF-8",
        "USER": "student",
        "HOME": home,
        "TMPDIR": home,
        "IPYTHONDIR": f"{home}/.ipython",
        "JUPYTER_CONFIG_DIR": f"{home}/.jupyter",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "KERAS_HOME": f"{home}/.keras",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_ENABLE_ONEDNN_OPTS": os.environ.get("TF_ENABLE_ONEDNN_OPTS", "1"),
    }


@functools.cache
def unavailable() -> str | None:
    """이 컴퓨터에서 가둘 수 없는 까닭 한 문장, 가둘 수 있으면 None. 실제로 한 번 가둬 본다."""
    if sys.platform != "linux":
        return "제출물을 가두는 기능은 리눅스에서만 됩니다."
    probe = subprocess.run(
        [sys.executable, "-m", "warmgrade.kernel.sandbox.confine"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    try:
        outcome = json.loads(probe.stdout)
    except ValueError:
        outcome = {"error": (probe.stderr.strip().splitlines() or ["까닭을 알 수 없음"])[-1]}
    if "layers" in outcome:
        return None
    return f"이 컴퓨터에서는 제출물을 가둘 수 없습니다({outcome['error']}). {_advice()}"


def _advice() -> str:
    restriction = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
    if restriction.exists() and restriction.read_text().strip() == "1":
        return f"관리자가 `sysctl {restriction.parts[-2]}.{restriction.name}=0`을 실행하면 됩니다."
    return "사용자 이름공간(user namespace)을 쓸 수 있는 리눅스에서 실행하세요."
