"""셸의 실행 기록(In, Out, _): 검사 셀의 자리에 시험관을 부른 코드가 아니라 검사의 글과 값을 둔다.

앞의 셀을 `In[-2]`로, 앞의 값을 `_`로 읽는 검사가 있다. 글은 학생도 볼 수 있는 줄만 적는다. 셸의
메서드를 부르지 않고 적는다. 메서드는 학생이 바꾸어 두었을 수 있다.
"""

import builtins
from itertools import pairwise

from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

_LATEST = ("___", "__", "_")
_transform = TransformerManager().transform_cell


class History:
    """학생 코드가 돌기 전의 셸에서 꺼내 둔 기록."""

    def __init__(self, shell: InteractiveShell) -> None:
        manager = shell.history_manager
        self.raw, self.parsed = manager.input_hist_raw, manager.input_hist_parsed
        self.manager, self.shell = vars(manager)["_trait_values"], vars(shell)["_trait_values"]
        self.values, self.hook = shell.user_ns["_oh"], vars(shell.displayhook)

    @property
    def number(self) -> int:
        return self.shell.get("execution_count", 1)

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
        space[f"_i{self.number}"] = text

    def keep(self, value: object, space: dict) -> None:
        """셀이 보인 값을 적는다.

        노트북이 스스로 정한 `_`나, doctest나 gettext가 내장 이름으로 둔 `_`는 셸처럼 그대로 둔다.
        """
        if value is None or value is self.values:
            return
        if "_" in vars(builtins) and space.get("_") is self.hook.get("_"):
            space.pop("_", None)
        own = {name for name in _LATEST if name in space and space[name] is not self.hook.get(name)}
        for older, newer in pairwise(_LATEST):
            self.hook[older] = self.hook.get(newer, "")
        self.hook["_"] = value
        if not own and "_" not in vars(builtins):
            space.update({name: self.hook[name] for name in _LATEST})
        space[f"_{self.number}"] = self.values[self.number] = value
