"""판정을 nbgrader로: 점수를 gradebook에 적고, 피드백을 쓴다."""
