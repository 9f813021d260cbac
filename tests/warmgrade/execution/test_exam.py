"""검사에 앞서 던지는 카나리아는 멀쩡한 커널에서 반드시 실패한다."""

import pytest

from warmgrade.execution.exam import Exam


def test_every_canary_fails_in_an_untampered_interpreter():
    exam = Exam("test_any", numpy=True)
    sources = [source for _ in range(300) for source in exam.request()["canaries"]]
    assert len(set(sources)) > 300
    for source in sources:
        with pytest.raises(AssertionError):
            exec(source, {})
