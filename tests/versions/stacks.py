"""패키지의 판을 바꾸어도 강의, 부록, 과제의 풀이가 모두 실행되는지 본다.

    python tests/versions/stacks.py                        모든 판
    python tests/versions/stacks.py colab                  그 판만
    python tests/versions/stacks.py colab -k 12_ c_keras3  이름에 그 글이 든 노트북만

판마다 빈 환경에 trainlab 휠과 강의가 쓰는 패키지를 설치한다. 노트북은 하나씩 빈 폴더에 옮겨
실행한다. 책에서 노트북만 내려받은 사람과 같다. 하나라도 멈추면 1로 끝난다.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from packaging.requirements import Requirement
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "_build" / "versions"
COLAB = Path(__file__).with_name("colab.txt")
CELL_SECONDS = 600
RUNNING = "{}.{}".format(*sys.version_info)


@dataclass(frozen=True)
class Stack:
    """노트북을 실행할 판의 한 벌.

    Attributes:
        python: 파이썬의 판.
        pin: 폴더를 받아 판을 정한 파일(uv의 constraint)을 돌려준다.
    """

    title: str
    python: str
    pin: Callable[[Path], Path]


@dataclass(frozen=True)
class Outcome:
    """노트북 하나를 실행한 결과. errors는 멈춘 셀의 (id, 오류)다."""

    seconds: float
    errors: list[tuple[str, str]]


def locked(folder: Path) -> Path:
    """uv.lock에 적힌 판."""
    return _export(ROOT, folder / "locked.txt")


def newest(folder: Path) -> Path:
    """pyproject.toml이 허락하는 가장 새로운 판."""
    workspace = folder / "workspace"
    for path in (ROOT / "pyproject.toml", *ROOT.glob("packages/*/pyproject.toml")):
        copy = workspace / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    _uv("lock", "--quiet", "--upgrade", "--project", str(workspace))
    return _export(workspace, folder / "newest.txt")


def colab(folder: Path) -> Path:
    """Colab에 깔려 있는 판."""
    return COLAB


STACKS = {
    "lock": Stack("잠근 판", RUNNING, locked),
    "newest": Stack("가장 새로운 판", "3.13", newest),
    "colab": Stack("Colab의 판", "3.13", colab),
}


def needs() -> list[str]:
    """강의를 실행하는 데 드는 패키지의 이름. 판은 pin이 정한다."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = map(Requirement, tomllib.loads(text)["dependency-groups"]["lessons"])
    return [one.name for one in listed if one.marker is None or one.marker.evaluate()]


def notebooks(parts: Iterable[str] = ()) -> list[Path]:
    """강의와 부록과 과제의 풀이. parts가 있으면 이름에 그 가운데 하나가 든 것만."""
    found = [*sorted(ROOT.glob("chapters/*.ipynb")), *sorted(ROOT.glob("solutions/*/*.ipynb"))]
    return [path for path in found if not parts or any(part in path.stem for part in parts)]


def install(name: str) -> Path:
    """빈 환경을 새로 만들고, 그 파이썬으로 커널을 띄우는 kernelspec의 폴더를 돌려준다."""
    stack, folder = STACKS[name], WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = folder / "environment"
    _uv("venv", "--quiet", "--seed", "--python", stack.python, str(environment))
    build = ("--quiet", "--wheel", "--no-build-isolation", "--package", "trainlab")
    _uv("build", *build, "--out-dir", str(folder))
    (wheel,) = folder.glob("trainlab-*.whl")
    pinned = ["--constraint", str(stack.pin(folder)), "--compile-bytecode", str(wheel), *needs()]
    python = _python(environment)
    _uv("pip", "install", "--quiet", "--python", str(python), *pinned)
    return kernels(folder / "kernels", python)


def kernels(folder: Path, python: Path) -> Path:
    """python으로 뜨는 커널 python3 하나가 있는 폴더."""
    spec = folder / "python3" / "kernel.json"
    spec.parent.mkdir(parents=True)
    command = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    # 책을 지을 때 쓰는 미리 데워 둔 커널은 이 프로세스의 패키지로 뜬다.
    local = {"kernel_provisioner": {"provisioner_name": "local-provisioner"}}
    described = {"argv": command, "display_name": "python3", "language": "python"}
    spec.write_text(json.dumps(described | {"metadata": local}), encoding="utf-8")
    return folder


