"""노트북 실행 캐시를 이 책의 코드와 잠금 파일에 묶고, 새로 실행할 노트북은 함께 돌린다.

jupyter-cache는 노트북 셀만 보고 다시 실행할지 정한다. 그래서 `packages/trainlab`이나 설치된
패키지의 판이 바뀌어도 옛 결과를 그대로 쓴다. 여기서는 그런 파일들의 해시를 캐시 폴더 이름에
넣고, 해시가 바뀌면 Sphinx가 모든 쪽을 다시 읽게 한다.

쪽을 읽기 전에 캐시를 채운다. 검사가 방금 실행한 노트북이 있으면 그 출력을 쓰고, 나머지는 여기서
실행한다. 주장을 확인하는 셀의 오류는 출력과 함께 캐시에 적어 두고 넘어간다(`failed_claims`가
상자로 보인다). 다른 셀이 오류를 내면 쪽과 셀의 이름을 알리고 멈춘다.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from time import perf_counter

import executed
import inside_kernel
import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from nbclient import NotebookClient
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

logger = logging.getLogger(__name__)
ASSERTION = re.compile(r"\bassert(_\w+)?\b")


class NotebookFailed(SphinxError):
    category = "노트북을 실행하지 못했다"


def is_claim(cell: NotebookNode) -> bool:
    """본문의 주장을 확인하는 셀인지: 쪽에 보이지 않고 단언이 있다."""
    hidden = "remove-cell" in cell.metadata.get("tags", [])
    return cell.cell_type == "code" and hidden and bool(ASSERTION.search(cell.source))


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(path: Path, timeout: int) -> tuple[NotebookNode, dict]:
    """노트북을 실행한 것과 캐시에 함께 적을 것.

    Returns:
        "execution_seconds", "arithmetic"과 "failed_claims"(코드 셀의 차례 → 성립하지 않은 주장).

    Raises:
        NotebookFailed: 주장을 확인하는 셀이 아닌 셀의 오류, 시간 초과나 커널의 죽음.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=timeout, record_timing=False)
    started, failed = perf_counter(), {}

    def ask(function: str, *arguments: str) -> dict:
        asked = inside_kernel.question(function, *arguments)
        sent = client.kc.execute("", silent=True, user_expressions=asked)
        return inside_kernel.answer(client.wait_for_reply(sent))

    with client.setup_kernel(cwd=str(path.parent)):
        info = client.wait_for_reply(client.kc.kernel_info())["content"]
        notebook.metadata.language_info = info["language_info"]
        code = [pair for pair in enumerate(notebook.cells) if pair[1].cell_type == "code"]
        for number, (index, cell) in enumerate(code):
            client.allow_errors = is_claim(cell)
            try:
                client.execute_cell(cell, index, execution_count=number + 1)
                if is_claim(cell) and any(out.output_type == "error" for out in cell.outputs):
                    cell.outputs = []
                    failed[str(number)] = ask("failed_claim", cell.source)
            except Exception as error:
                raise NotebookFailed(f"{path}의 {cell.get('id', index)} 셀\n{error}") from error
        client.set_widgets_metadata()
        arithmetic = ask("arithmetic")
    seconds = perf_counter() - started
    data = {"execution_seconds": seconds, "arithmetic": arithmetic, "failed_claims": failed}
    return notebook, data


def find(cache: JupyterCacheAbstract, notebook: NotebookNode) -> dict | None:
    """캐시에 출력과 함께 적어 둔 것. 실행한 적이 없으면 None."""
    try:
        data = cache.match_cache_notebook(notebook).data
    except KeyError:
        return None
    # 책을 짓는 동안 고친 쪽은 myst-nb가 실행해 캐시에 넣는다. 주장을 보지 않은 것이다.
    if "failed_claims" not in data:
        return None
    code = code_cells(notebook)
    # 꼬리표는 해시에 들지 않는다. 주장이던 셀이 그사이 보통 셀이 되었으면 다시 실행한다.
    return data if all(is_claim(code[int(number)]) for number in data["failed_claims"]) else None


def pages(app: Sphinx) -> Iterator[tuple[str, NotebookNode, dict]]:
    """실행된 쪽마다 이름, 노트북과 캐시에 적어 둔 것."""
    cache = get_cache(app.config.nb_execution_cache_path)
    for name in sorted(app.env.found_docs):
        path = Path(app.env.doc2path(name))
        if path.suffix == ".ipynb":
            notebook = nbformat.read(path, as_version=4)
            if data := find(cache, notebook):
                yield name, notebook, data


def bind_cache(app: Sphinx, config: Config) -> None:
    config.execution_fingerprint = executed.fingerprint(Path(app.srcdir))
    config.nb_execution_cache_path = str(
        Path(app.outdir).parent / ".jupyter_cache" / config.execution_fingerprint
    )


def find_unexecuted(app: Sphinx, env: BuildEnvironment, *_: set[str]) -> list[str]:
    """실행한 기록이 없는 쪽. 캐시를 지웠거나 주장이던 셀이 보통 셀이 되면 다시 읽어야 한다."""
    notebooks = {name for name in env.found_docs if env.doc2path(name).endswith(".ipynb")}
    return sorted(notebooks - {name for name, *_ in pages(app)})


def fill_cache(app: Sphinx, env: BuildEnvironment, names: list[str]) -> None:
    cache = get_cache(app.config.nb_execution_cache_path)
    reused, stale = 0, []

    def keep(path: Path, notebook: NotebookNode, data: dict) -> None:
        bundle = CacheBundleIn(notebook, str(path), data=data)
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)

    for path in map(Path, map(env.doc2path, names)):
        if path.suffix != ".ipynb":
            continue
        notebook = nbformat.read(path, as_version=4)
        if find(cache, notebook):
            continue
        if found := executed.find(Path(app.srcdir), notebook):
            keep(path, *found)
            reused += 1
        else:
            stale.append(path)
    if reused:
        logger.info("검사가 실행한 노트북 %d개의 출력을 씁니다.", reused)
    if not stale:
        return
    logger.info("노트북 %d개를 실행합니다.", len(stale))
    errors = []
    # 셈은 커널이 하므로 여기서는 스레드로 기다린다. 커널을 갈라 내는 서버 하나를 함께 쓴다.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        timeout = app.config.nb_execution_timeout
        running = {pool.submit(execute, path, timeout): path for path in stale}
        for future in as_completed(running):
            try:
                keep(running[future], *future.result())
                logger.info("실행했습니다: %s", running[future].name)
            except NotebookFailed as error:
                errors.append(str(error))
    if errors:
        raise NotebookFailed("\n\n".join(errors))


def setup(app: Sphinx) -> dict:
    app.add_config_value("execution_fingerprint", "", "env")
    app.connect("config-inited", bind_cache, priority=100)
    app.connect("env-get-outdated", find_unexecuted)
    app.connect("env-before-read-docs", fill_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
