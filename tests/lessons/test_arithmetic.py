"""다른 컴퓨터의 셈으로도 강의의 주장이 서는지, 셈을 바꾸는 도구가 정말 바꾸는지 본다."""

import os
import time

import arithmetic
import forked
import nbformat
import pytest
import sweep
from checks import Job

FURTHEST = "oldest"


@pytest.fixture
def notebook(tmp_path):
    def write(*sources: str) -> Job:
        cells = [nbformat.v4.new_code_cell(text, id=f"cell-{i}") for i, text in enumerate(sources)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "small.ipynb")
        return Job("실행", str(tmp_path / "small.ipynb"))

    return write


def needs(name: str) -> None:
    if missing := arithmetic.lacking(name):
        pytest.skip(f"이 CPU에 {', '.join(missing)}이 없다")


# ---- 도구가 정말 바꾸는가

KERNEL = (
    "from threadpoolctl import threadpool_info\nimport numpy as np\nassert threadpool_info()[0]"
)


def test_a_notebook_really_runs_under_the_arithmetic_asked_for(notebook):
    needs("Prescott")
    job = notebook(
        f"{KERNEL}['architecture'] in {arithmetic.KERNELS['Prescott']}",
        "a = np.show_config(mode='dicts')['SIMD Extensions']\nassert not a.get('found')",
    )
    done = sweep.column("oldest", [job], preload=["numpy"])
    assert (done.done, done.troubles, done.note) == ([job], [], "")
    assert done.measured["NumPy"] == "" and done.mark(job.path, "실행") == "✓"


def test_a_broken_claim_is_told_with_its_cell_and_fails_the_whole(notebook, capsys):
    job = notebook("x = 1", "assert x == 2")
    done = sweep.column("native", [job], preload=["numpy"])
    assert "✗" in sweep.table([done], [job])
    assert sweep.verdict([done]) == 1
    told = capsys.readouterr().out
    assert "✗ native × small" in told and "cell-1 셀" in told and "어긋남 1개" in told


def test_what_a_process_does_not_really_use_is_not_counted_as_tried():
    [simd] = arithmetic.DISPATCHED[:1] or ["없음"]
    found = {"OpenBLAS": "Haswell", "스레드": "1", "NumPy": simd, "oneDNN": "켬(Intel AVX2)"}
    found["텐서플로 스레드"] = "3"
    assert arithmetic.unapplied("Haswell", found) == arithmetic.unapplied("native", found) == []
    assert "Prescott이 아니라" in arithmetic.unapplied("Prescott", found)[0]
    assert simd in arithmetic.unapplied("numpy-base", found)[0]
    assert "oneDNN" in arithmetic.unapplied("onednn-off", found)[0]
    assert "oneDNN" in arithmetic.unapplied("onednn-sse41", found)[0]
    assert "OpenBLAS의 스레드" in arithmetic.unapplied("threads-2", found)[0]


def test_a_setting_that_does_not_take_fails_instead_of_passing(notebook, monkeypatch):
    stubborn = arithmetic.Arithmetic("없는 커널", {"OPENBLAS_CORETYPE": "Katmandu"})
    monkeypatch.setitem(arithmetic.TABLE, "nowhere", stubborn)
    job = notebook("x = 1")
    done = sweep.column("nowhere", [job], preload=["numpy"])
    assert done.done == [] and done.note.startswith("걸리지 않음")
    assert done.mark(job.path, "실행") == "–" and sweep.verdict([done]) == 1


def test_what_the_cpu_lacks_is_listed_as_not_run(notebook, monkeypatch):
    monkeypatch.setattr(arithmetic, "cpu", dict)
    job = notebook("assert False")
    done = sweep.column("SkylakeX", [job], preload=["numpy"])
    assert done.done == [] and done.note.startswith("돌리지 않음")
    assert done.mark(job.path, "실행") == "–"
    assert "돌리지 않음" in sweep.table([done], [job])


def test_the_same_arithmetic_under_another_name_is_not_run_twice(notebook, monkeypatch):
    monkeypatch.setitem(arithmetic.TABLE, "again", arithmetic.Arithmetic("또 이 컴퓨터"))
    job = notebook("x = 1")
    first = sweep.column("native", [job], preload=["numpy"])
    second = sweep.column("again", [job], [first], preload=["numpy"])
    assert (second.done, second.same) == ([], [job]) and second.mark(job.path, "실행") == "="


def test_a_job_that_dies_or_never_ends_is_a_result_too():
    def work(job: str) -> str:
        if job == "죽는다":
            os._exit(7)
        if job == "멈춘다":
            time.sleep(60)
        return job

    jobs = ["죽는다", "멈춘다", "끝난다"]
    found = {job: (answer, lost) for job, _, answer, lost in forked.run(work, jobs, limit=2)}
    assert found["끝난다"] == ("끝난다", "")
    assert found["죽는다"][0] is None and "종료 코드 7" in found["죽는다"][1]
    assert found["멈춘다"][0] is None and "끝나지 않았다" in found["멈춘다"][1]
