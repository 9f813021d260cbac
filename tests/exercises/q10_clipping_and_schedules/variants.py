"""연습문제 10의 맞는 답(wheat)과, 오개념이 하나씩 든 답(chaff).

이 파일은 실행하지 않는다. 머리줄 아래의 코드가 그 답 셀을 통째로 대신한다.
"""

# %% wheat q10a_clip_gradients separate-branches: 방법마다 가지를 나누어 쓰기
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.minimum(np.maximum(g, -c), c) for g in grads]
    if how == "clipnorm":
        result = []
        for g in grads:
            norm = np.sqrt(np.sum(g**2))
            result.append(g * c / norm if norm > c else g.copy())
        return result
    norm = np.sqrt(sum(np.sum(g**2) for g in grads))
    if norm > c:
        return [g * c / norm for g in grads]
    return [g.copy() for g in grads]


# %% wheat q10a_clip_gradients epsilon: 분모에 1e-6을 더하기
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [g.clip(-c, c) for g in grads]
    squares = [float((g * g).sum()) for g in grads]
    if how == "global_clipnorm":
        squares = [sum(squares) for _ in squares]
    return [g * min(1.0, c / (s**0.5 + 1e-6)) for g, s in zip(grads, squares)]


# %% wheat q10a_clip_gradients join-and-split: 한 벡터로 이었다가 되돌리기
def clip_gradients(grads, how, c):
    def shorten(vector):
        norm = np.linalg.norm(vector)
        return vector / max(norm / c, 1.0)

    flat = [np.ravel(g) for g in grads]
    if how == "clipvalue":
        flat = [np.where(np.abs(v) > c, c * np.sign(v), v) for v in flat]
    elif how == "clipnorm":
        flat = [shorten(v) for v in flat]
    else:
        ends = np.cumsum([len(v) for v in flat])[:-1]
        flat = np.split(shorten(np.concatenate(flat)), ends)
    return [np.array(v).reshape(g.shape) for v, g in zip(flat, grads)]


# %% wheat q10a_clip_gradients float32-loop: float32로 원소마다 돌기
def clip_gradients(grads, how, c):
    def length(arrays):
        total = np.float32(0)
        for array in arrays:
            for value in np.asarray(array, dtype=np.float32).ravel():
                total += value * value
        return np.sqrt(total)

    c, out = np.float32(c), []
    everything = length(grads)
    for g in grads:
        new = g.astype(np.float32)
        if how == "clipvalue":
            new[new > c] = c
            new[new < -c] = -c
        else:
            norm = length([g]) if how == "clipnorm" else everything
            if norm > c:
                new *= c / norm
        out.append(new)
    return out


# %% wheat q10a_clip_gradients table-of-functions: 함수의 표에서 골라 부르기
def clip_gradients(grads, how, c):
    def factor(norm):
        return 1.0 if norm <= c else c / norm

    def by_array(parts):
        return [part * factor(np.sqrt(np.einsum("i,i", part.ravel(), part.ravel()))) for part in parts]

    def together(parts):
        times = factor(np.linalg.norm(np.hstack([part.flatten() for part in parts])))
        return [times * part for part in parts]

    table = {
        "clipvalue": lambda parts: [np.clip(part, a_min=-c, a_max=c) for part in parts],
        "clipnorm": by_array,
        "global_clipnorm": together,
    }
    return table[how](grads)


# %% wheat q10a_clip_gradients deep-copy-in-place: 깊은 복사본을 제자리에서 고치기
def clip_gradients(grads, how, c):
    from copy import deepcopy

    new = deepcopy(grads)
    if how == "clipvalue":
        for g in new:
            np.clip(g, -c, c, out=g)
        return new
    groups = [new] if how == "global_clipnorm" else [[g] for g in new]
    for group in groups:
        norm = sum(np.vdot(g, g) for g in group) ** 0.5
        for g in group:
            if norm > c:
                g /= norm / c
    return new


# %% chaff q10a_clip_gradients upper-only: 값의 위쪽만 자른다
# hint: 구간에는 끝이 둘
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.minimum(g, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients zeroes-large: 문턱을 넘은 원소를 0으로 지운다
# hint: 버리는 것과 자르는 것은
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.where(np.abs(g) > c, 0.0, g) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients scaled-by-largest: 값으로 자를 때 배열을 통째로 줄인다
# hint: 원소를 하나씩 따로
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [g * c / max(np.max(np.abs(g)), c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients loses-sign: 값으로 자른 뒤 부호를 잃는다
# hint: 부호가 바뀌었습니다
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.where(np.abs(g) > c, c, g) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients always-normalises: 문턱보다 작은 노름도 문턱에 맞춘다
# hint: 클리핑은 큰 것을 줄이기만
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    if how == "clipnorm":
        return [g * c / (np.linalg.norm(g) + 1e-30) for g in grads]
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads])
    return [g * c / (norm + 1e-30) for g in grads]


# %% chaff q10a_clip_gradients clipnorm-is-global: clipnorm을 전역 노름으로 자른다
# hint: clipnorm이 노름을 재는 단위
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads])
    return [g * (c / max(norm, c)) for g in grads]


# %% chaff q10a_clip_gradients global-is-per-array: global_clipnorm도 배열마다 자른다
# hint: 전역 노름은 무엇을 한데
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    return [g * (c / max(np.linalg.norm(g), c)) for g in grads]


