"""검사마다 파이썬의 다른 구석을 쓰는, 남의 과목 같은 과목의 nbgrader 설정."""

c = get_config()  # noqa: F821 (nbgrader가 이 파일을 읽을 때 넣어 준다)

c.CourseDirectory.course_id = "foreign"
c.Execute.timeout = 120
# 텐서플로는 불러올 때마다 표준 오류에 글을 쓴다. 그대로 두면 stock은 그 검사에 0점을 준다.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = ".*"
# 바쁜 컴퓨터에서도 stock이 긴 오류를 다 받을 때까지 기다리게 한다.
c.Execute.iopub_timeout = 120
