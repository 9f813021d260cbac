"""사진 열 장을 잘라 만드는 patches10.

클래스는 "어느 사진의 조각인가"이다. 훈련·검증·테스트 조각을 같은 블록에서 뽑으면 서로 겹쳐
검증 정확도가 부풀려진다. 그래서 블록을 먼저 나누고 조각은 자기 블록 안에서만 자른다.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

PATCH = 32
# JPEG은 색을 16×16 단위로 저장하므로, 16의 배수인 블록끼리는 압축 흔적도 나눠 갖지 않는다.
BLOCK = 64
STRIDE = 4
# 읽는 순서로 늘어선 블록 다섯 개마다 셋은 훈련(0), 하나는 검증(1), 하나는 테스트(2)가 된다.
ROLES = (0, 0, 0, 1, 2)
# 표준편차가 이보다 작은 조각(단위: 256단계 밝기)은 어느 사진인지 알 단서가 없어 버린다.
MIN_CONTRAST = 3


@dataclass(frozen=True)
class Photo:
    """patches10에 쓰는 사진 한 장의 출처와 라이선스.

    `stated`는 사진을 담은 패키지의 docstring이나 README에 적힌 원문이고 `licence`는 그 요약이다.
    `source`가 빈 문자열이면 패키지가 원본 주소를 밝히지 않은 사진이다.
    """

    name: str
    class_name: str
    author: str
    licence: str
    stated: str
    package: str
    file: str
    source: str = ""
    changes: str = "32×32 조각으로 자름"


PHOTOS = (
    Photo(
        name="astronaut",
        class_name="우주 비행사",
        author="NASA",
        licence="퍼블릭 도메인",
        stated="No known copyright restrictions, released into the public domain.",
        package="scikit-image",
        file="skimage/data/astronaut.png",
        source="https://flic.kr/p/r9qvLn",
    ),
    Photo(
        name="chelsea",
        class_name="고양이",
        author="Stefan van der Walt",
        licence="CC0",
        stated="No copyright restrictions. CC0 by the photographer (Stefan van der Walt).",
        package="scikit-image",
        file="skimage/data/chelsea.png",
    ),
    Photo(
        name="coffee",
        class_name="커피",
        author="Rachel Michetti",
        licence="CC0",
        stated="No copyright restrictions. CC0 by the photographer (Rachel Michetti).",
        package="scikit-image",
        file="skimage/data/coffee.png",
    ),
    Photo(
        name="rocket",
        class_name="로켓",
        author="SpaceX",
        licence="퍼블릭 도메인",
        stated="The image was captured by SpaceX and `released in the public domain",
        package="scikit-image",
        file="skimage/data/rocket.jpg",
        source="https://www.flickr.com/photos/spacexphotos/16511594820/in/photostream/",
    ),
    Photo(
        name="retina",
        class_name="망막",
        author="Mikael Häggström",
        licence="CC0 1.0",
        stated="Creative Commons CC0 1.0 Universal Public Domain Dedication.",
        package="scikit-image",
        file="skimage/data/retina.jpg",
        source="https://commons.wikimedia.org/wiki/File:Fundus_photograph_of_normal_left_eye.jpg",
    ),
    Photo(
        name="hubble_deep_field",
        class_name="은하",
        author="NASA",
        licence="퍼블릭 도메인",
        stated="The image was captured by NASA and `may be freely used in the public domain",
        package="scikit-image",
        file="skimage/data/hubble_deep_field.jpg",
        source="http://hubblesite.org/newscenter/archive/releases/2012/37/image/a/",
    ),
    Photo(
        name="immunohistochemistry",
        class_name="조직 염색",
        author="Center for Microscopy And Molecular Imaging (CMMI)",
        licence="알려진 저작권 제한 없음",
        stated="No known copyright restrictions.",
        package="scikit-image",
        file="skimage/data/ihc.png",
    ),
    Photo(
        name="china",
        class_name="누각",
        author="danielbuechele (Flickr)",
        licence="CC BY 2.0",
        stated="Released under a creative commons license. [1] "
        "Attribution: Some rights reserved by danielbuechele [2]",
        package="scikit-learn",
        file="sklearn/datasets/images/china.jpg",
        source="https://www.flickr.com/photos/danielbuechele/6061409035/sizes/z/in/photostream/",
    ),
    Photo(
        name="flower",
        class_name="꽃",
        # README의 이름은 danielbuechele이지만 README의 사진 주소는 vultilion의 것이다.
        author="vultilion (Flickr, README 표기는 danielbuechele)",
        licence="CC BY 2.0",
        stated="Released under a creative commons license. [1] "
        "Attribution: Some rights reserved by danielbuechele [2]",
        package="scikit-learn",
        file="sklearn/datasets/images/flower.jpg",
        source="https://www.flickr.com/photos/vultilion/6056698931/sizes/z/in/photostream/",
    ),
    Photo(
        name="camera",
        class_name="촬영 기사",
        author="Lav Varshney",
        licence="CC0",
        stated="No copyright restrictions. CC0 by the photographer (Lav Varshney).",
        package="scikit-image",
        file="skimage/data/camera.png",
        changes="흑백 사진에 색조와 색 입자를 입히고 32×32 조각으로 자름",
    ),
)


def licences() -> list[Photo]:
    """patches10에 쓰는 사진 열 장의 출처와 라이선스를 클래스 번호 순서로 돌려준다."""
    return list(PHOTOS)


def patches(
    seed: int, variant: str, sizes: tuple[int, int, int]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """훈련·검증·테스트 조각을 (x, y) 세 쌍으로 돌려준다.

    x: float32 (n, 32, 32, 3), [0, 1]. y: int64 (n,), 클래스마다 같은 수(차이는 많아야 1).
    "hard"는 조각마다 채널 순서를 섞고 채널마다 평균 0.5, 표준편차 1/8로 맞춘다.

    Raises:
        ValueError: 사진에 있는 조각보다 많이 요청할 때.
    """
    splits = []
    for split, plan in enumerate(patch_plan(seed, sizes)):
        label, top, left = plan.T
        x = np.empty((len(plan), 3, PATCH, PATCH), np.uint8)
        for photo in range(len(PHOTOS)):
            windows = np.lib.stride_tricks.sliding_window_view(
                _pixels(photo), (PATCH, PATCH), axis=(0, 1)
            )
            mine = label == photo
            x[mine] = windows[top[mine], left[mine]]
        if variant == "hard":
            x = _hide_colour(x, np.random.default_rng([seed, 2, split]))
        else:
            x = x / np.float32(255)
        splits.append((np.ascontiguousarray(x.transpose(0, 2, 3, 1)), label.copy()))
    return splits


def patch_plan(seed: int, sizes: tuple[int, int, int]) -> list[np.ndarray]:
    """어느 조각을 어느 분할에 쓸지 정한다: 분할마다 int64 (n, 3), 열은 (클래스, 위, 왼쪽).

    조각의 블록 번호는 (위 // BLOCK, 왼쪽 // BLOCK)이다. 한 분할의 크기를 바꾸어도 나머지
    분할의 조각은 그대로다.
    """
    rng = np.random.default_rng([seed, 0])
    pools: list[list[np.ndarray]] = [[] for _ in sizes]
    for label in range(len(PHOTOS)):
        blocks = _blocks(label)
        # 이웃한 블록끼리 나눠 주어야 사진의 어느 부분이든 세 분할에 고루 들어간다.
        roles = np.concatenate([rng.permutation(ROLES) for _ in range(0, len(blocks), len(ROLES))])
        for split, pool in enumerate(pools):
            mine = [rng.permutation(b) for b, role in zip(blocks, roles) if role == split]
            # 블록을 돌아가며 한 조각씩 뽑아야 몇몇 블록이 분할을 차지하지 않는다.
            turn = np.concatenate([np.arange(len(block)) for block in mine])
            pool.append(np.concatenate(mine)[np.lexsort((rng.random(len(turn)), turn))])
    plan = []
    for split, (name, pool, size) in enumerate(zip(("n_train", "n_valid", "n_test"), pools, sizes)):
        limit = len(PHOTOS) * min(len(corners) for corners in pool)
        if size > limit:
            raise ValueError(
                f"patches10의 {name} 값은 seed={seed}일 때 {limit:,} 이하여야 하는데 "
                f"{size:,} 값을 받았다."
            )
        counts = [
            size // len(PHOTOS) + (label < size % len(PHOTOS)) for label in range(len(PHOTOS))
        ]
        labels = np.repeat(np.arange(len(PHOTOS)), counts)
        corners = np.concatenate([corners[:count] for corners, count in zip(pool, counts)])
        order = np.random.default_rng([seed, 1, split]).permutation(size)
        plan.append(np.column_stack([labels, corners])[order])
    return plan


@cache
def _pixels(index: int) -> np.ndarray:
    """사진 한 장: uint8 (높이, 너비, 3), 읽기 전용."""
    from PIL import Image

    package, _, relative = PHOTOS[index].file.partition("/")
    # find_spec은 패키지를 import하지 않고 자리만 찾는다. scikit-learn을 불러오면 몇 초가 든다.
    with Image.open(Path(find_spec(package).origin).parent / relative) as image:
        pixels = _tint(np.asarray(image)) if image.mode == "L" else np.array(image.convert("RGB"))
    pixels.flags.writeable = False
    return pixels


def _tint(grey: np.ndarray) -> np.ndarray:
    """흑백 사진을 컬러로 바꾼다: uint8 (높이, 너비) -> uint8 (높이, 너비, 3).

    세 채널이 똑같으면 hard에서도 그것만 보고 이 사진을 알아낸다. 그래서 채널마다 다른
    색조 곡선을 쓰고, 컬러 사진의 센서 잡음만 한 색 입자를 더한다.
    """
    knots = (0, 64, 128, 192, 255)
    curves = ((28, 50, 120, 205, 250), (18, 62, 122, 178, 240), (48, 90, 118, 150, 200))
    levels = np.arange(256)
    toned = np.stack([np.interp(levels, knots, curve) for curve in curves], axis=-1)[grey]
    grain = np.random.default_rng(0).integers(-3, 4, (2, *toned.shape)).sum(axis=0)
    return np.clip(np.rint(toned) + grain, 0, 255).astype(np.uint8)


@cache
def _blocks(index: int) -> tuple[np.ndarray, ...]:
    """쓸 수 있는 블록을 읽는 순서로: 블록마다 조각의 왼쪽 위 모서리 int64 (k, 2).

    밋밋한 조각은 빼고, 조각의 절반 이상이 밋밋한 블록은 통째로 뺀다.
    """
    pixels = _pixels(index)
    rows, columns = (side // BLOCK for side in pixels.shape[:2])
    # 정수로 더해야 어느 컴퓨터에서나 같은 조각이 남는다.
    grey = pixels[: rows * BLOCK, : columns * BLOCK].sum(axis=-1, dtype=np.int64)
    total, square, area = _window_sums(grey), _window_sums(grey**2), PATCH**2
    keep = area * square - total**2 >= (3 * MIN_CONTRAST * area) ** 2
    offsets = np.arange(0, BLOCK - PATCH + 1, STRIDE)
    found = []
    for row in range(0, rows * BLOCK, BLOCK):
        for column in range(0, columns * BLOCK, BLOCK):
            corner = np.stack(
                np.meshgrid(row + offsets, column + offsets, indexing="ij"), axis=-1
            ).reshape(-1, 2)
            usable = corner[keep[corner[:, 0] // STRIDE, corner[:, 1] // STRIDE]]
            if 2 * len(usable) >= len(corner):
                found.append(usable)
    return tuple(found)


def _window_sums(values: np.ndarray) -> np.ndarray:
    """STRIDE 간격으로 놓인 32×32 창마다의 합."""
    rows, columns = (side // STRIDE for side in values.shape)
    cells = values.reshape(rows, STRIDE, columns, STRIDE).sum(axis=(1, 3))
    width = PATCH // STRIDE
    return np.lib.stride_tricks.sliding_window_view(cells, (width, width)).sum(axis=(2, 3))


def _hide_colour(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """조각마다 채널 순서를 섞고 채널별 평균과 대비를 지운다.

    uint8 (n, 3, 32, 32) -> float32 (n, 3, 32, 32), [0, 1].
    """
    order = rng.permuted(np.tile(np.arange(3), (len(x), 1)), axis=1)
    x = x[np.arange(len(x))[:, None], order]
    # 평균과 분산을 정수 합으로 구해야 CPU가 달라도 비트까지 같다.
    area = PATCH**2
    total = x.sum(axis=(2, 3), dtype=np.int64, keepdims=True)
    square = np.square(x, dtype=np.uint32).sum(axis=(2, 3), dtype=np.int64, keepdims=True)
    mean = (total / area).astype(np.float32)
    spread = (np.sqrt(area * square - total**2) / area).astype(np.float32)
    # 반 단계보다 작은 대비는 반올림 잡음이라 키우지 않는다. 표준편차를 1/8로 두면
    # 표준편차 네 배까지 [0, 1]에 들어와 잘리는 값이 드물다.
    z = (x - mean) / (8 * np.maximum(spread, np.float32(0.5)))
    return np.clip(z + np.float32(0.5), 0, 1)