# %% chaff q10a_clip_gradients sum-of-norms: 노름을 더한 것을 전역 노름으로 여긴다
# hint: 두 노름을 그냥 더한 것은
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [sum(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients largest-norm: 가장 큰 노름을 전역 노름으로 여긴다
# hint: 가장 큰 노름은
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [max(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients only-arrays-above: 전역 노름의 배율을 문턱을 넘은 배열에만 곱한다
# hint: 문턱을 넘은 배열만 줄였습니다
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    whole = np.linalg.norm(norms)
    divide = [whole] * len(grads) if how == "global_clipnorm" else norms
    return [g * c / d if n > c else g.copy() for g, n, d in zip(grads, norms, divide)]


# %% chaff q10a_clip_gradients condition-by-array: 배열 하나라도 넘어야 전역으로 자른다
# hint: 배열의 노름이 하나도 문턱을 넘지 않아도
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        whole = np.linalg.norm(norms)
        return [g * c / whole if max(norms) > c else g.copy() for g in grads]
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients no-square-root: 제곱근을 빠뜨린다
# hint: 노름의 제곱으로
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    squares = [np.sum(g**2) for g in grads]
    if how == "global_clipnorm":
        squares = [sum(squares)] * len(grads)
    return [g * min(1, c / (s + 1e-12)) for g, s in zip(grads, squares)]


# %% chaff q10a_clip_gradients l1-norm: 절댓값을 더한 것으로 줄인다
# hint: 절댓값을 더한 것은
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.abs(g).sum() for g in grads]
    if how == "global_clipnorm":
        norms = [sum(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients row-norms: 행렬을 행마다 따로 자른다
# hint: 행마다 따로 재거나
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    if how == "global_clipnorm":
        norm = np.sqrt(sum(np.sum(g**2) for g in grads))
        return [g * (c / max(norm, c)) for g in grads]
    return [g * c / np.maximum(np.linalg.norm(g, axis=-1, keepdims=True), c) for g in grads]


# %% chaff q10a_clip_gradients matrix-norm: 행렬에서 다른 노름(가장 큰 특잇값)을 쓴다
# hint: 차원이 몇이든
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g, 2) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * (c / max(norm, c)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients unit-length: 문턱을 넘으면 길이를 1로 만든다
# hint: c를 어디에 썼나요
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g / norm if norm > c else g.copy() for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients same-array-below: 문턱 아래에서는 받은 배열을 그대로 돌려준다
# hint: 같은 메모리를 씁니다
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g if norm <= c else g * c / norm for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients in-place: 받은 배열을 제자리에서 자른다
# hint: 배열의 내용이 바뀌었습니다
def clip_gradients(grads, how, c):
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads])
    for g in grads:
        if how == "clipvalue":
            np.clip(g, -c, c, out=g)
        else:
            g *= c / max(np.linalg.norm(g) if how == "clipnorm" else norm, c)
    return [g.copy() for g in grads]


# %% chaff q10a_clip_gradients replaces-items: 받은 리스트의 원소를 바꿔 끼운다
# hint: 리스트의 원소를 바꿔
def clip_gradients(grads, how, c):
    norm = np.linalg.norm([np.linalg.norm(g) for g in grads])
    for i, g in enumerate(grads):
        if how == "clipvalue":
            grads[i] = np.clip(g, -c, c)
        else:
            grads[i] = g * (c / max(np.linalg.norm(g) if how == "clipnorm" else norm, c))
    return grads


# %% chaff q10a_clip_gradients divides-by-zero: 노름이 0일 때를 생각하지 않는다
# hint: 모든 원소가 0인 배열
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g / norm * min(norm, c) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients large-epsilon: 분모에 0.01을 더한다
# hint: 자른 뒤의 노름을 재어
def clip_gradients(grads, how, c):
    if how == "clipvalue":
        return [np.clip(g, -c, c) for g in grads]
    norms = [np.linalg.norm(g) for g in grads]
    if how == "global_clipnorm":
        norms = [np.linalg.norm(norms)] * len(grads)
    return [g * min(1, c / (norm + 0.01)) for g, norm in zip(grads, norms)]


# %% chaff q10a_clip_gradients one-vector: 이어 붙인 한 벡터를 돌려준다
# hint: 배열의 리스트를 돌려주세요
def clip_gradients(grads, how, c):
    flat = np.concatenate([g.ravel() for g in grads])
    if how == "clipvalue":
        return np.clip(flat, -c, c)
    return flat * (c / max(np.linalg.norm(flat), c))


# %% wheat q10b_turned_angle two-norms: 한 벡터로 이어 코사인을 구하기
def turned_angle(before, after):
    x, y = (np.hstack([g.flatten() for g in part]) for part in (before, after))
    nx, ny = np.sqrt(x @ x), np.sqrt(y @ y)
    if nx == 0 or ny == 0:
        return 0.0
    return np.rad2deg(np.arccos(np.clip((x / nx) @ (y / ny), -1.0, 1.0)))


# %% wheat q10b_turned_angle sums-of-arrays: 배열마다 내적을 구해 더하기
def turned_angle(before, after):
    import math

    inner = sum(float(np.sum(a * b)) for a, b in zip(before, after))
    first = sum(float(np.sum(a * a)) for a in before)
    second = sum(float(np.sum(b * b)) for b in after)
    if first * second == 0:
        return 0.0
    cosine = max(-1.0, min(1.0, inner / math.sqrt(first * second)))
    return math.degrees(math.acos(cosine))


# %% wheat q10b_turned_angle half-angle: 두 단위 벡터의 합과 차로 각을 구하기
def turned_angle(before, after):
    x = np.concatenate([np.asarray(g).reshape(-1) for g in before])
    y = np.concatenate([np.asarray(g).reshape(-1) for g in after])
    if not x.any() or not y.any():
        return 0.0
    x, y = x / np.linalg.norm(x), y / np.linalg.norm(y)
    return 2 * np.degrees(np.arctan2(np.linalg.norm(x - y), np.linalg.norm(x + y)))


# %% wheat q10b_turned_angle float32-epsilon: float32로 구하고 분모에 작은 수를 더하기
def turned_angle(before, after):
    x = np.concatenate([g.ravel() for g in before]).astype(np.float32)
    y = np.concatenate([g.ravel() for g in after]).astype(np.float32)
    if np.all(x == 0) or np.all(y == 0):
        return 0.0
    cosine = np.dot(x, y) / (np.linalg.norm(x) * np.linalg.norm(y) + np.float32(1e-9))
    return float(np.arccos(np.minimum(1, np.maximum(-1, cosine))) * 180 / np.pi)


# %% wheat q10b_turned_angle nan-to-zero: NaN을 0으로 바꾸기
def turned_angle(before, after):
    x, y = np.array([]), np.array([])
    for a, b in zip(before, after):
        x, y = np.append(x, a), np.append(y, b)
    with np.errstate(all="ignore"):
        cosine = np.vdot(x, y) / np.linalg.norm(x) / np.linalg.norm(y)
        angle = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
    return float(np.nan_to_num(angle))


# %% chaff q10b_turned_angle per-array-mean: 배열마다 잰 각을 평균한다
# hint: 배열 안에서만 재면
def turned_angle(before, after):
    angles = []
    for a, b in zip(before, after):
        lengths = np.linalg.norm(a) * np.linalg.norm(b)
        cosine = np.sum(a * b) / lengths if lengths else 1.0
        angles.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    return float(np.mean(angles))


# %% chaff q10b_turned_angle largest-per-array: 배열마다 잰 각의 가장 큰 값
# hint: 배열 안에서만 재면
def turned_angle(before, after):
    angles = [0.0]
    for a, b in zip(before, after):
        lengths = np.linalg.norm(a) * np.linalg.norm(b)
        if lengths:
            angles.append(np.degrees(np.arccos(np.clip(np.sum(a * b) / lengths, -1, 1))))
    return float(max(angles))


# %% chaff q10b_turned_angle radians: 라디안으로 돌려준다
# hint: 라디안이 아니라
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.arccos(np.clip(a @ b / lengths, -1, 1))) if lengths else 0.0


# %% chaff q10b_turned_angle cosine-itself: 코사인을 돌려준다
# hint: 코사인을 그대로
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / lengths) if lengths else 0.0


# %% chaff q10b_turned_angle one-minus-cosine: 1에서 코사인을 뺀다
# hint: 1에서 코사인을 뺀
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(1 - a @ b / lengths) if lengths else 0.0


# %% chaff q10b_turned_angle arcsine: 아크사인을 쓴다
# hint: 각을 구할 때 쓰는 함수
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arcsin(np.clip(a @ b / lengths, -1, 1)))) if lengths else 0.0


