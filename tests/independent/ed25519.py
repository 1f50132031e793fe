"""Ed25519 in the one strict profile (statement.md §4), on Python's whole numbers."""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
LOW_255 = 2**255 - 1

SMALL_ORDER_Y = {
    0,
    1,
    P - 1,
    int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"),
    int.from_bytes(bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"),
}

# Points in extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
NEUTRAL = (0, 1, 1, 0)


def _add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e1 = (y1 - x1) * (y2 - x2) % P
    e2 = (y1 + x1) * (y2 + x2) % P
    e3 = 2 * t1 * t2 * D % P
    e4 = 2 * z1 * z2 % P
    e, f, g, h = e2 - e1, e4 - e3, e4 + e3, e2 + e1
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _double(a):
    x, y, z, _ = a
    xx, yy, zz = x * x, y * y, 2 * z * z
    h = xx + yy
    e = h - (x + y) * (x + y)
    g = xx - yy
    f = zz + g
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _recover(encoded):
    """The point of an encoding whose y is below p, or None."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & LOW_255, number >> 255
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * SQRT_M1 % P
    if v * x * x % P != u:
        return None
    if x == 0 and sign == 1:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def _encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    x, y = x * inverse % P, y * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = _recover((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _multiples(point):
    table = [NEUTRAL]
    for _ in range(15):
        table.append(_add(table[-1], point))
    return table


BASE_MULTIPLES = _multiples(BASE)


def _combine(s, k, minus_a):
    """[s]B + [k](-A), four bits at a time."""
    multiples = _multiples(minus_a)
    result = NEUTRAL
    for shift in range(252, -1, -4):
        for _ in range(4):
            result = _double(result)
        result = _add(result, BASE_MULTIPLES[s >> shift & 15])
        result = _add(result, multiples[k >> shift & 15])
    return result


def _is_usable(encoded):
    y = int.from_bytes(encoded, "little") & LOW_255
    return y < P and y not in SMALL_ORDER_Y


_points = {}


def verify(key, signature, message):
    """Whether the signature is valid under the profile. Never raises on input."""
    if len(signature) != 64 or len(key) != 32:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or not _is_usable(key) or not _is_usable(r):
        return False
    if key not in _points:
        _points[key] = _recover(key)
    a = _points[key]
    if a is None:
        return False
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    x, y, z, t = a
    return _encode(_combine(s, k, (P - x, y, z, P - t))) == r
