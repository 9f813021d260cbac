"""보고서의 표와 그림에 들어갈 것을 셈한다."""

import re
from collections import Counter, defaultdict
from typing import Any

from . import figures
from .figures import percentile
from .questions import Question
from .scores import Student

LEVELS = {"refused": "받지 않음", "warning": "확인할 것", "notice": "고쳐서 받음"}
REASONS = {
    "failed": "틀림",
    "timeout": "시간 초과",
    "died": "커널이 죽음",
    "tampered": "조작 의심",
    "unreached": "실행하지 못함",
}
KINDS = {
    "test": "자동 채점",
    "code": "손 채점(코드)",
    "text": "손 채점(글)",
    "task": "손 채점(과제)",
}
HINTS = 6


def score_summary(graded: list[Student], top: float) -> dict[str, Any] | None:
    values = [student.score for student in graded]
    if not values or top <= 0:
        return None
    low, middle, high = (percentile(values, share) for share in (0.25, 0.5, 0.75))
    groups = figures.bins(values, top)
    told = f"{len(values)}명의 점수. 중앙값 {figures.text(middle)}점, 가운데 절반은 "
    told += f"{figures.text(low)}점에서 {figures.text(high)}점."
    return {
        "mean": sum(values) / len(values),
        "low": low,
        "middle": middle,
        "high": high,
        "groups": groups,
        "chart": figures.score_histogram(groups, "전체 점수의 분포", told, middle),
    }


def time_summary(handed: list[Student]) -> dict[str, Any] | None:
    ran = [row for student in handed for row in student.rows if not row["absent"]]
    if not ran:
        return None
    seconds = [row["seconds"] for row in ran]
    extra = [max(0.0, row["seconds"] - row["cell_seconds"]) for row in ran]
    pairs = [(second - more, more) for second, more in zip(seconds, extra)]
    memory = [row["memory"] / 2**20 for row in ran]
    middle, tail = percentile(seconds, 0.5), percentile(seconds, 0.95)
    told = f"제출물 {len(ran)}개. 중앙값 {middle:.2f}초, 95%가 {tail:.2f}초 안에 끝났다."
    return {
        "p50": middle,
        "p95": tail,
        "extra50": percentile(extra, 0.5),
        "extra95": percentile(extra, 0.95),
        "memory50": percentile(memory, 0.5),
        "memory95": percentile(memory, 0.95),
        "chart": figures.time_bars(pairs, "제출물마다 걸린 시간", told),
    }


def question_summary(question: Question, graded: list[Student]) -> dict[str, Any]:
    marks = {s.id: s.marks[question.key] for s in graded if question.key in s.marks}
    values = [mark.points for mark in marks.values() if not mark.pending]
    pending = [student for student, mark in marks.items() if mark.pending]
    full = sum(value >= question.points for value in values)
    zero = sum(value <= 0 < question.points for value in values)
    hints = []
    for told in _by_reason(graded, question).values():
        verdict = told[0][1]
        reason = REASONS.get(verdict["reason"], verdict["reason"])
        words = verdict["hint"] or verdict["error"]
        who = [student for student, _ in told]
        hints.append({"reason": reason, "error": verdict["error"], "text": words, "who": who})
    tally = sorted(Counter(values).items())
    return {
        "question": question,
        "kind": KINDS[question.kind],
        "values": values,
        "full": full,
        "partial": len(values) - full - zero,
        "zero": zero,
        "mean": sum(values) / len(values) if values else None,
        "pending": pending,
        "pending_count": len(pending),
        "hints": hints[:HINTS],
        "more_hints": sum(len(hint["who"]) for hint in hints[HINTS:]),
        "tally": tally,
        "bar": figures.share_bar(full, len(values) - full - zero, zero, f"{question.title} 통과율"),
        "histogram": figures.mini_histogram(values, question.points, f"{question.title} 점수 분포")
        if values
        else "",
    }


def _by_reason(students: list[Student], question: Question) -> dict[str, list[tuple[str, dict]]]:
    """점수를 주지 않은 까닭 → (학생, 판정). 수만 다른 도움말은 같은 것으로 본다."""
    groups: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for student in students:
        for row in student.rows:
            verdict = row["verdicts"].get(question.name)
            if row["notebook"] == question.notebook and verdict and not verdict["passed"]:
                text = f"{verdict['reason']} {verdict['error']} {verdict['hint']}"
                groups[re.sub(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", "#", text)].append(
                    (student.id, verdict)
                )
    return dict(sorted(groups.items(), key=lambda item: -len(item[1])))


def student_row(student: Student) -> dict[str, Any]:
    ran = [row for row in student.rows if not row["absent"]]
    many = len({row["notebook"] for row in student.rows}) > 1
    found: dict[str, list[dict]] = defaultdict(list)
    for row in student.rows:
        for finding in row["findings"]:
            mark = f"{row['notebook']}: " if many and row["notebook"] not in finding["text"] else ""
            found[finding["level"]].append(finding | {"text": mark + finding["text"]})
    refused = any(finding["code"] != "missing-notebook" for finding in found["refused"])
    if ran or (student.recorded and not student.rows):
        state = "채점함" if student.recorded else "기록 전"
    else:
        state = "받지 못함" if refused else "내지 않음"
    seconds, cells = (sum(row[name] for row in ran) for name in ("seconds", "cell_seconds"))
    return {
        "id": student.id,
        "name": student.name,
        "state": state,
        "score": student.score if student.graded else None,
        "penalty": student.penalty,
        "late": student.lateness,
        "pending": student.pending if student.handed_in else 0,
        "seconds": seconds if ran else None,
        "extra": max(0.0, seconds - cells) if ran else None,
        "memory": max(row["memory"] for row in ran) / 2**20 if ran else None,
        "kernels": sum(row["kernels"] for row in ran),
        "unsafe": any(not row["sandboxed"] for row in ran),
        "weak": weak_layers(ran),
        "found": {level: found[level] for level in LEVELS},
        "weight": sum((100, 10, 0)[i] * len(found[level]) for i, level in enumerate(LEVELS)),
    }


def weak_layers(rows: list[dict[str, Any]]) -> str:
    """이 컴퓨터에서 쓰지 못한 격리의 겹을 말하는 문장. 모두 썼으면 빈 글."""
    told = [f["text"] for row in rows for f in row["findings"] if f["code"] == "weak-sandbox"]
    return told[0] if told else ""


def finding_groups(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """본 일을 종류마다 모은 것. 심한 것, 많은 것부터."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        for level, found in row["found"].items():
            for finding in found:
                groups[level, finding["code"]].append((row["id"], finding["text"]))
    order = list(LEVELS)
    ranked = sorted(groups.items(), key=lambda g: (order.index(g[0][0]), -len(g[1]), g[0][1]))
    return [
        {"level": level, "code": code, "told": told, "students": len({who for who, _ in told})}
        for (level, code), told in ranked
    ]
