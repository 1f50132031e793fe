"""A second verifier. It follows docs/spec, shares no code with the first, and needs Python's standard library alone.

    python3 tests/independent/verify.py BUNDLE --trust trust.json
        prints {ok, errors, counts, asOf}; exits with 0 if the bundle is verified, else with 1

    python3 tests/independent/verify.py --many --trust trust.json
        one folder a line on standard input, one report a line on standard output

    python3 tests/independent/verify.py --pages docs/spec
        checks the worked examples of the specification

    python3 tests/independent/verify.py --decide
        one case a line on standard input (docs/spec/decision.md §8), one answer a line on standard output
"""

import argparse
import json
import sys
from pathlib import Path

import shapes
from bundle import Verification, read_folder
from canonical import DEEPEST, Refused, canonicalize, open_canonical, parse
from decision import Parties, decide
from envelope import PAYLOAD_LIMIT, from_base64, payload_type, statement_id
from pages import check_pages
from rules import Ledger, Logged

MOST_ENTRIES = 1_000_000


def main():
    parser = argparse.ArgumentParser(description="Verify a bundle, or decide cases.")
    parser.add_argument("bundle", nargs="?", help="folder of the bundle")
    parser.add_argument("--trust", help="whom to trust, a JSON file")
    parser.add_argument("--many", action="store_true", help="verify the folders named on standard input")
    parser.add_argument("--decide", action="store_true", help="decide the cases on standard input")
    parser.add_argument("--pages", help="check the examples of the specification in this folder")
    options = parser.parse_args()
    if options.pages is not None:
        checked = check_pages(options.pages)
        print(json.dumps(checked))
        return 0 if all(checked.values()) else 1
    if options.decide:
        answer_lines(answer)
        return 0
    if options.trust is None or (options.bundle is None) == (not options.many):
        parser.error("a bundle (or --many) and --trust are needed")
    trust = read_trust(options.trust)
    if options.many:
        answer_lines(lambda line: verify(line.rstrip("\n"), trust))
        return 0
    report = verify(options.bundle, trust)
    print(json.dumps(report))
    return 0 if report["ok"] else 1


def answer_lines(action):
    for line in sys.stdin:
        print(json.dumps(action(line)), flush=True)


def read_trust(path):
    trust = parse(Path(path).read_text(encoding="utf-8"))
    if not shapes.trust(trust):
        raise SystemExit(f"{path}: not a trust file (docs/spec/decision.md §7)")
    return trust


def verify(path, trust):
    return Verification(read_folder(path), trust).report()


def answer(line):
    try:
        case = parse(line)
        return {"codes": fold(case)[1]} if case["op"] == "accept" else decide_case(case)
    except (Refused, ValueError, KeyError, TypeError) as cause:
        return {"error": f"{type(cause).__name__}: {cause}"}


def fold(case, stored=False):
    """The ledger of a case's entries, and the code with which each was refused or None. `stored`: with lists as a registry has them."""
    opened = [(entry, open_payload(entry)) for entry in sorted(case["entries"], key=lambda entry: entry["index"])]
    statements = [logged.statement for _, logged in opened if logged is not None]
    origin = statements[0]["aud"] if statements else ""
    registry = next((statement["iss"] for statement in statements if statement["kind"] == "state"), "")
    ledger = Ledger(origin, registry, case["at"])
    codes = []
    for entry, logged in opened:
        if not ledger.size <= entry["index"] <= MOST_ENTRIES:
            raise ValueError(f"entry {entry['index']} after {ledger.size} entries")
        while ledger.size < entry["index"]:
            ledger.skip()
        if logged is None:
            ledger.skip()
            codes.append("malformed")
            continue
        try:
            lines = None if "lines" not in entry else [text_of(line) for line in entry["lines"]]
            ledger.offer(logged, lines, entry.get("keys"), stored)
            codes.append(None)
        except Refused as refusal:
            codes.append(refusal.code)
    return ledger, codes


def decide_case(case):
    for member, shape in (("work", shapes.sha256), ("at", shapes.time), ("purpose", shapes.purpose), ("trust", shapes.trust)):
        if not shape(case[member]):
            raise ValueError(f"{member} is malformed")
    at = case["at"]
    ledger, _ = fold(case)
    line = ledger.work_line(case["work"], at) or {"holders": [], "live": []}
    live = [ledger.at_index(index) for index, _ in line["live"]]

    def shown(identity):
        known = ledger.identity_line(identity, at)
        return [] if known is None else [ledger.at_index(index) for index in known["live"]]

    def known_since(index):
        state = ledger.first_state_covering(index)
        return at if state is None else state.statement["at"]

    parties = Parties(case["trust"], at, shown, ledger.with_id, known_since)
    return decide(line["holders"], live, case["purpose"], parties, at)


def open_payload(entry):
    shape = shapes.KINDS.get(entry["kind"])
    if shape is None:
        return None
    try:
        payload = entry["payload"]
        data = from_base64(payload) if isinstance(payload, str) else canonicalize(payload).encode()
        statement = open_canonical(data, PAYLOAD_LIMIT, shape)
    except Refused:
        return None
    return Logged(entry["index"], statement_id(payload_type(entry["kind"]), data), statement)


def text_of(line):
    if isinstance(line, str):
        return line
    try:
        return canonicalize(line)
    except Refused:
        return ""


if __name__ == "__main__":
    # Shapes and proofs are walked by recursion that the limit on depth bounds.
    assert sys.getrecursionlimit() > 16 * DEEPEST
    sys.exit(main())
