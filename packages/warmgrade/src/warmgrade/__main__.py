"""명령의 입구. 나머지를 불러오지 못하는 컴퓨터에서도 까닭과 할 일을 한 문장으로 말한다."""

import sys
from importlib.metadata import version
from importlib.util import find_spec

# 윈도우의 파이썬에는 없는 모듈.
_UNIX = ("fcntl", "resource")


def main() -> int:
    """명령을 실행하고 종료 코드를 돌려준다: 0이면 성공, 1이면 확인할 것이 있음, 2면 하지 못함."""
    if any(find_spec(module) is None for module in _UNIX):
        return _sorry(
            "warmgrade는 리눅스와 macOS에서 쓸 수 있으니, 윈도우에서는 WSL이나 코랩에서 실행하거나 "
            "nbgrader validate로 확인하세요."
        )
    try:
        from .cli import main as run

        return run()
    except ModuleNotFoundError as error:
        module = (error.name or "").partition(".")[0]
        if module in ("", "warmgrade"):
            raise
        return _sorry(
            f"warmgrade에 필요한 {module} 모듈이 없으니, "
            f"pip install warmgrade-{version('warmgrade')}-py3-none-any.whl 을 다시 실행하세요."
        )


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
