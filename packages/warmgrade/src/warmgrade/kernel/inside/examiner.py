"""커널 안의 시험관. 검사 셀을 학생 코드와 다른 길로 받아서 판정한다.

검사 셀은 커널에 코드로 보내지 않는다. 물려받은 소켓으로 봉해서 받으므로 `pre_run_cell` 같은 고리나
실행 기록에 검사의 숨은 줄이 남지 않고, 판정도 학생이 꾸밀 수 있는 출력이 아니라 그 소켓으로 나간다.
시험관의 코드는 뜰 때 한 벌 따로 만들어 어느 모듈에도 없고, 감사 고리를 거쳐서만 불린다(guard.py).
학생 코드가 돌기 전에 믿을 만한 모듈의 모습을 적어 두었다가, 검사 앞에서 달라진 것을 되돌리고
검사 뒤에 다시 견준다. 가르치는 사람의 셀이 하는 일은 무엇이든 두고, 그것과 학생이 하는 일을
구별할 수 없으면 막지 않는다.

이 프로세스 하나로는 학생의 코드를 이길 수 없다. 검사가 아는 것과 판정이 학생과 같은 메모리에 있기
때문이다. 무엇을 약속할 수 없는지는 tests/warmgrade/hostile.py에 공격과 까닭과 함께 적혀 있다:

- `patch_deep_inside_the_library_during_the_test`: 검사가 부르는 라이브러리의 속
- `helper_poisoned_through_the_library_it_uses`: 도우미가 부르는 라이브러리
- `tensorflow_patched`: 너무 커서 지켜보지 않는 꾸러미
- `variables_of_the_test_are_the_answers_globals`: 검사의 변수
- `expected_values_read_from_the_frame`: 검사의 상수와 지역 변수
- `arguments_of_hidden_tests_kept_for_a_later_cell`: 숨은 검사의 인자
- `reference_lent_by_a_test`: 검사가 빌려 준 풀이
- `number_that_lies_when_subtracted`: 셈을 스스로 정한 객체
- `signal_handler_inside_the_examiner`: 시험관의 프레임을 받는 신호 처리기
- `finalizer_inside_the_examiner`: 시험관이 버린 객체의 마무리 함수
- `key_read_from_the_memory`: 시험관의 열쇠가 있는 메모리
- `fork_that_tries_every_choice`: 시험관까지 통째로 복제한 프로세스
- `test_that_replaces_things_runs_as_written`: 쓴 그대로 실행하는 검사의 이름

거꾸로, 정직한 답에도 허락하지 않는 것이 남아 있다: 살아 있는 객체의 목록(`gc.get_objects`)과
ctypes, 검사 도중의 `sys.settrace`. 주어진 셀이나 검사나 풀이가 그것을 쓰는 과제에서는 허락한다.
"""

import builtins
import importlib.util
import os
import socket
import sys
import types

from ..sandbox import landlock, root
from ..wire import receive, send

__all__ = ["install", "receive", "send"]

_KERNEL = __package__.rpartition(".")[0]
# 뒤의 것이 앞의 것을 부른다.
_NAMES = ("origin", "guard", "restore", "liars", "doors", "pins", "history", "verdict", "judge")
_PRIVATE = {name: f"{__package__}.{name}" for name in _NAMES}
_PRIVATE = {"wire": f"{_KERNEL}.wire"} | _PRIVATE
# 검사가 부르므로 학생 코드가 손에 넣을 수도 있는 것. 여기서 다른 것으로 가는 길이 없어야 한다.
_ALONE = {"liars"}
_import = builtins.__import__
_CODES = {
    name: importlib.util.find_spec(full).loader.get_code(full) for name, full in _PRIVATE.items()
}


def install(channel: socket.socket) -> None:
    """커널이 뜰 때, 학생 코드가 돌기 전에 부른다. 첫 메시지는 {"modules": [이름, …]}이다."""
    if os.path.exists(root.CONNECTION):
        # ipykernel의 소켓은 이미 생겼다. 바깥에서 보이는 폴더를 소켓으로 채우지 못하게 한다.
        home = os.environ.get("HOME", "/tmp")
        landlock.close_sockets({"/tmp", "/dev/shm", os.getcwd(), home})
    _renew_doctest()
    private = _copies()
    spaces = [vars(module) for name, module in private.items() if name not in _ALONE]
    doors = private["judge"].begin(channel, spaces)
    for name in [n for n in sys.modules if n.partition(".")[0] == "warmgrade"]:
        del sys.modules[name]
    _leave_doors(doors)


def _renew_doctest() -> None:
    """ipykernel은 뜨면서 pdb를 제 것으로 바꾼다. 미리 불러온 doctest에는 예전 것이 남아 있다."""
    doctest, pdb = sys.modules.get("doctest"), sys.modules.get("pdb")
    if doctest is not None and pdb is not None:
        doctest._OutputRedirectingPdb.__bases__ = (pdb.Pdb,)


def _copies() -> dict[str, types.ModuleType]:
    """시험관의 코드를, 내장 함수까지 따로 가진 이름 없는 모듈들로 한 벌 더 만든다."""
    made: dict[str, types.ModuleType] = {}

    def bring(name, space=None, local=None, wanted=(), level=0):
        if level == 0:
            return _import(name, space, local, wanted, level)
        return made[name] if name else types.SimpleNamespace(**{n: made[n] for n in wanted})

    for name, full in _PRIVATE.items():
        made[name] = module = types.ModuleType(full)
        vars(module)["__builtins__"] = dict(vars(builtins))
        if name not in _ALONE:
            vars(module)["__builtins__"]["__import__"] = bring
        vars(module)["__file__"] = _CODES[name].co_filename
        exec(_CODES[name], vars(module))
    return made


def _leave_doors(codes: dict[str, types.CodeType]) -> None:
    """커널에 보내는 짧은 코드가 부를 것만 원래의 이름으로 남긴다."""
    from IPython import get_ipython

    audit, shell = sys.audit, get_ipython()
    # 커널을 끝내는 것은 우리의 일이다. quit()를 쓴 셀 뒤의 답도 채점한다.
    shell.ask_exit = lambda: None

    def seed(_: object) -> None:
        note = shell.kernel.get_parent("shell").get("metadata", {}).get("warmgrade", {})
        if note.get("seed") is not None:
            audit("warmgrade", "seed", note["seed"])

    shell.events.register("pre_run_cell", seed)
    shell.events.register("post_execute", lambda: audit("warmgrade", "reopen"))
    names = ("warmgrade", _KERNEL, __package__, __name__)
    doors = {name: types.ModuleType(name) for name in names}
    sys.modules.update(doors)
    for name, door in doors.items():
        door.__path__ = []
        above, _, last = name.rpartition(".")
        if above:
            setattr(doors[above], last, door)
    inside = doors[__name__]
    inside.settle = lambda: audit("warmgrade", "settle")
    inside.capture = lambda: audit("warmgrade", "capture")
    for name, code in codes.items():
        setattr(inside, name, types.FunctionType(code, {"__name__": __name__}))
