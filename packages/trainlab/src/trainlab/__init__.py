"""강의와 과제가 함께 쓰는 도구: 데이터(data), 층별 측정(probe), 아픈 훈련(clinic), 그림(plot).

여기서는 아무것도 들여오지 않는다. NumPy만 쓰는 쪽이 텐서플로를 기다리지 않게 하기 위해서다.
"""

import os

# 텐서플로의 C++ 안내문이 쪽과 채점 결과에 섞이지 않게 한다. 오류는 그대로 보인다.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
