"""모든 검사가 함께 쓰는 준비."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess]:
    """지금 쓰는 가상 환경의 명령을 저장소 뿌리에서 실행하고, 출력을 검사 기록에 남긴다."""

    def run_command(command: str, *arguments: str, **options) -> subprocess.CompletedProcess:
        tools = Path(sys.executable).parent
        path = f"{tools}{os.pathsep}{os.environ['PATH']}"
        # 여기서 짓는 작은 책에는 미리 불러올 만큼 무거운 모듈이 없다.
        environment = os.environ | {"PATH": path, "WARMGRADE_PRELOAD": ""}
        options = {"cwd": ROOT, "text": True, "capture_output": True, "env": environment} | options
        result = subprocess.run([str(tools / command), *arguments], check=False, **options)
        print(result.stdout, result.stderr, sep="\n")
        return result

    return run_command