# %% chaff q10b_turned_angle absolute-cosine: 코사인의 부호를 버린다
# hint: 부호를 버리지
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(min(abs(a @ b) / lengths, 1)))) if lengths else 0.0


# %% chaff q10b_turned_angle first-array-only: 첫 배열만 본다
# hint: 배열 안에서만 재면
def turned_angle(before, after):
    a, b = before[0].ravel(), after[0].ravel()
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1, 1)))) if lengths else 0.0


# %% chaff q10b_turned_angle stacked: 모양이 다른 배열을 한 배열로 쌓는다
# hint: 모양이 저마다 다른 배열도
def turned_angle(before, after):
    a, b = np.array(before), np.array(after)
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(np.sum(a * b) / lengths, -1, 1)))) if lengths else 0.0


# %% chaff q10b_turned_angle no-normalising: 노름으로 나누지 않는다
# hint: 두 노름으로 나누었는지
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    if not a.any() or not b.any():
        return 0.0
    return float(np.degrees(np.arccos(np.clip(a @ b / 15, -1, 1))))


# %% chaff q10b_turned_angle not-clipped: 코사인이 1을 넘을 때를 생각하지 않는다
# hint: 코사인이 어디까지
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(a @ b / lengths))) if lengths else 0.0


# %% chaff q10b_turned_angle math-domain: math.acos가 1을 넘는 코사인에서 멈춘다
# hint: 코사인이 1을 넘거나
def turned_angle(before, after):
    import math

    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return math.degrees(math.acos(a @ b / lengths)) if lengths else 0.0


# %% chaff q10b_turned_angle nan-for-zero: 한쪽이 0이면 NaN이 나온다
# hint: 그때 나누는 수가
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1, 1))))


# %% chaff q10b_turned_angle right-angle-for-zero: 한쪽이 0이면 90도가 나온다
# hint: 방향이 없을 때의 약속
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    lengths = np.linalg.norm(a) * np.linalg.norm(b) + 1e-12
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1, 1))))


# %% chaff q10b_turned_angle zero-only-after: 자른 뒤가 0일 때만 살핀다
# hint: 그때 나누는 수가
def turned_angle(before, after):
    a, b = (np.concatenate([g.ravel() for g in part]) for part in (before, after))
    if not b.any():
        return 0.0
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    return float(np.degrees(np.arccos(np.clip(a @ b / lengths, -1, 1))))


# %% chaff q10b_turned_angle normalises-in-place: 받은 배열을 제자리에서 나눈다
# hint: 배열의 내용이 바뀌었습니다
def turned_angle(before, after):
    for part in (before, after):
        norm = np.linalg.norm(np.concatenate([g.ravel() for g in part]))
        if norm == 0:
            return 0.0
        for g in part:
            g /= norm
    inner = sum(np.sum(a * b) for a, b in zip(before, after))
    return float(np.degrees(np.arccos(np.clip(inner, -1, 1))))


# %% wheat q10c_warmup_cosine half-angle: 코사인의 제곱으로 쓰기
def warmup_cosine(t, total, peak, warmup):
    import math

    if t >= total:
        return 0.0
    if t < warmup:
        return t / warmup * peak
    return peak * math.cos(math.pi / 2 * (t - warmup) / (total - warmup)) ** 2


# %% wheat q10c_warmup_cosine included-end: t = w를 웜업에 넣기
def warmup_cosine(t, total, peak, warmup):
    if warmup > 0 and t <= warmup:
        return peak * (t / warmup)
    angle = np.pi * min(max(t - warmup, 0), total - warmup) / (total - warmup)
    return float(0.5 * peak * (np.cos(angle) + 1))


# %% wheat q10c_warmup_cosine interpolation: 나아간 정도를 np.interp로 구하기
def warmup_cosine(t, total, peak, warmup):
    fall = np.interp(t, [warmup, total], [0.0, 1.0])
    rise = np.interp(t, [0, warmup], [0.0, 1.0]) if warmup else 1.0
    return peak * rise * (0.5 + 0.5 * np.cos(np.pi * fall))


# %% wheat q10c_warmup_cosine float32: float32로 구하기
def warmup_cosine(t, total, peak, warmup):
    peak = np.float32(peak)
    if t < warmup:
        return peak / np.float32(warmup) * np.float32(t)
    part = np.float32(min(t, total) - warmup) / np.float32(total - warmup)
    return peak / 2 * (1 + np.cos(np.float32(np.pi) * part))


# %% wheat q10c_warmup_cosine whole-table: 모든 번호의 표를 만들어 꺼내기
def warmup_cosine(t, total, peak, warmup):
    up = [peak * k / warmup for k in range(warmup)]
    down = peak / 2 * (1 + np.cos(np.linspace(0, np.pi, total - warmup + 1)))
    table = np.concatenate([up, down])
    return table[min(t, total)]


