"""jupyter_client가 커널을 띄우는 자리에 끼우는 부품."""

import asyncio
import importlib.util
import os
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from .client import available, shared_server

# 따로 정하지 않았을 때 미리 불러올 모듈. 설치되어 있는 것만 쓴다.
USUAL = ("numpy", "matplotlib.pyplot", "tensorflow", "keras")


def preload_names(env: dict[str, str]) -> tuple[str, ...]:
    """`WARMGRADE_PRELOAD`에 적힌 모듈, 없으면 흔히 쓰는 것 가운데 설치된 것."""
    chosen = env.get("WARMGRADE_PRELOAD")
    if chosen is not None:
        return tuple(name.strip() for name in chosen.split(",") if name.strip())
    return tuple(name for name in USUAL if importlib.util.find_spec(name.partition(".")[0]))


class WarmProvisioner(LocalProvisioner):
    """커널을 새로 띄우지 않고, 모듈을 미리 불러온 서버에서 갈라 낸다.

    갈라 낼 수 없는 운영 체제나 ipykernel이 아닌 커널이면 여느 때처럼 띄우고 그렇게 알린다.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if not available() or "ipykernel_launcher" not in cmd:
            self.log.warning("이 커널은 미리 불러온 모듈 없이 새로 띄웁니다: %s", cmd[0])
            return await super().launch_kernel(cmd, **kwargs)
        env = dict(kwargs.get("env") or os.environ)
        self.cwd = os.path.abspath(kwargs.get("cwd") or os.getcwd())
        server = shared_server(preload_names(env), env)
        # 첫 커널은 모듈을 다 불러올 때까지 기다리므로 이벤트 루프를 막지 않는다.
        ready = await asyncio.to_thread(server.wait_until_ready)
        for name, reason in ready["missing"].items():
            self.log.warning("%s 모듈을 미리 불러오지 못했습니다: %s", name, reason)
        argv = cmd[cmd.index("ipykernel_launcher") :]
        self.process = await asyncio.to_thread(server.spawn, argv, env, self.cwd)
        self.pid = self.pgid = self.process.pid
        return self.connection_info
