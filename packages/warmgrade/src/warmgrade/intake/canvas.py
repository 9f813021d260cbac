"""Canvas의 「Download Submissions」(content_zipper). LearningX도 Canvas의 것이다.

이름은 「이름_LATE_사람의 번호_파일의 번호_파일」이고, 늦지 않았으면 LATE가 없다. 글로 쓴 것은
「이름_번호_text.html」, 주소를 낸 것은 「이름_번호_link.html」이다.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo

from .archive import Member
from .kinds import is_work
from .pieces import Owner, Piece, Reading
from .whose import Reader

_NAME = re.compile(
    r"(?:(?P<name>.+?)_(?P<late>LATE_)?(?P<id>\d+)|(?P<late2>LATE_)?anon_(?P<anon>[A-Za-z0-9]{5}))"
    r"_(?:(?P<upload>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
)
_AGAIN = re.compile(r"-(\d{1,3})(?=\.[^.]+$)")


def read(
    members: list[Member], reader: Reader, notebooks: tuple[str, ...], zone: tzinfo | None
) -> Reading | None:
    named = [(m, _NAME.fullmatch(m.name.rpartition("/")[2])) for m in members]
    fits = [(member, match) for member, match in named if match]
    works = [member for member, _ in named if is_work(member.name)]
    # 날짜를 넣어 지은 이름과 닮아서, 낸 것이 모두 그렇고 번호와 이름이 하나씩 맞아야 믿는다.
    names: dict[str, set[str]] = defaultdict(set)
    for _, match in fits:
        names[match["id"] or match["anon"]].add(match["name"] or "")
    if (
        not fits
        or not {member.name for member in works} <= {member.name for member, _ in fits}
        or any(len(called) > 1 for called in names.values())
        or 2 * sum(bool(m["name"]) and not reader.file(m["name"]).label for _, m in fits)
        > len(fits)
    ):
        return None
    reading = Reading(how="Canvas의 묶음")
    for member, match in fits:
        name, number = match["name"] or "anon", match["id"] or match["anon"]
        owner = Owner(("canvas", number), f"{name}_{number}", name, (), "canvas", number)
        late = bool(match["late"] or match["late2"])
        file = match["file"] or match["typed"]
        reading.pieces.append(Piece(owner, file, member, number, None, late))
    reading.pieces = list(_newest(reading.pieces, notebooks))
    return reading


def _newest(pieces: list[Piece], notebooks: tuple[str, ...]) -> Iterator[Piece]:
    """Canvas는 다시 낸 파일의 이름 끝에 -1, -2를 붙인다. 파일마다 마지막 것만 남긴다."""
    everyone: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        everyone[piece.owner.key].append(piece)
    for mine in everyone.values():
        files = {piece.file for piece in mine}
        newest: dict[str, tuple[int, Piece]] = {}
        for piece in mine:
            mark = _AGAIN.search(piece.file)
            base = _AGAIN.sub("", piece.file)
            again = mark and (base in files or base.rpartition(".")[0] in notebooks)
            file, turn = (base, int(mark[1])) if again else (piece.file, 0)
            if file in newest and turn <= newest[file][0]:
                yield replace(piece, old=True)
                continue
            if file in newest:
                yield replace(newest[file][1], old=True)
            newest[file] = turn, replace(piece, file=file)
        yield from (piece for _, piece in newest.values())
