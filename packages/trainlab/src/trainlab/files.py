"""공개 데이터의 파일을 찾아 읽는다. 있는 것을 먼저 쓰고, 없을 때만 내려받는다."""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np

# 데비안과 우분투의 dataset-fashion-mnist 꾸러미가 파일을 두는 곳
DEBIAN = Path("/usr/share/datasets")
_ARRAYS = ("x_train", "y_train", "x_test", "y_test")
# 케라스가 받아 두는 폴더의 이름. 데비안의 꾸러미도 파일까지 같은 이름을 쓴다.
_FOLDERS = {"fashion_mnist": "fashion-mnist"}
_IDX = {
    "x_train": "train-images-idx3-ubyte.gz",
    "y_train": "train-labels-idx1-ubyte.gz",
    "x_test": "t10k-images-idx3-ubyte.gz",
    "y_test": "t10k-labels-idx1-ubyte.gz",
}
_HEADER = {"x": 16, "y": 8}


class DatasetUnavailable(RuntimeError):
    """데이터 파일을 내려받지도 찾지도 못했다. 메시지가 다음에 할 일을 알려 준다."""


def read(name: str, path: str | os.PathLike | None) -> tuple[list[np.ndarray], str]:
    """x_train, y_train, x_test, y_test와, 어디에서 얻었는지 적은 말.

    path, `TRAINLAB_DATA`가 가리키는 폴더, 케라스가 받아 둔 파일, 데비안의 꾸러미에서 차례로 찾고,
    어디에도 없으면 케라스로 내려받는다. 이미지와 레이블은 uint8이다.

    Raises:
        DatasetUnavailable: 찾지도 내려받지도 못했거나, 찾은 파일이 깨졌을 때.
    """
    if local := _local_file(name, path):
        return _read_npz(name, local), f"로컬 파일 {local.name}"
    for folder, told in _kept(name):
        return _read_idx(name, folder), told
    return _download(name), "케라스로 내려받음"


def _local_file(name: str, path: str | os.PathLike | None) -> Path | None:
    if path is not None:
        if not Path(path).is_file():
            raise _unavailable(name, f"{Path(path).name} 파일이 없음")
        return Path(path)
    folder = os.environ.get("TRAINLAB_DATA")
    candidate = Path(folder, f"{name}.npz") if folder else None
    return candidate if candidate and candidate.is_file() else None


def _kept(name: str) -> Iterator[tuple[Path, str]]:
    """파일 네 개가 모두 있는 폴더와, 그것을 부르는 말."""
    if name in _FOLDERS:
        home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras")
        for folder, told in (
            (home / "datasets" / _FOLDERS[name], "케라스가 받아 둔 파일"),
            (DEBIAN / _FOLDERS[name], f"데비안 꾸러미 dataset-{_FOLDERS[name]}"),
        ):
            if all((folder / file).is_file() for file in _IDX.values()):
                yield folder, told


def _read_idx(name: str, folder: Path) -> list[np.ndarray]:
    """IDX 형식(LeCun의 MNIST): 머리말 뒤에 바이트가 이어지고, 이미지는 28×28이다."""
    arrays = []
    for key in _ARRAYS:
        try:
            with gzip.open(folder / _IDX[key]) as file:
                values = np.frombuffer(file.read(), np.uint8)[_HEADER[key[0]] :]
            arrays.append(values.reshape(-1, 28, 28) if key.startswith("x") else values)
        except (OSError, EOFError, ValueError) as error:
            raise _unavailable(name, f"{_IDX[key]} 파일을 읽는 데 실패") from error
    return arrays


def _read_npz(name: str, file: Path) -> list[np.ndarray]:
    try:
        with np.load(file, allow_pickle=False) as archive:
            return [archive[key] for key in _ARRAYS]
    # 깨진 zip, 빠진 배열, .npy를 .npz로 바꾼 파일이 저마다 다른 예외를 낸다.
    except Exception as error:
        raise _unavailable(name, f"{file.name} 파일을 읽는 데 실패") from error


def _download(name: str) -> list[np.ndarray]:
    try:
        import keras

        (x, y), (x_test, y_test) = getattr(keras.datasets, name).load_data()
    except ModuleNotFoundError as error:
        raise _unavailable(name, "케라스와 텐서플로가 없어 내려받지 못함") from error
    # 케라스는 내려받기에 실패하면 맨 Exception을 낸다.
    except Exception as error:
        raise _unavailable(name, "케라스 내려받기 실패") from error
    return [x, y, x_test, y_test]


def _unavailable(name: str, reason: str) -> DatasetUnavailable:
    debian = (
        f"데비안과 우분투에서는 sudo apt install dataset-{_FOLDERS[name]}로 설치하거나, "
        if name in _FOLDERS
        else ""
    )
    return DatasetUnavailable(
        f"{name} 데이터를 얻지 못했다({reason}): {debian}x_train, y_train, x_test, y_test 배열을 "
        f"담은 {name}.npz를 path=로 넘기거나 환경 변수 TRAINLAB_DATA가 가리키는 폴더에 두고, "
        '구할 수 없으면 내장 데이터 load("patches10")이나 load("mnist1d")를 쓰세요.'
    )
