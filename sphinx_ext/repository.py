"""설정 하나(`book_repository`)로 저장소와 Colab 단추를 켠다. 비어 있으면 단추가 없다.

환경 변수 BOOK_REPOSITORY가 있으면 그 값이 설정을 대신한다. 책을 펴내는 작업 흐름이
복제된 저장소에서도 제 주소를 쓰게 하기 위해서다. 다만 Colab 단추는 설정에 적힌 저장소에만 생긴다.
"""

import os

from sphinx.application import Sphinx
from sphinx.config import Config


def enable_buttons(app: Sphinx, config: Config) -> None:
    written = config.book_repository.rstrip("/")
    config.book_repository = url = os.environ.get("BOOK_REPOSITORY", written).rstrip("/")
    if not url:
        return
    config.html_theme_options |= {
        "repository_url": url,
        "repository_branch": "main",
        "path_to_docs": "",
        "use_repository_button": True,
    }
    # Colab은 저장소의 노트북을 연다. 그 첫 셀에는 설정에 적힌 저장소의 주소만 들어 있다.
    if url == written:
        config.html_theme_options["launch_buttons"] = {
            "notebook_interface": "classic",
            "colab_url": "https://colab.research.google.com",
        }


def setup(app: Sphinx) -> dict:
    app.add_config_value("book_repository", "", "env")
    app.connect("config-inited", enable_buttons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
