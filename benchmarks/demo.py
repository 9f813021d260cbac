"""서른 명의 반을 만들어 채점하고, 보고서의 자리를 알려 준다.

쓰는 법: python benchmarks/demo.py [학생 수]

제출물은 q1_initialization의 기준 답, 다르게 푼 맞는 답, 틀린 답, 빈 답을 섞은 것이다. 과목 폴더는
임시 폴더에 남으므로 보고서와 피드백을 열어 볼 수 있다.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from classroom import build_course, hand_in
from measure import console, plain_environment

EXERCISE = "q1_initialization"


def main() -> int:
    count = sys.argv[1] if len(sys.argv) > 1 else "30"
    if not count.isdigit() or int(count) < 1:
        print("학생 수는 1 이상의 정수로 주세요. 예: make demo N=30", file=sys.stderr)
        return 2
    course = Path(tempfile.mkdtemp(prefix="warmgrade-demo-")) / "course"
    environment = plain_environment()
    with console.status("과목을 만드는 중"):
        build_course(course, [EXERCISE], environment)
        hand_in(course, EXERCISE, int(count))
    for command in ("run", "feedback"):
        arguments = ["warmgrade", command, EXERCISE]
        subprocess.run(arguments, cwd=course, env=environment, check=True)
    console.print(f"과목 폴더: {course}", soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
