"""Answers cases of docs/spec/vectors.md: one a line on standard input, one answer a line on standard output."""

import base64
import json
import sys

import ed25519
import merkle
import rules
import shapes
from bundle import Verification
from canonical import DEEPEST, Refused, decode_utf8, open_canonical
from derived import derived_lines
from envelope import PAYLOAD_LIMIT, decode_envelope, from_base64, open_signed
from log import decode_entry, parse_checkpoint, parse_note, parse_verifier_key, verify_note
from verify import fold


def text_of(data):
    return base64.b64encode(data).decode()


def bytes_of(value):
    """Bytes in base64, as text, or in parts."""
    if isinstance(value, str):
        return from_base64(value)
    if "text" in value:
        return value["text"].encode()
    return b"".join(
        from_base64(part) if isinstance(part, str) else from_base64(part["repeat"]) * part["times"]
        for part in value["parts"]
    )


def whole(value):
    """An index or a size: written as text where a double would round it."""
    number = int(value) if isinstance(value, str) else value
    return number if isinstance(number, int) and 0 <= number < 2**53 else None


def hashes(values):
    return [from_base64(value or "") for value in values or []]


def are_hashes(values):
    return all(len(value) == 32 for value in values)


def refusing(action):
    """What an action answers, or the code with which it refuses."""

    def answer(case):
        try:
            return {"ok": True, **(action(case) or {})}
        except Refused as refusal:
            return {"ok": False, "code": refusal.code}

    return answer


@refusing
def payload_accept(case):
    open_canonical(bytes_of(case["bytes"]), PAYLOAD_LIMIT, lambda _: True)


@refusing
def statement_open(case):
    return {"id": open_signed(decode_envelope(bytes_of(case["envelope"]))).id}


@refusing
def entry_open(case):
    data = bytes_of(case["entry"])
    return {"id": open_signed(decode_entry(data)).id, "leafHash": text_of(merkle.leaf_hash(data))}


def ed25519_verify(case):
    key, signature, message = (bytes.fromhex(case[name]) for name in ("key", "sig", "msg"))
    return {"ok": ed25519.verify(key, signature, message)}


def merkle_root(case):
    leaves = case["leaves"]
    data = [line.encode() for line in derived_lines(leaves)] if isinstance(leaves, dict) else hashes(leaves)
    return {"root": text_of(merkle.root([merkle.leaf_hash(one) for one in data]))}


def merkle_inclusion(case):
    leaf, root = hashes([case["leafHash"], case["root"]])
    proof = hashes(case["proof"])
    index, size = whole(case["index"]), whole(case["size"])
    if index is None or size is None or not are_hashes([leaf, root, *proof]):
        return {"ok": False}
    return {"ok": merkle.verify_inclusion(leaf, index, size, proof, root)}


def merkle_multiproof(case):
    leaves = [(whole(leaf["index"]), from_base64(leaf["leafHash"])) for leaf in case["leaves"]]
    proof, size, root = hashes(case["proof"]), whole(case["size"]), from_base64(case["root"])
    if any(index is None for index, _ in leaves) or not are_hashes([root, *proof, *(leaf for _, leaf in leaves)]):
        return {"ok": False}
    return {"ok": merkle.multiproof_root(leaves, size, proof) == root}


def merkle_consistency(case):
    old, new = hashes([case["root1"], case["root2"]])
    proof = hashes(case["proof"])
    if not are_hashes([old, new, *proof]):
        return {"ok": False}
    return {"ok": merkle.verify_consistency(whole(case["size1"]), whole(case["size2"]), old, new, proof)}


def note_verify(case):
    try:
        known = [parse_verifier_key(text) for text in case["vkeys"]]
        signers = verify_note(parse_note(bytes_of(case["note"])), known)
        return {"ok": True, "signers": [key.name for key, _ in signers]}
    except Refused as refusal:
        return {"ok": False, "signers": [], "code": refusal.code}


def checkpoint_parse(case):
    try:
        origin, size, root = parse_checkpoint(decode_utf8(from_base64(case["text"])))
    except Refused:
        return {"ok": False}
    # Those are no names of logs that a checkpoint could be read under.
    if any(character < " " or character == "\x7f" for character in origin):
        return {"ok": False}
    return {"ok": True, "origin": origin, "size": size, "root": text_of(root)}


def folded(case, entries, stored=False):
    written = [
        {**entry, "lines": derived_lines(entry["lines"])} if isinstance(entry.get("lines"), dict) else entry
        for entry in entries
    ]
    return fold({**case, "entries": written}, stored)


def accept(case):
    return {"codes": folded(case, case["entries"])[1]}


def state_verify(case):
    state = case["state"]
    # What was erased later lacks its content by now.
    if folded(case, case["entries"], stored=True)[0].lacks():
        return {"ok": False, "code": "works_list_mismatch"}
    ledger, _ = folded(case, [entry for entry in case["entries"] if entry["index"] < state["size"]], stored=True)
    if rules.state_root(list(ledger.state_lines(state["at"]))) == (state["root"], state["count"]):
        return {"ok": True}
    return {"ok": False, "code": "state_mismatch"}


def bundle_verify(case):
    if not shapes.trust(case["trust"]):
        raise ValueError("trust is malformed")
    files = {name: bytes_of(data) for name, data in case["files"].items()}
    report = Verification(files, case["trust"]).report()
    return {"ok": report["ok"], "codes": sorted({error["code"] for error in report["errors"]})}


ANSWERS = {
    "accept": accept,
    "bundle.verify": bundle_verify,
    "checkpoint.parse": checkpoint_parse,
    "ed25519.verify": ed25519_verify,
    "entry.open": entry_open,
    "merkle.consistency": merkle_consistency,
    "merkle.inclusion": merkle_inclusion,
    "merkle.multiproof": merkle_multiproof,
    "merkle.root": merkle_root,
    "note.verify": note_verify,
    "payload.accept": payload_accept,
    "state.verify": state_verify,
    "statement.open": statement_open,
}


def answer(line):
    try:
        case = json.loads(line)
        return ANSWERS[case["op"]](case)
    except (Refused, ValueError, KeyError, TypeError) as cause:
        return {"error": f"{type(cause).__name__}: {cause}"[:300]}


if __name__ == "__main__":
    assert sys.getrecursionlimit() > 16 * DEEPEST
    for case_line in sys.stdin:
        print(json.dumps(answer(case_line)), flush=True)
