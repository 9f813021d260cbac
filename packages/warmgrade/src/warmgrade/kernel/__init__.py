"""무거운 모듈을 미리 불러온 프로세스에서 갈라져 나온(fork) 주피터 커널.

환경 변수 하나로 켠다: `JUPYTER_DEFAULT_PROVISIONER_NAME=warm`. 그러면 nbclient, nbval, nbgrader,
myst-nb가 띄우는 모든 커널이 이 길로 온다. 미리 불러올 모듈은 `WARMGRADE_PRELOAD`에 쉼표로
적는다.
"""
