"""모든 검사가 함께 쓰는 준비."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """크로미엄. Playwright는 한 프로세스에서 하나만 띄울 수 있으므로 모든 검사가 함께 쓴다."""
    executable = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if executable is None:
        advice = (
            "크로미엄이 없습니다. 데비안과 우분투에서는 sudo apt install chromium 을 실행하세요."
        )
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(advice)
        pytest.skip(advice)
    quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=executable, args=quiet)
        yield instance
        instance.close()
