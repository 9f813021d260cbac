"""파일의 이름에 섞이는 낱말들: 어느 것이 사람의 이름이고 어느 것이 누구나 붙이는 말인지."""

import re
import unicodedata

_LATE = re.compile(r"late|tardy|overdue|지각|늦음|늦은|늦게|지연|(?:지각|늦은|지연)제출")
_COPY = re.compile(r"copy|사본|복사본|복사")
_SECTION = re.compile(
    r"(?:section|sec|class|group|grp|team|분반|그룹|모둠|조교|팀|반|조)\d*"
    r"|\d{1,3}(?:반|조|팀|분반|교시|학년|모둠|그룹)"
    r"|(?:월|화|수|목|금|토|일)요일?반?|(?:오전|오후|주간|야간)반?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|morning|afternoon|ta\d*"
)
_DEPARTMENT = re.compile("[가-힣]+(?:학과|학부|전공|대학교?|계열|공학|교육과)")
# 과제를 가리키는 낱말. 사람의 이름 곁에 이런 것이 있으면 제출물의 이름이다.
_WORK = (
    r"과제|숙제|실습|퀴즈|시험|중간고사|기말고사|중간|기말|연습문제|연습|문제|프로젝트|보고서|레포트"
    r"|리포트|과제물|답안|딥러닝과제|노트북|코드|실험"
)
_WORK_WORD = re.compile(
    rf"(?:제?\d*(?:{_WORK}|주차|차시|회차|장|강|차)\d*)"
    r"|(?:hw|homework|assignment|assign|asgn|asg|exercise|exercises|lab|week|wk|quiz|exam|project"
    r"|proj|pset|problem|task|report|chapter|unit|module|lecture|midterm|notebook|notebooks|colab"
    r"|jupyter|ipynb|python|code|answer|answers|work)\d*"
)
_WORK_INSIDE = re.compile("과제|숙제|실습|보고서|레포트|리포트|프로젝트")
# 거의 누구나 덧붙이는 낱말과, 가르치는 사람이나 프로그램이 두는 것의 이름.
_COMMON = (
    r"최종|진짜|수정|완성|제출|재제출|다시|새로|원본|첨부|파일|목록|명단|출석부|출석|성적|채점|안내"
    r"|공지|정답|해설|모범답안|예시|예제|템플릿|자료|그림|데이터|이미지|결과|설명|기준|전체|모음|과목"
    r"|수업|강의|학생|이름|학번|업로드|다운로드|백업|임시|요약|피드백|읽어보세요|계획서|카카오톡|카톡"
)
_COMMON_WORD = re.compile(
    rf"(?:(?:{_COMMON}|{_WORK}|사본|복사)(?:본|물|용|표|함|지|문)?)+\d*"
    r"|(?:v|ver|version|rev|draft|final|last|latest|real|new|fixed|edited|revised|submission"
    r"|submissions|submit|submitted|resubmit|resubmission|attempt|upload|uploads|download|downloads"
    r"|file|files|export|backup|old|tmp|temp|test|untitled|unnamed|students?|name|id"
    r"|data|dataset|images?|img|figures?|figs?|results?|outputs?|src|docs?|lib|utils?|helpers?"
    r"|readme|index|grades?|gradebook|scores?|marks|roster|list|rubric|solutions?|key|template"
    r"|sample|example|instructions?|syllabus|feedback|timestamp|metadata|summary|info|manifest"
    r"|kakaotalk|katalk|parts?|by|from|my|of|the|and|for|to|at|all|course|drive|classroom|google|canvas"
    r"|moodle|blackboard|gradescope|zip|html|pdf)\d*"
)
_TRIM = re.compile(rf"^(?:{_COMMON}|{_WORK})+|(?:(?:{_COMMON}|{_WORK}|사본)(?:본|물|용)?)+\d*$")
_SURNAMES = (
    *("남궁", "황보", "제갈", "사공", "선우", "독고", "서문", "동방"),
    *"김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천"
    "방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용예봉경",
)
# 이보다 긴 낱말은 걷어 내지 않는다. 되풀이한 낱말을 나누는 길은 길이에 따라 끝없이 늘어난다.
_LONGEST = 30
# 성으로 시작하는 두세 글자이지만 사람이 아니라 과제의 주제인 말.
_TOPIC = re.compile(
    "최적화|정규화|초기화|양자화|표준화|신경망|은닉층|손실|기울기|경사|강화|전이|연산|추론|지도|모델"
    "|예측|분류|회귀|이론|주제|조사|인식"
)
_NOT_NAME_END = ("과", "부", "반", "조", "팀", "실", "론", "법", "학")


def is_korean_name(word: str) -> bool:
    """흔한 성으로 시작하는 두세 글자(두 글자 성이면 네 글자)의 한글."""
    if (
        not re.fullmatch("[가-힣]{2,4}", word)
        or word.endswith(_NOT_NAME_END)
        or _TOPIC.fullmatch(word)
    ):
        return False
    return any(word.startswith(s) and len(word) - len(s) in (1, 2) for s in _SURNAMES)


def is_section(text: str) -> bool:
    """반이나 조를 가리키는 이름."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())
    if len(words) > 1:
        words = [word for word in words if len(word) > 1 and not word.isdigit()]
    compact = "".join(words)
    return bool(words) and (
        all(_SECTION.fullmatch(word) for word in words)
        or bool(
            re.fullmatch(r"[a-z가나다라마바사](?:반|조|팀|분반)|[가-힣]{2,4}(?:반|팀)", compact)
        )
        or bool(re.fullmatch(r"(?:section|class|group|team)[a-z]", compact))
    )


def personal(word: str) -> str:
    """누구나 붙이는 말을 걷어 낸 낱말. 남는 것이 없으면 빈 글."""
    low = word.casefold()
    if len(word) > _LONGEST:
        return word
    noise = (_LATE, _COPY, _SECTION, _DEPARTMENT, _WORK_WORD, _COMMON_WORD)
    if any(pattern.fullmatch(low) for pattern in noise):
        return ""
    if not re.match("[가-힣]", word):
        return "" if word.isdigit() and len(word) <= 4 else word
    return trimmed(word)


def trimmed(word: str) -> str:
    """「김민수과제」에서 「김민수」처럼, 앞뒤에 붙은 말을 뗀 한글 낱말."""
    if len(word) > _LONGEST:
        return word
    rest = _TRIM.sub("", word)
    if len(rest) == 4 and rest.endswith(("님", "의")) and is_korean_name(rest[:-1]):
        rest = rest[:-1]
    return rest if re.fullmatch("[가-힣]{2,4}", rest) else word


def is_late(word: str) -> bool:
    return bool(_LATE.fullmatch(word.casefold()))


def is_copy(word: str) -> bool:
    return bool(_COPY.fullmatch(word.casefold()))


def is_work(word: str) -> bool:
    """과제를 가리키는 낱말인지."""
    low = word.casefold()
    return bool(_WORK_WORD.fullmatch(low) or _WORK_INSIDE.search(low))
