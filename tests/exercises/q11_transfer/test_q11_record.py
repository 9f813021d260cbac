"""연습문제 11의 정리에 적힌 수가 실험의 기록과 같은지 본다."""

import re

from harness import read_notebook

from trainlab import records


def test_numbers_in_the_summary_are_those_of_the_recorded_experiment():
    cell = next(c for c in read_notebook("q11_transfer").cells if c.id == "summary-record")
    written = [
        line.split() for line in re.search(r'"""\n(.*?)\n"""', cell.source, re.S)[1].split("\n")
    ]
    results = records.load("07_real_transfer")["results"]
    # 행은 방법 셋마다 레이블 수 셋, 열은 시드다. 테스트 사진은 2,000장이다.
    recorded = [
        [run["labels"][budget][arm]["test"] * 2000 for run in results]
        for arm in ("scratch", "frozen", "tuned")
        for budget in ("20", "60", "200")
    ]
    assert [[int(hits) for hits in row] for row in written] == [
        [round(hits) for hits in row] for row in recorded
    ]
    assert all(abs(hits - round(hits)) < 1e-6 for row in recorded for hits in row)
