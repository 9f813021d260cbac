"""제출물 N개를 stock nbgrader와 warmgrade로 차례로 채점해, 든 시간과 점수를 견준다.

쓰는 법: python benchmarks/grading.py N [--exercise q1_initialization|dense_net|both]
                                        [--stock-from K]

stock은 `nbgrader autograde`만 돌린다. warmgrade는 `warmgrade run`이라서 뜨는 시간과 가두는 일은
물론이고, 보고서와 성적 파일을 만드는 시간까지 들어 있다. 그 아래에는 피드백과 성적 파일까지
만드는 일 전체를 견준다. 둘 다 이 컴퓨터의 코어를 마음대로 쓴다. 마지막 줄은 몇 배인지와 모든
점수가 같은지다.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from classroom import EXERCISES, build_course, hand_in, scores
from measure import (
    CommandFailed,
    Cost,
    console,
    fresh_copy,
    load_note,
    measure,
    plain_environment,
)
from rich.table import Table

Totals = dict[str, Cost]


def main() -> int:
    parser = argparse.ArgumentParser(description="stock nbgrader와 warmgrade를 견줍니다.")
    parser.add_argument("count", type=int, metavar="N", help="과제마다 채점할 제출물의 수(2 이상)")
    parser.add_argument("--exercise", choices=[*EXERCISES, "both"], default="both")
    parser.add_argument(
        "--stock-from", type=int, metavar="K", help="stock은 K개만 채점하고 N개의 시간을 어림합니다"
    )
    options = parser.parse_args()
    count, stock_count = options.count, options.stock_from or options.count
    if not 2 <= stock_count <= count:
        parser.error("N은 2 이상, K는 2 이상 N 이하여야 합니다.")
    exercises = list(EXERCISES) if options.exercise == "both" else [options.exercise]
    try:
        with tempfile.TemporaryDirectory(prefix="warmgrade-bench-") as folder:
            return compare(Path(folder), exercises, count, stock_count)
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return 2


def compare(folder: Path, exercises: list[str], count: int, stock_count: int) -> int:
    environment = plain_environment()
    with console.status("과목을 만드는 중"):
        build_course(folder / "empty", exercises, environment)
    # 하나만 채점한 시간을 빼면, 뜨는 시간을 뺀 하나 더의 값이 나온다.
    courses = {}
    for size in sorted({1, stock_count, count}):
        courses[size] = fresh_copy(folder / "empty", folder / f"class{size}")
        for name in exercises:
            hand_in(courses[size], name, size)

    def grade(kind: str, size: int) -> tuple[Path, Totals]:
        course = fresh_copy(courses[size], folder / f"{kind}{size}")
        costs = {}
        for name in exercises:
            command, finished = _COMMANDS[kind]
            counter = _counter(course, finished.format(name), size)
            label = f"{kind}: {name} {size}개"
            costs[name] = measure(label, [*command, name], course, environment, counter)
            console.print(f"{label}: {costs[name].seconds:.1f}초")
        return course, costs

    _, stock_one = grade("stock", 1)
    stock_course, stock = grade("stock", stock_count)
    _, warm_one = grade("warm", 1)
    warm_course, warm = grade("warm", count)

    stock_each = {n: _marginal(stock_one[n], stock[n], stock_count) for n in exercises}
    warm_each = {n: _marginal(warm_one[n], warm[n], count) for n in exercises}
    if stock_count < count:
        for name, cost in stock.items():
            each = stock_each[name]
            rest = count - stock_count
            more = Cost(each.seconds * rest, each.cpu * rest)
            stock[name] = cost + more
    expected, got = scores(stock_course, exercises), scores(warm_course, exercises)
    different = sorted(where for where in expected if expected[where] != got.get(where))

    show_costs(exercises, stock, warm, stock_each, warm_each, count)
    show_kernels(warm_course, warm)

    def rest(lines: list[list[str]], course: Path) -> Cost:
        costs = (measure(" ".join(line), line, course, environment) for line in lines)
        return sum(costs, Cost())

    more = rest([["nbgrader", "generate_feedback", name] for name in exercises], stock_course)
    export = rest([["nbgrader", "export"]], stock_course)
    feedback = rest([["warmgrade", "feedback", name] for name in exercises], warm_course)
    show_whole(_sum(stock) + more * (count / stock_count) + export, _sum(warm) + feedback)
    if stock_count < count:
        console.print(
            f"stock의 {count}개는 재지 않았다. 1개와 {stock_count}개를 재어 일차식으로 어림했다."
        )
    console.print(load_note())
    for where in different[:10]:
        console.print(f"다른 점수: {where}: stock {expected[where]}, warmgrade {got.get(where)}")
    same = not different and len(expected) > 0
    compared = f"{len(expected)}개의 점수"
    verdict = f"{compared}가 모두 같음" if same else f"{compared} 가운데 {len(different)}개가 다름"
    ratio = _sum(stock).seconds / _sum(warm).seconds
    print(f"{ratio:.1f}x {verdict}")
    return 0 if same else 1


_COMMANDS = {
    "stock": (["nbgrader", "autograde"], "autograded/*/{}"),
    "warm": (["warmgrade", "run"], "autograded/*/{}"),
}


def _counter(course: Path, pattern: str, size: int) -> Callable[[], str]:
    return lambda: f"[{len(list(course.glob(pattern)))}/{size}]"


def _sum(costs: Totals) -> Cost:
    return sum(costs.values(), Cost())


def _marginal(one: Cost, many: Cost, count: int) -> Cost:
    """하나 더 채점하는 데 드는 것."""
    more = count - 1
    return Cost((many.seconds - one.seconds) / more, (many.cpu - one.cpu) / more)


def show_costs(
    exercises: list[str],
    stock: Totals,
    warm: Totals,
    stock_each: Totals,
    warm_each: Totals,
    count: int,
) -> None:
    table = Table(title=f"제출물 {count}개씩")
    for title in ("과제", "", "초", "CPU 초", "메모리 최고점(MB)", "하나 더에 드는 초", "CPU 초"):
        table.add_column(title, justify="right" if title else "left")

    def row(name: str, kind: str, cost: Cost, each: Cost) -> None:
        values = f"{cost.seconds:.1f}", f"{cost.cpu:.1f}", f"{cost.memory / 1e6:.0f}"
        table.add_row(name, kind, *values, f"{each.seconds:.3f}", f"{each.cpu:.3f}")

    def ratio(ours: Cost, our_each: Cost, theirs: Cost, their_each: Cost) -> None:
        values = theirs.seconds / ours.seconds, theirs.cpu / ours.cpu
        each = their_each.seconds / our_each.seconds, their_each.cpu / our_each.cpu
        texts = [f"{value:.1f}x" for value in (*values, *each)]
        table.add_row("", "배율", *texts[:2], "", *texts[2:], end_section=True)

    for name in exercises:
        row(name, "stock nbgrader", stock[name], stock_each[name])
        row("", "warmgrade", warm[name], warm_each[name])
        ratio(warm[name], warm_each[name], stock[name], stock_each[name])
    console.print(table)


def show_whole(stock: Cost, warm: Cost) -> None:
    """채점하고 피드백과 성적 파일을 만드는 일 전체. warmgrade의 성적 파일은 run이 이미 만들었다."""
    table = Table(title="가르치는 사람이 하는 일 전체")
    for title in ("", "초", "CPU 초"):
        table.add_column(title, justify="right" if title else "left")
    for name, cost in (
        ("stock nbgrader: autograde, generate_feedback, export", stock),
        ("warmgrade: run, feedback", warm),
    ):
        table.add_row(name, f"{cost.seconds:.1f}", f"{cost.cpu:.1f}")
    ratios = f"{stock.seconds / warm.seconds:.1f}x", f"{stock.cpu / warm.cpu:.1f}x"
    table.add_row("배율", *ratios)
    console.print(table)


def show_kernels(course: Path, costs: Totals) -> None:
    """제출물마다 셀을 실행한 시간 말고 더 든 시간과, 커널 하나의 메모리와, 한계에 견준 빠르기.

    한계는 학생의 셀만 이 컴퓨터의 모든 코어로 쉬지 않고 실행했을 때의 시간이다.
    """
    table = Table(title="warmgrade의 제출물 하나")
    titles = (
        "과제",
        "셀 초(중앙값)",
        "더 든 초(중앙값)",
        "더 든 초(95%)",
        "CPU 초",
        "커널 메모리(MB)",
        "한계에 견준 빠르기",
    )
    for title in titles:
        table.add_column(title, justify="right")
    for name, cost in costs.items():
        path = course / ".warmgrade" / name / "grading.json"
        rows = [row for row in json.loads(path.read_text())["rows"] if not row["reused"]]
        extra = sorted(row["seconds"] - row["cell_seconds"] for row in rows)
        table.add_row(
            name,
            f"{statistics.median(row['cell_seconds'] for row in rows):.3f}",
            f"{statistics.median(extra):.3f}",
            f"{extra[min(len(extra) - 1, round(0.95 * len(extra)))]:.3f}",
            f"{statistics.mean(row['cpu'] for row in rows):.3f}",
            f"{cost.kernel / 1e6:.0f}",
            f"{sum(row['cpu'] for row in rows) / (os.cpu_count() or 1) / cost.seconds:.0%}",
        )
    console.print(table)


if __name__ == "__main__":
    raise SystemExit(main())