# %% chaff q10c_warmup_cosine counts-from-one: 첫 갱신을 1로 센다
# hint: 갱신 번호를 몇부터
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * (t + 1) / warmup
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine no-warmup: 웜업을 하지 않고 정점에 머문다
# hint: 오르막이 없습니다
def warmup_cosine(t, total, peak, warmup):
    progress = min(max(t - warmup, 0) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine starts-at-tenth: 정점의 10분의 1에서 오르기 시작한다
# hint: 갱신 번호를 몇부터
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * (0.1 + 0.9 * t / warmup)
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine cosine-rise: 오르막도 코사인으로 오른다
# hint: 직선 위에 있는지
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * np.sin(np.pi / 2 * t / warmup)
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine rise-over-total: 오르막을 전체 길이로 나눈다
# hint: 무엇으로 나누는지
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / total
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine quadratic-rise: 오르막이 포물선이다
# hint: 오르막은 곡선이 아니라
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * (t / warmup) ** 2
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine multiplied: 오르막에 코사인을 곱한다
# hint: 오르막에 코사인이 곱해졌습니다
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup * (1 + np.cos(np.pi * t / total)) / 2
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine zero-warmup: 웜업이 0이면 0으로 나눈다
# hint: 웜업이 없을 때를 따로
def warmup_cosine(t, total, peak, warmup):
    if t <= warmup:
        return peak * t / warmup
    progress = min((t - warmup) / (total - warmup), 1)
    return peak * (1 + np.cos(np.pi * progress)) / 2


# %% chaff q10c_warmup_cosine linear-fall: 웜업 뒤에 직선으로 내린다
# hint: 웜업 뒤의 내리막이 직선
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak * max(total - t, 0) / (total - warmup)


# %% chaff q10c_warmup_cosine cosine-from-zero: 코사인을 t=0에서부터 센다
# hint: 웜업이 끝난 곳에서 시작
def warmup_cosine(t, total, peak, warmup):
    if t <= warmup and warmup:
        return peak * t / warmup
    return peak * (1 + np.cos(np.pi * min(t / total, 1))) / 2


# %% chaff q10c_warmup_cosine only-length-moved: 코사인의 길이만 줄이고 시작은 옮기지 않는다
# hint: 시작을 옮기지 않았습니다
def warmup_cosine(t, total, peak, warmup):
    if t <= warmup and warmup:
        return peak * t / warmup
    return peak * (1 + np.cos(np.pi * min(t / (total - warmup), 1))) / 2


# %% chaff q10c_warmup_cosine only-start-moved: 코사인의 시작만 옮기고 길이는 줄이지 않는다
# hint: 길이를 바꾸지 않았습니다
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak * (1 + np.cos(np.pi * min((t - warmup) / total, 1))) / 2


# %% chaff q10c_warmup_cosine quarter-turn: 코사인의 4분의 1바퀴만 쓴다
# hint: 4분의 1바퀴만
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak * np.cos(np.pi / 2 * min((t - warmup) / (total - warmup), 1))


# %% chaff q10c_warmup_cosine upside-down: 코사인을 빼서 거꾸로 오른다
# hint: 내리막이 아니라 오르막
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak / 2 * (1 - np.cos(np.pi * min((t - warmup) / (total - warmup), 1)))


# %% chaff q10c_warmup_cosine degrees: 코사인에 도를 넣는다
# hint: 내리막을 얼마나 지났는지를
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak / 2 * (1 + np.cos(180 * min((t - warmup) / (total - warmup), 1)))


# %% chaff q10c_warmup_cosine twice-the-peak: 절반을 곱하지 않는다
# hint: 정점을 넘었습니다
def warmup_cosine(t, total, peak, warmup):
    if t < warmup or t == warmup > 0:
        return peak * t / warmup
    if t == warmup:
        return peak
    return peak * (1 + np.cos(np.pi * min((t - warmup) / (total - warmup), 1)))


# %% chaff q10c_warmup_cosine rises-again: T를 지나면 다시 올라간다
# hint: 반 바퀴를 지나면 다시
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    return peak * (1 + np.cos(np.pi * (t - warmup) / (total - warmup))) / 2


# %% chaff q10c_warmup_cosine keeps-last: 코사인이 T−1에서 0에 닿게 한다
# hint: 내리막을 얼마나 지났는지를
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    span = max(total - 1 - warmup, 1)
    return peak * (1 + np.cos(np.pi * min((t - warmup) / span, 1))) / 2


# %% chaff q10c_warmup_cosine ten-percent-floor: 정점의 100분의 1 아래로 내리지 않는다
# hint: t=T의 학습률이 0이
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    progress = min((t - warmup) / (total - warmup), 1)
    return max(peak * (1 + np.cos(np.pi * progress)) / 2, peak / 100)


# %% chaff q10c_warmup_cosine forgets-after-total: T를 지나면 아무것도 돌려주지 않는다
# hint: 모든 구간에서 return
def warmup_cosine(t, total, peak, warmup):
    if t < warmup:
        return peak * t / warmup
    if t <= total:
        return peak * (1 + np.cos(np.pi * (t - warmup) / (total - warmup))) / 2


# %% wheat q10d_one_cycle branches: 구간마다 직선의 식을 쓰기
def one_cycle(t, total, peak):
    h = int((total - int(total / 10) - 1) / 2)
    low = peak / 10
    if t <= h:
        return low + (peak - low) * t / h, 0.95 - 0.1 * t / h
    if t <= 2 * h:
        return peak - (peak - low) * (t - h) / h, 0.85 + 0.1 * (t - h) / h
    share = (t - 2 * h) / (total - 1 - 2 * h)
    return low * (1 - share) + peak * 1e-4 * share, 0.95


# %% wheat q10d_one_cycle triangle: 정점까지의 거리로 세모를 그리기
def one_cycle(t, total, peak):
    h = (total - total // 10 - 1) // 2
    height = max(0.0, 1 - abs(t - h) / h)
    rate = peak * (0.1 + 0.9 * height)
    if t > 2 * h:
        rate = peak * (0.1 - 0.0999 * (t - 2 * h) / (total - 1 - 2 * h))
    return [rate, 0.95 - 0.1 * height]


# %% wheat q10d_one_cycle joined-lines: 직선 셋을 이어 붙인 표에서 꺼내기
def one_cycle(t, total, peak):
    h = (total - total // 10 - 1) // 2
    up = np.linspace(peak / 10, peak, h + 1)
    tail = np.linspace(peak / 10, peak / 1e4, total - 2 * h)
    rates = np.concatenate([up, up[-2::-1], tail[1:]])
    down = np.linspace(0.95, 0.85, h + 1)
    betas = np.concatenate([down, down[-2::-1], np.full(total - 1 - 2 * h, 0.95)])
    return np.array([rates[t], betas[t]])


# %% wheat q10d_one_cycle float32: float32로 구하기
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    f = np.float32
    points = [(0, peak / 10, 0.95), (half, peak, 0.85), (2 * half, peak / 10, 0.95)]
    points.append((total - 1, peak / 10_000, 0.95))
    for (a, low, first), (b, high, second) in zip(points[:-1], points[1:]):
        if a <= t <= b:
            share = f(t - a) / f(b - a)
            return f(low) + (f(high) - f(low)) * share, f(first) + (f(second) - f(first)) * share


# %% wheat q10d_one_cycle step-by-step: 기울기를 한 걸음씩 더해 가기
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    rate, beta = peak / 10, 0.95
    for step in range(t):
        if step < half:
            rate, beta = rate + 0.9 * peak / half, beta - 0.1 / half
        elif step < 2 * half:
            rate, beta = rate - 0.9 * peak / half, beta + 0.1 / half
        else:
            rate -= (peak / 10 - peak / 10_000) / (total - 1 - 2 * half)
    return rate, beta


# %% chaff q10d_one_cycle half-of-total: 오르막의 길이를 T의 절반으로 잡는다
# hint: 마지막 구간의 몫을
def one_cycle(t, total, peak):
    half = total // 2
    corners = [0, half, 2 * half, 2 * half + 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle no-minus-one: h의 식에서 1을 빼지 않는다
# hint: 한 걸음 늦게
def one_cycle(t, total, peak):
    half = (total - total // 10) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle not-floored: h를 버림하지 않는다
# hint: h에 소수점 아래가
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) / 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle starts-at-peak: 처음부터 정점에서 내려간다
# hint: 오르막이 앞에
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle starts-at-zero: 0에서 오르기 시작한다
# hint: 정점의 몇 분의 1이어야
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [0, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle cosine-rise: 오르막과 내리막을 코사인으로 잇는다
# hint: 두 점 사이가 직선
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    if t <= 2 * half:
        rate = peak * (0.1 + 0.45 * (1 - np.cos(np.pi * t / half)))
    else:
        rate = np.interp(t, [2 * half, total - 1], [peak / 10, peak / 10_000])
    return rate, np.interp(t, [0, half, 2 * half], [0.95, 0.85, 0.95])


# %% chaff q10d_one_cycle falls-to-the-end: 내리막이 마지막 갱신까지 이어진다
# hint: 오르막과 내리막의 길이가 같은지
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95])


# %% chaff q10d_one_cycle divides-by-total: 마지막 구간을 T까지로 나눈다
# hint: 마지막 갱신의 번호가
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle no-annihilation: 마지막 구간에서 더 내리지 않는다
# hint: 마지막 구간에서 더 내려가지
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95])


# %% chaff q10d_one_cycle ends-at-thousandth: 정점의 1,000분의 1에서 끝난다
# hint: 1,000분의 1에서 끝났습니다
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 1000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle ends-at-zero: 0에서 끝난다
# hint: 0에서 끝나지는
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, 0])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% chaff q10d_one_cycle exponential-tail: 마지막 구간을 지수로 내린다
# hint: 마지막 구간이 지수로
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    beta = np.interp(t, [0, half, 2 * half], [0.95, 0.85, 0.95])
    if t <= 2 * half:
        return np.interp(t, [0, half, 2 * half], [peak / 10, peak, peak / 10]), beta
    return peak / 10 * 0.001 ** ((t - 2 * half) / (total - 1 - 2 * half)), beta


