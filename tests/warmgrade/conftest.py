"""남의 과목의 노트북은 검사가 아니라 채점할 과제다. nbval이 제자리에서 실행하지 못하게 한다."""

collect_ignore = ["foreign_course"]
