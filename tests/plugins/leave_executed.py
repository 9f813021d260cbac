"""nbval이 오류 없이 끝까지 실행한 노트북을 책이 이어 쓰게 남긴다.

nbval은 셀마다 커널의 메시지를 읽어 오류가 있는지만 본다. 여기서는 그 메시지를 함께 받아, 책이
노트북을 실행할 때와 같은 코드(nbclient)로 출력을 만든다.
"""

from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from time import perf_counter

import executed
import inside_kernel
import pytest
from nbclient import NotebookClient
from nbclient.client import CellExecutionComplete
from nbval.plugin import IPyNbCell, IPyNbFile


class Record:
    """노트북 하나가 실행되는 동안 모은 것.

    Attributes:
        files: 커널이 뜨기 전의 `fingerprint`.
        passed: 지금까지 빠짐없이 통과한 코드 셀의 수.
    """

    def __init__(self, file: IPyNbFile, root: Path) -> None:
        self.file = file
        self.root = root
        self.started = perf_counter()
        self.files = executed.fingerprint(root)
        self.notebook = deepcopy(file.nb)
        self.client = NotebookClient(self.notebook, record_timing=False)
        cells = self.notebook.cells
        self.code = [index for index, cell in enumerate(cells) if cell.cell_type == "code"]
        self.passed = 0

    def add(self, number: int, messages: list[dict]) -> None:
        """통과한 코드 셀 하나. 마지막 셀이면 노트북을 남긴다."""
        if number != self.passed:
            return
        index = self.code[number]
        cell = self.notebook.cells[index]
        self.client.clear_before_next_output = False
        # nbval은 이 셀이 끝났다는 메시지까지만 읽는다. 앞 셀이 늦게 보낸 것은 버린다.
        request = messages[-1]["parent_header"]["msg_id"]
        for message in messages:
            if message["parent_header"].get("msg_id") == request:
                with suppress(CellExecutionComplete):
                    self.client.process_message(message, cell, index)
        self.passed += 1
        # nbval은 번호를 세지 않게 하고 실행하므로 책에서와 같은 번호를 붙인다.
        cell.execution_count = self.passed
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = self.passed
        if self.passed == len(self.code):
            self.leave()

    def leave(self) -> None:
        seconds = perf_counter() - self.started
        client = self.file.kernel.kc
        kernel = client.kernel_info(reply=True, timeout=30)["content"]
        self.notebook.metadata.language_info = kernel["language_info"]
        asked = inside_kernel.question("arithmetic")
        reply = client.execute("", silent=True, user_expressions=asked, reply=True, timeout=30)
        self.client.set_widgets_metadata()
        # 실행하는 동안 파일이 바뀌었으면 어느 쪽의 결과인지 알 수 없다.
        if executed.fingerprint(self.root) == self.files:
            arithmetic = inside_kernel.answer(reply)
            executed.leave(self.root, self.notebook, self.files, seconds, arithmetic)


RECORD = pytest.StashKey[Record]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if isinstance(item, IPyNbCell) and RECORD not in item.parent.stash:
        item.parent.stash[RECORD] = Record(item.parent, item.config.rootpath)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> object:
    if not isinstance(item, IPyNbCell):
        return (yield)
    file, messages = item.parent, []
    receive = file.get_kernel_message

    def listen(**options: object) -> dict:
        messages.append(receive(**options))
        return messages[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file, "get_kernel_message", listen)
        result = yield
    file.stash[RECORD].add(item.cell_num, messages)
    return result