# %% chaff q10d_one_cycle momentum-same-way: 모멘텀을 학습률과 같은 쪽으로 돌린다
# hint: 학습률과 같은 쪽으로
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.85, 0.95, 0.85, 0.85])


# %% chaff q10d_one_cycle constant-momentum: 모멘텀을 바꾸지 않는다
# hint: 모멘텀이 변하지 않습니다
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    return np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000]), 0.95


# %% chaff q10d_one_cycle swapped: 모멘텀을 먼저 돌려준다
# hint: 돌려주는 차례를
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return np.interp(t, corners, [0.95, 0.85, 0.95, 0.95]), rate


# %% chaff q10d_one_cycle rate-only: 학습률만 돌려준다
# hint: 두 값을 차례로
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    return float(np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000]))


# %% chaff q10d_one_cycle momentum-falls-again: 마지막 구간에서 모멘텀이 다시 내려간다
# hint: 끝에서는 머물러
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.85])


# %% chaff q10d_one_cycle momentum-steps: 모멘텀을 계단으로 바꾼다
# hint: 두 점 사이가 직선
def one_cycle(t, total, peak):
    half = (total - total // 10 - 1) // 2
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, 0.85 if half / 2 < t < 1.5 * half else 0.95


# %% chaff q10d_one_cycle forty-only: 검사 셀에 보이는 길이만 맞춘다
# hint: 10의 배수가 아닐 때
def one_cycle(t, total, peak):
    half = round(0.425 * total)
    corners = [0, half, 2 * half, total - 1]
    rate = np.interp(t, corners, [peak / 10, peak, peak / 10, peak / 10_000])
    return rate, np.interp(t, corners, [0.95, 0.85, 0.95, 0.95])


# %% wheat q10e_pick_rate weighted-average: 무게를 곱한 평균으로 구하기
def pick_rate(rates, losses, beta):
    bad = np.flatnonzero(~np.isfinite(losses))
    n = bad[0] if bad.size else len(losses)
    if n == 0:
        raise ValueError("쓸 손실이 없습니다.")
    weights = beta ** np.arange(n)
    smooth = np.convolve(losses[:n], weights)[:n] / np.cumsum(weights)
    return rates[np.argmin(smooth)] / 10


# %% wheat q10e_pick_rate list-of-averages: 이동 평균의 목록을 만들어 찾기
def pick_rate(rates, losses, beta):
    import math

    s, smooth = 0.0, []
    for loss in losses.tolist():
        if math.isnan(loss) or math.isinf(loss):
            break
        s = s * beta + loss * (1 - beta)
        smooth.append(s / (1 - beta ** (len(smooth) + 1)))
    if len(smooth) == 0:
        raise ValueError("손실이 모두 유한하지 않다")
    best = smooth.index(min(smooth))
    return 0.1 * float(rates[best])


# %% wheat q10e_pick_rate float32: float32로 구하기
def pick_rate(rates, losses, beta):
    beta, s = np.float32(beta), np.float32(0)
    power, found = np.float32(1), []
    for loss in losses.astype(np.float32):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        power *= beta
        found.append(s / (1 - power))
    return float(rates[np.argmin(found)]) / 10


# %% wheat q10e_pick_rate cumulative-mask: 유한한 앞부분을 누적 논리곱으로 고르기
def pick_rate(rates, losses, beta):
    good = np.logical_and.accumulate(np.isfinite(losses))
    kept, used = losses[good], rates[good]
    if not kept.size:
        raise ValueError("no finite loss")
    averages, previous = np.empty(kept.size), 0.0
    for i, loss in enumerate(kept):
        previous += (1 - beta) * (loss - previous)
        averages[i] = previous
    averages /= 1 - beta ** np.arange(1, kept.size + 1)
    return used[averages.argmin()] / 10.0


# %% wheat q10e_pick_rate sums-of-history: 갱신마다 지난 손실을 다시 더하기
def pick_rate(rates, losses, beta):
    if not np.isfinite(losses[0]):
        raise ValueError("첫 손실이 유한하지 않습니다")
    best = None
    for t in range(len(losses)):
        if not np.isfinite(losses[t]):
            break
        top = sum(beta ** (t - k) * losses[k] for k in range(t + 1))
        bottom = sum(beta**k for k in range(t + 1))
        if best is None or top / bottom < best[0]:
            best = top / bottom, rates[t]
    return best[1] / 10


# %% chaff q10e_pick_rate not-divided: 10으로 나누지 않는다
# hint: 규칙의 마지막 줄
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    return rates[np.argmin(found)]


# %% chaff q10e_pick_rate raw-losses: 이동 평균 없이 가장 작은 손실을 찾는다
# hint: 손실 하나가 운 좋게
def pick_rate(rates, losses, beta):
    bad = np.flatnonzero(~np.isfinite(losses))
    n = bad[0] if bad.size else len(losses)
    if n == 0:
        raise ValueError("쓸 손실이 없다")
    return rates[np.argmin(losses[:n])] / 10


# %% chaff q10e_pick_rate not-corrected: 처음의 치우침을 고치지 않는다
# hint: 처음의 치우침
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for loss in losses:
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s)
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate starts-at-first-loss: 이동 평균을 첫 손실에서 출발시킨다
# hint: 첫 손실에 너무 오래
def pick_rate(rates, losses, beta):
    if not np.isfinite(losses[0]):
        raise ValueError("쓸 손실이 없다")
    s, found = losses[0], []
    for loss in losses:
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s)
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate running-mean: 누적 평균을 쓴다
# hint: 누적 평균
def pick_rate(rates, losses, beta):
    bad = np.flatnonzero(~np.isfinite(losses))
    n = bad[0] if bad.size else len(losses)
    if n == 0:
        raise ValueError("쓸 손실이 없다")
    means = np.cumsum(losses[:n]) / np.arange(1, n + 1)
    return rates[np.argmin(means)] / 10


