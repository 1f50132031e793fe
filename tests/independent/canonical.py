"""Canonical JSON (statement.md §1): reading, the one form, and the gate in front of everything that is signed."""

import json
import math

DEEPEST = 32
SAFE = 2**53 - 1


class Refused(Exception):
    """An expected no: its code is one of the closed list."""

    def __init__(self, code, detail=""):
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


def decode_utf8(data):
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise Refused("not_utf8") from cause


def utf16_length(text):
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def utf16_key(text):
    """Sorts texts by UTF-16 code unit."""
    return text.encode("utf-16-be", "surrogatepass")


def _whole(digits):
    # Numbers are doubles: beyond 2^53 - 1 a whole number is what the nearest double says.
    value = int(digits) if len(digits) <= 17 else None
    return value if value is not None and abs(value) <= SAFE else float(digits)


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def parse(text):
    """One JSON value; `not_json` or `too_deep`. Of two equal names the last counts."""
    try:
        value = json.loads(text, parse_int=_whole, parse_constant=_no_constant)
    except RecursionError as cause:
        raise Refused("too_deep") from cause
    except ValueError as cause:
        raise Refused("not_json", str(cause)) from cause
    if _deeper_than(value, DEEPEST):
        raise Refused("too_deep")
    return value


def _deeper_than(value, left):
    if not isinstance(value, (dict, list)):
        return False
    if left == 0:
        return True
    members = value.values() if isinstance(value, dict) else value
    return any(_deeper_than(member, left - 1) for member in members)


def _number(value):
    """As ECMAScript writes a double (RFC 8785 §3.2.2.3)."""
    if isinstance(value, int) and abs(value) <= SAFE:
        return str(value)
    value = float(value)
    if not math.isfinite(value):
        raise Refused("not_canonical", "a number beyond all doubles")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    # repr gives the shortest digits that are read back as the same double, as ECMAScript does.
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0)
    if whole == "0":
        point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return sign + digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return sign + "0." + "0" * -point + digits
    power = point - 1
    tail = f"e{'+' if power > 0 else '-'}{abs(power)}"
    return sign + digits[0] + ("." + digits[1:] if count > 1 else "") + tail


_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _string(text):
    out = []
    for character in text:
        code = ord(character)
        if 0xD800 <= code <= 0xDFFF:
            raise Refused("not_canonical", "a lone surrogate")
        out.append(_SHORT.get(character) or (f"\\u{code:04x}" if code < 0x20 else character))
    return '"' + "".join(out) + '"'


def canonicalize(value):
    """The one form of a JSON value, as text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, list):
        return "[" + ",".join(canonicalize(member) for member in value) + "]"
    names = sorted(value, key=utf16_key)
    return "{" + ",".join(f"{_string(name)}:{canonicalize(value[name])}" for name in names) + "}"


_FORBIDDEN = {"__proto__", "constructor", "prototype"}


def holds_forbidden(value):
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, list):
        return any(holds_forbidden(member) for member in value)
    if isinstance(value, dict):
        return any(
            name in _FORBIDDEN or "\0" in name or holds_forbidden(member) for name, member in value.items()
        )
    return False


def open_text(text, shape):
    """Checks 3 to 7 of the gate."""
    value = parse(text)
    if canonicalize(value) != text:
        raise Refused("not_canonical")
    if holds_forbidden(value):
        raise Refused("malformed", "a forbidden member")
    if not shape(value):
        raise Refused("malformed", "another shape")
    return value


def open_canonical(data, limit, shape):
    """The gate: bytes to a value of a shape."""
    if len(data) > limit:
        raise Refused("too_large")
    return open_text(decode_utf8(data), shape)


def open_json(data, limit, shape):
    """The same for any spelling."""
    if len(data) > limit:
        raise Refused("too_large")
    value = parse(decode_utf8(data))
    if holds_forbidden(value):
        raise Refused("malformed", "a forbidden member")
    if not shape(value):
        raise Refused("malformed", "another shape")
    return value


class Lines:
    """Lines of a file, looked at one by one; faults are fatal, and found when their line is looked at."""

    def __init__(self, data, limit, shape):
        self._data = data
        self._limit = limit
        self._shape = shape
        self._at = 0
        self._end = 0
        self._seen = None

    def peek(self):
        """The next line's text and value, or None at the end."""
        if self._at == len(self._data):
            return None
        if self._seen is None:
            self._seen = self._open()
        return self._seen

    def _open(self):
        self._end = self._data.find(b"\n", self._at)
        line = self._data[self._at : self._end if self._end >= 0 else None]
        if len(line) > self._limit:
            raise Refused("line_too_long")
        if self._end < 0:
            raise Refused("bundle_unreadable", "the last line has no line feed")
        text = decode_utf8(line)
        try:
            return text, open_text(text, self._shape)
        except Refused as cause:
            raise Refused("bundle_unreadable", str(cause)) from cause

    def skip(self):
        self._at = self._end + 1
        self._seen = None
