"""Checks the worked examples of docs/spec: that they say what the pages say of them."""

import hashlib
import re
from pathlib import Path

import log
import merkle
import shapes
from canonical import open_text, parse
from envelope import decode_envelope, did_of, key_of, one_spelling, open_signed, payload_type, signed_bytes
from bundle import read_sections
from rules import state_root


def check_pages(folder):
    """Answers for each example by its name."""
    blocks = {}
    for page in sorted(Path(folder).glob("*.md")):
        blocks.update(re.findall(r"```text name=([a-z-]+)\n([^`]*)\n```", page.read_text(encoding="utf-8")))
    return {name: bool(_CHECKS[name](text, blocks)) for name, text in sorted(blocks.items())}


def _parts(text):
    return text.split("\n\n")


def _hex(text):
    return bytes.fromhex(text.replace("\n", ""))


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


def _pae(text, _):
    payload, covered, statement_id, envelope = _parts(text)
    signed = decode_envelope(envelope.encode())
    opened = open_signed(signed)
    return (
        signed.payload == payload.encode()
        and signed_bytes(payload_type("attest"), payload.encode()) == _hex(covered)
        and opened.id == statement_id == f"sha256:{_sha256(_hex(covered))}"
        and one_spelling(signed) == envelope.encode()
    )


def _did_key(text, _):
    key, did = text.split("\n")
    return did_of(bytes.fromhex(key)) == did and key_of(did).hex() == key


def _entry(text, blocks):
    entry, leaf = _parts(text)
    opened = open_signed(log.decode_entry(_hex(entry)))
    return merkle.leaf_hash(_hex(entry)).hex() == leaf and opened.id == _parts(blocks["pae"])[2]


_LEAVES = [merkle.leaf_hash(letter) for letter in (b"a", b"b", b"c", b"d", b"e")]


def _roots(text, _):
    expected = [f"{size} {merkle.root(_LEAVES[:size]).hex()}" for size in range(6)]
    return text.split("\n") == expected


def _multiproof(text, _):
    proof = [bytes.fromhex(line) for line in text.split("\n")]
    return merkle.multiproof_root([(1, _LEAVES[1]), (4, _LEAVES[4])], 5, proof) == merkle.root(_LEAVES)


def _checkpoint(text, blocks):
    key, _, note = text.partition("\n\n")
    note = log.parse_note(f"{note}\n".encode())
    origin, size, root = log.parse_checkpoint(note.text)
    known = log.parse_verifier_key(key)
    return (
        log.verify_note(note, [known]) == [(known, None)]
        and (origin, size, root.hex()) == ("registry.example", 1, _parts(blocks["entry"])[1])
    )


def _entry_bundle(text, blocks):
    entry = _hex(_parts(blocks["entry"])[0])
    return (len(entry).to_bytes(2, "big") + entry).startswith(_hex(text))


def _state(text, _):
    *lines, root = _parts(text)
    pairs = [line.split("\n") for line in lines]
    for line, leaf in pairs:
        open_text(line, shapes.identity_line if "identity" in line[:12] else shapes.work_line)
        if merkle.leaf_hash(line.encode()).hex() != leaf:
            return False
    return state_root([line for line, _ in pairs]) == (root, len(pairs))


def _item(text, _):
    return open_text(text, shapes.item)


def _statement_record(text, blocks):
    data = _hex(text)
    entry = _hex(_parts(blocks["entry"])[0])
    return data == (1).to_bytes(8, "big") + len(entry).to_bytes(4, "big") + entry[: len(data) - 12]


def _works_line(text, _):
    return open_text(text, shapes.bundled_works_line)["leaf"] == 1


def _state_line(text, blocks):
    lines = [open_text(line, shapes.bundled_state_line) for line in text.split("\n")]
    whole = [parse(part.split("\n")[0]) for part in _parts(blocks["state"])[:-1]]
    return all(whole[wrapped["leaf"]] == wrapped["line"] for wrapped in lines)


def _proofs(text, blocks):
    """The lists' and the state's sections lead to the roots of the lines shown (the log's needs all its entries)."""
    sections = read_sections(_hex(text))
    state = sections[-1]
    shown = [parse(line)["leaf"] for line in blocks["state-line"].split("\n")]
    leaves = [bytes.fromhex(part.split("\n")[1]) for part in _parts(blocks["state"])[:-1]]
    computed = merkle.multiproof_root([(leaf, leaves[leaf]) for leaf in shown], state.size, state.hashes)
    return [section.kind for section in sections] == [1, 2, 3] and computed.hex() == _parts(blocks["state"])[-1]


def _seed(text, _):
    hashed, seed, line_seed = text.split("\n")
    value = parse(hashed)
    parameters = _sha256(b'{"size":64}')
    expected = ["synth-seed/1", "aa" * 32, "shapes", 0, "shapes-scene@1.0.0", "bb" * 32, parameters, "cc" * 32]
    return value == expected and _sha256(hashed.encode()) == seed and _sha256(bytes.fromhex(seed)) == line_seed


def _content(text, _):
    data, digest = text.split("\n")
    picture = b"synth-img/1\0" + (2).to_bytes(4, "big") + (1).to_bytes(4, "big") + b"\3\xff\0\0\0\0\xff"
    return bytes.fromhex(data) == picture and _sha256(picture) == digest


_CHECKS = {
    "pae": _pae,
    "did-key": _did_key,
    "entry": _entry,
    "roots": _roots,
    "multiproof": _multiproof,
    "checkpoint": _checkpoint,
    "entry-bundle": _entry_bundle,
    "state": _state,
    "item": _item,
    "statement-record": _statement_record,
    "works-line": _works_line,
    "state-line": _state_line,
    "proofs": _proofs,
    "seed": _seed,
    "content": _content,
}