# %% chaff q10e_pick_rate steepest: 가장 가파르게 줄어드는 곳을 고른다
# hint: 가장 가파른 곳
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    if not found:
        raise ValueError("쓸 손실이 없다")
    return rates[np.argmin(np.diff(found)) + 1 if len(found) > 1 else 0] / 10


# %% chaff q10e_pick_rate beta-swapped: β와 1−β를 바꾸어 쓴다
# hint: β를 지난 평균과
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = (1 - beta) * s + beta * loss
        found.append(s / (1 - (1 - beta) ** (t + 1)) if beta else loss)
    if not found:
        raise ValueError("쓸 손실이 없다")
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate fixed-beta: β를 0.9로 못 박는다
# hint: 인자로 받은 대로
def pick_rate(rates, losses, beta):
    beta, s, found = 0.75, 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    if not found:
        raise ValueError("쓸 손실이 없다")
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate correction-off-by-one: 1 − β의 t제곱으로 나눈다
# hint: 무엇으로 나누는지
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(float(s) / (1 - beta**t))
    if not found:
        raise ValueError("쓸 손실이 없다")
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate index-returned: 갱신 번호를 돌려준다
# hint: 갱신 번호를 돌려주었습니다
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    return int(np.argmin(found))


# %% chaff q10e_pick_rate nan-ignored: NaN을 살피지 않는다
# hint: NaN이나 무한대가 나온 갱신
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate replaced-by-five: 넘친 손실을 5로 바꾸고 이어 간다
# hint: 발산한 뒤에 다시 나온
def pick_rate(rates, losses, beta):
    if not np.isfinite(losses[0]):
        raise ValueError("쓸 손실이 없다")
    losses = np.where(np.isfinite(losses), losses, 5.0)
    weights = beta ** np.arange(len(losses))
    smooth = np.convolve(losses, weights)[: len(losses)] / np.cumsum(weights)
    return rates[np.argmin(smooth)] / 10


# %% chaff q10e_pick_rate filters-finite: 유한한 손실만 골라 이어 붙인다
# hint: 발산한 뒤에 다시 나온
def pick_rate(rates, losses, beta):
    good = np.isfinite(losses)
    if not good[0]:
        raise ValueError("쓸 손실이 없다")
    used, s, found = rates[good], 0.0, []
    for t, loss in enumerate(losses[good]):
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    return used[np.argmin(found)] / 10