def execute(path: Path, specs: Path) -> Outcome:
    """노트북 하나를 빈 폴더에서 끝까지 실행한다. 셀 하나가 멈추어도 다음 셀로 간다."""
    started = time.perf_counter()
    notebook = nbformat.read(path, as_version=4)
    manager = AsyncKernelManager(
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(specs)], ensure_native_kernel=False)
    )
    with tempfile.TemporaryDirectory(prefix="notebook-") as folder:
        client = NotebookClient(
            notebook,
            km=manager,
            timeout=CELL_SECONDS,
            allow_errors=True,
            resources={"metadata": {"path": folder}},
        )
        stopped = []
        try:
            client.execute(cleanup_kc=True, stderr=subprocess.DEVNULL)
        except (CellTimeoutError, DeadKernelError) as error:
            stopped = [("커널", f"{type(error).__name__}: {error}")]
    return Outcome(time.perf_counter() - started, errors(notebook) + stopped)


def errors(notebook: NotebookNode) -> list[tuple[str, str]]:
    """멈춘 셀의 (id, 오류의 첫 줄)."""
    return [
        (cell.id, f"{output.ename}: {output.evalue}".splitlines()[0])
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]


def table(paths: list[Path], results: dict[str, dict[Path, Outcome]]) -> str:
    """노트북 × 판의 표. 끝까지 갔으면 초, 아니면 멈춘 셀."""
    titles = [STACKS[name].title for name in results]
    lines = [["노트북", *titles], ["---"] * (len(titles) + 1)]
    for path in paths:
        lines.append([path.stem, *(told(outcomes.get(path)) for outcomes in results.values())])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(outcome: Outcome | None) -> str:
    if outcome is None:
        return "설치하지 못함"
    if outcome.errors:
        return "✗ " + ", ".join(cell for cell, _ in outcome.errors)
    return f"{outcome.seconds:.0f}초"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="판을 바꾸어 노트북을 모두 실행한다.")
    parser.add_argument("stacks", nargs="*", metavar="판", help=", ".join(STACKS))
    parser.add_argument("-k", nargs="+", default=[], metavar="글", help="이름에 이 글이 든 것만")
    options = parser.parse_args(arguments)
    paths = notebooks(options.k)
    if unknown := [name for name in options.stacks if name not in STACKS]:
        parser.error(f"그런 판은 없다: {', '.join(unknown)}")
    if not paths:
        parser.error(f"그런 노트북은 없다: {', '.join(options.k)}")
    results = {name: sweep(name, paths) for name in options.stacks or STACKS}
    print(table(paths, results))
    stopped = 0
    for name, outcomes in results.items():
        for path, outcome in outcomes.items():
            stopped += bool(outcome.errors)
            for cell, error in outcome.errors:
                print(f"{STACKS[name].title}  {path.stem}  {cell}: {error}")
    print(f"노트북 {len(paths)}개, 판 {len(results)}벌, 멈춘 노트북 {stopped}개")
    return int(stopped > 0 or not all(results.values()))


def sweep(name: str, paths: list[Path]) -> dict[Path, Outcome]:
    """판 한 벌로 모든 노트북을 실행한다. 설치하지 못하면 까닭을 알리고 빈 사전을 돌려준다."""
    try:
        specs = install(name)
    except subprocess.CalledProcessError as error:
        print(f"{STACKS[name].title}: {error.stderr}", file=sys.stderr)
        return {}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = pool.map(lambda path: execute(path, specs), paths)
        shown = tqdm(outcomes, total=len(paths), desc=STACKS[name].title)
        return dict(zip(paths, shown, strict=True))


def _export(project: Path, target: Path) -> Path:
    only = ("--all-groups", "--no-emit-workspace", "--no-hashes", "--frozen")
    _uv("export", "--quiet", *only, "--project", str(project), "--output-file", str(target))
    return target


def _python(environment: Path) -> Path:
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return environment / folder / f"python{suffix}"


def _uv(command: str, *arguments: str) -> None:
    """지금 환경의 uv를 저장소에서 실행한다."""
    line = [str(Path(sys.executable).parent / "uv"), command, *arguments]
    subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True)


if __name__ == "__main__":
    sys.exit(main())
