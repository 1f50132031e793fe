"""Lines that a rule and a number make (docs/spec/vectors.md §3)."""

import hashlib

from canonical import canonicalize


def _hash(text):
    return hashlib.sha256(f"assent-vector-1 {text}".encode()).hexdigest()


def derived_lines(rule):
    kind, count = rule["derived"], rule["count"]
    if kind == "leaf":
        return [f"assent-vector-1 leaf {number}" for number in range(count)]
    lines = []
    for number in range(count):
        line = {"sha256": _hash(number), "salt": _hash(f"salt {number}")[:32]}
        if kind == "holder-line":
            line |= {
                "author": None,
                "bytes": number,
                "depicts": [],
                "mime": "application/octet-stream",
                "owners": [rule["owner"]],
            }
        lines.append(line)
    return [canonicalize(line) for line in sorted(lines, key=lambda line: line["sha256"])]
