"""Log entries, signed notes and checkpoints (log.md §1, §3, §4)."""

import base64
import hashlib
import re
from dataclasses import dataclass

import ed25519
from canonical import SAFE, Refused, decode_utf8, utf16_length
from envelope import Signed, from_base64, key_of
from shapes import WHITE_SPACE

ENTRY_LIMIT = 65535
NOTE_LIMIT = 16384


class _Reader:
    def __init__(self, data):
        self._data = data
        self._at = 0

    def take(self, length):
        piece = self._data[self._at : self._at + length]
        if len(piece) != length:
            raise Refused("malformed", "an entry that ends early")
        self._at += length
        return piece

    def number(self, length):
        return int.from_bytes(self.take(length), "big")

    @property
    def ended(self):
        return self._at == len(self._data)


def decode_entry(data):
    if len(data) > ENTRY_LIMIT:
        raise Refused("too_large")
    reader = _Reader(data)
    if reader.number(1) != 1:
        raise Refused("malformed", "version")
    try:
        name = reader.take(reader.number(1)).decode("utf-8")
    except UnicodeDecodeError as cause:
        raise Refused("malformed", "payload type") from cause
    payload = reader.take(reader.number(4))
    signatures = []
    number = reader.number(1)
    if not 1 <= number <= 8:
        raise Refused("malformed", "signatures")
    for _ in range(number):
        signatures.append((reader.take(32), reader.take(64)))
    if not reader.ended:
        raise Refused("malformed", "an entry that goes on")
    keys = [key for key, _ in signatures]
    if any(before >= after for before, after in zip(keys, keys[1:])):
        raise Refused("malformed", "keys not ascending")
    return Signed(name, payload, tuple(signatures))


@dataclass(frozen=True)
class VerifierKey:
    name: str
    key_id: str
    type: int
    key: bytes


_NAME = re.compile(rf"[^+\u0085{WHITE_SPACE}]+")


def _is_name(text):
    return _NAME.fullmatch(text) is not None and utf16_length(text) <= 200


def parse_verifier_key(text):
    parts = text.split("+", 2)
    if len(parts) != 3 or not _is_name(parts[0]):
        raise Refused("key_malformed")
    try:
        data = from_base64(parts[2])
    except Refused as cause:
        raise Refused("key_malformed") from cause
    if len(data) != 33 or data[0] not in (1, 4):
        raise Refused("key_malformed")
    key_id = hashlib.sha256(parts[0].encode() + b"\n" + data).hexdigest()[:8]
    if key_id != parts[1]:
        raise Refused("key_malformed")
    return VerifierKey(parts[0], key_id, data[0], data[1:])


@dataclass(frozen=True)
class Note:
    text: str
    signatures: tuple  # of (name, key id, bytes)


_LINE = re.compile(r"— ([^ ]+) ([A-Za-z0-9+/]+={0,2})")


def parse_note(data):
    malformed = Refused("checkpoint_malformed")
    if len(data) > NOTE_LIMIT:
        raise Refused("too_large")
    try:
        note = decode_utf8(data)
    except Refused as cause:
        raise malformed from cause
    if re.search("[\x00-\x09\x0b-\x1f\x7f]", note) or not note.endswith("\n"):
        raise malformed
    split = note.rfind("\n\n")
    if split < 0:
        raise malformed
    lines = note[split + 2 : -1].split("\n") if split + 2 < len(note) else [""]
    if len(lines) > 16:
        raise malformed
    signatures = []
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None or not _is_name(match[1]):
            raise malformed
        try:
            signature = from_base64(match[2])
        except Refused as cause:
            raise malformed from cause
        if len(signature) < 5:
            raise malformed
        signatures.append((match[1], signature[:4].hex(), signature[4:]))
    return Note(note[: split + 1], tuple(signatures))


def verify_note(note, known):
    """The known keys that signed, each with its time or None."""
    signers = []
    for name, key_id, signature in note.signatures:
        key = next((key for key in known if (key.name, key.key_id) == (name, key_id)), None)
        if key is None:
            continue
        if any(signer.name == name and signer.key_id == key_id for signer, _ in signers):
            raise Refused("signature_duplicate", name)
        time, message = None, note.text.encode()
        if key.type == 4:
            if len(signature) != 72:
                raise Refused("signature_invalid", name)
            time = int.from_bytes(signature[:8], "big")
            signature = signature[8:]
            message = f"cosignature/v1\ntime {time}\n".encode() + message
        if (time or 0) > SAFE or not ed25519.verify(key.key, signature, message):
            raise Refused("signature_invalid", name)
        signers.append((key, time))
    if not signers:
        raise Refused("checkpoint_untrusted")
    return signers


def open_state_note(data, index, state):
    """The did:keys of the monitors that cosigned this state (log.md §5, Monitors). Every cosignature has to verify."""
    note = parse_note(data)
    numbers = [str(number) for number in (index, state["size"], state["at"], state["count"])]
    if note.text != "\n".join(["assent-state/v1", state["aud"], *numbers, state["root"], ""]):
        raise Refused("state_mismatch")
    monitors = []
    for signature in note.signatures:
        name, key_id, _ = signature
        key = key_of(name)
        if monitors and name == monitors[-1]:
            raise Refused("signature_duplicate", name)
        if monitors and name < monitors[-1]:
            raise Refused("checkpoint_malformed", "monitors not ascending")
        own_id = hashlib.sha256(name.encode() + b"\n\x04" + key).hexdigest()[:8]
        if key_id != own_id:
            raise Refused("signature_invalid", name)
        verify_note(Note(note.text, (signature,)), [VerifierKey(name, own_id, 4, key)])
        monitors.append(name)
    return monitors


_CHECKPOINT = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n")


def parse_checkpoint(text):
    """Origin, size, root."""
    match = _CHECKPOINT.fullmatch(text)
    if match is None or int(match[2]) > SAFE:
        raise Refused("checkpoint_malformed")
    if base64.b64encode(base64.b64decode(match[3])).decode() != match[3]:
        raise Refused("checkpoint_malformed")
    return match[1], int(match[2]), base64.b64decode(match[3])
