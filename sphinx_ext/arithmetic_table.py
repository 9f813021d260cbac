"""`arithmetic` 지시어: 이 책의 쪽을 실행한 컴퓨터가 어떻게 셈했고 주장이 얼마나 성립했는지의 표.

쪽을 실행한 커널마다 스스로 잰 것을 `execution_cache`가 적어 둔다. 쪽마다 다르면 모두 적는다.
"""

import execution_cache
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class ArithmeticTable(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        # 다른 쪽을 다시 실행하면 이 표도 달라진다.
        self.env.note_reread()
        measured: dict[str, dict[str, None]] = {}
        claims, failed = 0, {}
        for name, notebook, data in execution_cache.pages(self.env.app):
            for label, text in data["arithmetic"].items():
                measured.setdefault(label, {})[text] = None
            claims += sum(map(execution_cache.is_claim, notebook.cells))
            if data["failed_claims"]:
                failed[name] = len(data["failed_claims"])
        lines = [f"| {label} | {' / '.join(texts)} |" for label, texts in measured.items()]
        held = f"{claims}곳 가운데 {claims - sum(failed.values())}곳에서 성립했다."
        pages = ", ".join(f"{{doc}}`/{name}` {count}곳" for name, count in failed.items())
        lines.append(f"| 본문의 주장 | {held} {f'성립하지 않은 곳: {pages}' if pages else ''} |")
        return self.parse_text_to_nodes("\n".join(["| 셈하는 것 | 이 책 |", "|---|---|", *lines]))


def setup(app: Sphinx) -> dict:
    app.add_directive("arithmetic", ArithmeticTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