# %% chaff q10e_pick_rate keeps-the-bad-step: 발산한 갱신의 학습률을 돌려준다
# hint: 그 갱신까지 버려야
def pick_rate(rates, losses, beta):
    bad = np.flatnonzero(~np.isfinite(losses))
    if bad.size and bad[0] == 0:
        raise ValueError("쓸 손실이 없다")
    if bad.size:
        return rates[bad[0]] / 10
    weights = beta ** np.arange(len(losses))
    smooth = np.convolve(losses, weights)[: len(losses)] / np.cumsum(weights)
    return rates[np.argmin(smooth)] / 10


# %% chaff q10e_pick_rate nanargmin: NaN만 빼고 가장 작은 것을 찾는다
# hint: 쓸 손실이 없을 때의 약속
def pick_rate(rates, losses, beta):
    s, found = 0.0, []
    for t, loss in enumerate(losses):
        s = beta * s + (1 - beta) * loss
        found.append(s / (1 - beta ** (t + 1)))
    found = np.nan_to_num(found, nan=np.inf)
    return rates[np.argmin(found)] / 10


# %% chaff q10e_pick_rate only-nan: 무한대는 살피지 않는다
# hint: 쓸 손실이 없을 때의 약속
def pick_rate(rates, losses, beta):
    bad = np.flatnonzero(np.isnan(losses))
    n = bad[0] if bad.size else len(losses)
    if n == 0:
        raise ValueError("쓸 손실이 없다")
    smooth = [
        sum(beta ** (t - k) * losses[k] for k in range(t + 1)) / sum(beta**k for k in range(t + 1))
        for t in range(n)
    ]
    return rates[np.argmin(smooth)] / 10


# %% chaff q10e_pick_rate no-error: 쓸 손실이 없으면 가장 작은 학습률을 고른다
# hint: 쓸 손실이 없을 때의 약속
def pick_rate(rates, losses, beta):
    s, best, chosen = 0.0, np.inf, rates[0]
    for t, loss in enumerate(losses):
        if not np.isfinite(loss):
            break
        s = beta * s + (1 - beta) * loss
        if s / (1 - beta ** (t + 1)) < best:
            best, chosen = s / (1 - beta ** (t + 1)), rates[t]
    return chosen / 10


# %% chaff q10e_pick_rate smooths-in-place: 받은 손실을 제자리에서 고친다
# hint: 배열의 내용이 바뀌었습니다
def pick_rate(rates, losses, beta):
    if not np.isfinite(losses[0]):
        raise ValueError("쓸 손실이 없다")
    n = int(np.argmin(np.isfinite(losses))) or len(losses)
    s = 0.0
    for t in range(n):
        s = beta * s + (1 - beta) * losses[t]
        losses[t] = s / (1 - beta ** (t + 1))
    return rates[np.argmin(losses[:n])] / 10


# %% wheat q10f_train in-place-copies: 복사본을 제자리에서 고치기
def train(params, gradient, schedule, clip, beta, steps):
    theta = [np.array(p, dtype=float) for p in params]
    m = [np.zeros_like(p) for p in theta]
    rates, norms = np.zeros(steps), np.zeros(steps)
    for t in range(steps):
        g = gradient(theta)
        norms[t] = np.linalg.norm(np.concatenate([a.ravel() for a in g]))
        g = clip(g) if clip else g
        rates[t] = schedule(t)
        for k in range(len(theta)):
            m[k] *= beta
            m[k] -= rates[t] * g[k]
            theta[k] += m[k]
    return theta, rates, norms


# %% wheat q10f_train opposite-velocity: 속도의 부호를 반대로 잡고 빼기
def train(params, gradient, schedule, clip, beta, steps):
    now, speed, history = [1.0 * p for p in params], [0.0] * len(params), []
    for t in range(steps):
        raw = gradient(now)
        rate = schedule(t)
        used = raw if clip is None else clip(raw)
        speed = [beta * v + rate * g for v, g in zip(speed, used)]
        now = [p - v for p, v in zip(now, speed)]
        history.append((rate, np.sqrt(sum(np.vdot(g, g) for g in raw))))
    return now, [rate for rate, _ in history], [norm for _, norm in history]


# %% wheat q10f_train heavy-ball: 속도 대신 지난 두 위치를 쓰기
def train(params, gradient, schedule, clip, beta, steps):
    import math

    previous = [p.copy() for p in params]
    now = [p.copy() for p in params]
    rates, norms = [], []
    for t in range(steps):
        grads = gradient(now)
        norms.append(math.sqrt(sum(float(np.sum(np.square(g))) for g in grads)))
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        following = [p + beta * (p - q) - rates[-1] * g for p, q, g in zip(now, previous, grads)]
        previous, now = now, following
    return [now, rates, norms]


# %% wheat q10f_train float32: float32로 훈련하기
def train(params, gradient, schedule, clip, beta, steps):
    params = [p.astype(np.float32) for p in params]
    velocity = [np.zeros(p.shape, np.float32) for p in params]
    rates, norms = [], []
    for t in range(steps):
        grads = [np.asarray(g, np.float32) for g in gradient(params)]
        norms.append(float(np.linalg.norm([np.linalg.norm(g) for g in grads])))
        if clip is not None:
            grads = clip(grads)
        rate = np.float32(schedule(t))
        rates.append(float(rate))
        for i, g in enumerate(grads):
            velocity[i] = np.float32(beta) * velocity[i] - rate * np.asarray(g, np.float32)
            params[i] = params[i] + velocity[i]
    return params, np.array(rates), np.array(norms)


# %% wheat q10f_train optimizer-class: 옵티마이저를 클래스로 만들기
class MomentumSGD:
    def __init__(self, params, beta):
        self.params, self.beta, self.t = [p.copy() for p in params], beta, 0
        self.velocity = [np.zeros_like(p) for p in params]

    def update(self, grads, rate):
        for i in range(len(grads)):
            self.velocity[i] = self.beta * self.velocity[i] - rate * grads[i]
            self.params[i] = self.params[i] + self.velocity[i]
        self.t += 1


def train(params, gradient, schedule, clip, beta, steps):
    sgd, rates, norms = MomentumSGD(params, beta), [], []
    while sgd.t < steps:
        grads = gradient(sgd.params)
        norms.append(sum((g**2).sum() for g in grads) ** 0.5)
        rates.append(schedule(sgd.t))
        sgd.update(clip(grads) if clip is not None else grads, rates[-1])
    return sgd.params, np.array(rates), np.array(norms)


