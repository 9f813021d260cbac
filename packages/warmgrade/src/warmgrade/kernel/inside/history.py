"""셸의 실행 기록(In, _i): 검사 셀의 자리에 시험관을 부른 코드가 아니라 검사의 글을 둔다.

앞의 셀을 `In[-2]`로 읽어 보는 검사가 있다. 학생도 볼 수 있는 줄만 적고, 셸의 메서드를 부르지 않고
적는다. 메서드는 학생이 바꾸어 두었을 수 있다.
"""

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

_transform = TransformerManager().transform_cell


class History:
    """학생 코드가 돌기 전의 셸에서 꺼내 둔 기록."""

    def __init__(self, shell: InteractiveShell) -> None:
        manager = shell.history_manager
        self.raw, self.parsed = manager.input_hist_raw, manager.input_hist_parsed
        self.manager, self.shell = vars(manager)["_trait_values"], vars(shell)["_trait_values"]

    def rewrite(self, lines: list[str], space: dict) -> None:
        """방금 적힌 것을 이 글로 바꾼다."""
        text = "\n".join(lines).rstrip("\n")
        try:
            parsed = _transform(text).rstrip("\n")
        except SyntaxError:
            parsed = text
        for kept, source in ((self.raw, text), (self.parsed, parsed)):
            if kept:
                kept[-1] = source
        self.manager["_i00"] = text
        space[f"_i{self.shell.get('execution_count', 1)}"] = text