# %% chaff q10f_train never-clipped: 자르지 않는다
# hint: 자르지 않고 걸었습니다
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train clips-velocity: 모멘텀까지 더한 속도를 자른다
# hint: 속도에 섞이기 전에
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        if clip is not None:
            velocity = clip(velocity)
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train clips-the-step-only: 걸음만 자르고 속도는 그대로 둔다
# hint: 속도에 섞이기 전에
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        step = velocity if clip is None else clip(velocity)
        params = [p + m for p, m in zip(params, step)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train clips-after-rate: 학습률을 곱한 뒤에 자른다
# hint: 학습률을 곱한 뒤에 잘랐습니다
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        rates.append(schedule(t))
        scaled = [rates[t] * g for g in grads]
        if clip is not None:
            scaled = clip(scaled)
        velocity = [beta * m - g for m, g in zip(velocity, scaled)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train rate-outside: 학습률을 속도 전체에 곱한다
# hint: 지난 속도에까지
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    buffers = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        buffers = [beta * m + g for m, g in zip(buffers, grads)]
        params = [p - rates[t] * m for p, m in zip(params, buffers)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train counts-from-one: 스케줄의 번호를 1부터 센다
# hint: 한 갱신 앞서
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(1, steps + 1):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[-1] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train first-rate-only: 스케줄을 처음 한 번만 부른다
# hint: 갱신마다 schedule을
def train(params, gradient, schedule, clip, beta, steps):
    params, norms = [p.copy() for p in params], []
    velocity, rate = [np.zeros(p.shape) for p in params], schedule(0)
    for _ in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        velocity = [beta * m - rate * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.full(steps, rate), np.array(norms)


# %% chaff q10f_train velocity-reset: 속도를 갱신마다 새로 만든다
# hint: 속도를 갱신마다 새로
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    for t in range(steps):
        velocity = [np.zeros(p.shape) for p in params]
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train moving-average: 그레이디언트에 1−β를 곱한다
# hint: (1−β)를 곱했습니다
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - (1 - beta) * rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train nesterov: 네스테로프로 움직인다
# hint: 네스테로프 가속이 아닙니다
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + beta * m - rates[t] * g for p, m, g in zip(params, velocity, grads)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train old-velocity: 고치기 전의 속도로 움직인다
# hint: 고치기 전의 속도로
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        params = [p + m for p, m in zip(params, velocity)]
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train uphill: 오르막으로 간다
# hint: 오르막으로
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m + rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train gradient-at-start: 그레이디언트를 언제나 출발점에서 잰다
# hint: 언제나 출발점에서
def train(params, gradient, schedule, clip, beta, steps):
    now, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        now = [p + m for p, m in zip(now, velocity)]
    return now, np.array(rates), np.array(norms)


# %% chaff q10f_train one-velocity: 모든 배열이 첫 배열의 모양으로 만든 속도를 쓴다
# hint: 배열마다 제 속도가
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros_like(params[0])] * len(params)
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train clip-none: clip이 None일 때도 부른다
# hint: clip이 None
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train norms-after-clipping: 자른 뒤의 노름을 적는다
# hint: 자른 뒤의 노름을
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        if clip is not None:
            grads = clip(grads)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train sum-of-norms: 배열마다 잰 노름을 더해 적는다
# hint: 그냥 더한 것은
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.linalg.norm(g) for g in grads))
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train squared-norms: 노름의 제곱을 적는다
# hint: 노름의 제곱을
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads))
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train last-record-only: 마지막 갱신만 적는다
# hint: 갱신마다 하나씩
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms = [sum(np.sum(g**2) for g in grads) ** 0.5]
        if clip is not None:
            grads = clip(grads)
        rates = [schedule(t)]
        velocity = [beta * m - rates[0] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train two-gradient-calls: 노름을 재려고 그레이디언트를 한 번 더 부른다
# hint: 한 번 받은 그레이디언트를
def train(params, gradient, schedule, clip, beta, steps):
    params, rates, norms = [p.copy() for p in params], [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        norms.append(sum(np.sum(g**2) for g in gradient(params)) ** 0.5)
        grads = gradient(params)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train trains-in-place: 받은 파라미터를 제자리에서 훈련한다
# hint: 복사본을 훈련하는지
def train(params, gradient, schedule, clip, beta, steps):
    rates, norms = [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        for p, m, g in zip(params, velocity, grads):
            m[...] = beta * m - rates[t] * g
            p += m
    return [p.copy() for p in params], np.array(rates), np.array(norms)


# %% chaff q10f_train same-array-at-zero: 한 번도 걷지 않으면 받은 배열을 그대로 돌려준다
# hint: 같은 메모리를 씁니다
def train(params, gradient, schedule, clip, beta, steps):
    rates, norms = [], []
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[t] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train velocity-remembered: 속도가 다음 훈련까지 남는다
# hint: 지난번의 속도가
def train(params, gradient, schedule, clip, beta, steps, memory={}):
    key = tuple(p.shape for p in params), beta, steps
    velocity = memory.setdefault(key, [np.zeros(p.shape) for p in params])
    params, rates, norms = [p.copy() for p in params], [], []
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        for m, g in zip(velocity, grads):
            m *= beta
            m -= rates[t] * g
        params = [p + m for p, m in zip(params, velocity)]
    return params, np.array(rates), np.array(norms)


# %% chaff q10f_train records-remembered: 기록이 다음 훈련까지 쌓인다
# hint: 지난 기록이 남아
def train(params, gradient, schedule, clip, beta, steps, rates=[], norms=[]):
    params = [p.copy() for p in params]
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        norms.append(sum(np.sum(g**2) for g in grads) ** 0.5)
        if clip is not None:
            grads = clip(grads)
        rates.append(schedule(t))
        velocity = [beta * m - rates[-1] * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params, rates, norms


# %% chaff q10f_train parameters-only: 파라미터만 돌려준다
# hint: 차례로 돌려주어야 합니다
def train(params, gradient, schedule, clip, beta, steps):
    params = [p.copy() for p in params]
    velocity = [np.zeros(p.shape) for p in params]
    for t in range(steps):
        grads = gradient(params)
        if clip is not None:
            grads = clip(grads)
        velocity = [beta * m - schedule(t) * g for m, g in zip(velocity, grads)]
        params = [p + m for p, m in zip(params, velocity)]
    return params
