"""Envelopes, keys and opening (statement.md §3, §5)."""

import base64
import binascii
import hashlib
from dataclasses import dataclass

import ed25519
import shapes
from canonical import Refused, canonicalize, open_canonical, open_json, parse

PAYLOAD_LIMIT = 32768
ENVELOPE_LIMIT = 98304


@dataclass(frozen=True)
class Signed:
    """Content and signatures, decoded and not verified; keys strictly ascending."""

    type: str
    payload: bytes
    signatures: tuple  # of (key, signature)


@dataclass(frozen=True)
class Opened:
    id: str
    statement: dict
    keys: tuple  # dids that signed


def from_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as cause:
        raise Refused("base64_not_canonical") from cause
    if base64.b64encode(data).decode() != text:
        raise Refused("base64_not_canonical")
    return data


_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def did_of(key):
    number, text = int.from_bytes(b"\xed\x01" + key, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return f"did:key:z{text}"


def key_of(did):
    if not shapes.did(did):
        raise Refused("key_malformed", did)
    number = 0
    for character in did.removeprefix("did:key:z"):
        number = number * 58 + _BASE58.index(character)
    # The text begins with 6, so there are no leading zero bytes to restore.
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(data) != 34 or data[:2] != b"\xed\x01":
        raise Refused("key_malformed", did)
    return data[2:]


def decode_envelope(data):
    value = open_json(data, ENVELOPE_LIMIT, shapes.envelope)
    payload = from_base64(value["payload"])
    signatures = []
    for entry in value["signatures"]:
        key = key_of(entry["keyid"])
        signature = from_base64(entry["sig"])
        if len(signature) != 64:
            raise Refused("signature_invalid", entry["keyid"])
        signatures.append((key, signature))
    signatures.sort(key=lambda pair: pair[0])
    for (before, _), (after, _) in zip(signatures, signatures[1:]):
        if before == after:
            raise Refused("signature_duplicate", did_of(after))
    return Signed(value["payloadType"], payload, tuple(signatures))


def one_spelling(signed):
    return canonicalize(
        {
            "payload": base64.b64encode(signed.payload).decode(),
            "payloadType": signed.type,
            "signatures": [
                {"keyid": did_of(key), "sig": base64.b64encode(signature).decode()}
                for key, signature in signed.signatures
            ],
        }
    ).encode()


def signed_bytes(payload_type, payload):
    name = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(name), name, len(payload), payload)


def statement_id(payload_type, payload):
    return "sha256:" + hashlib.sha256(signed_bytes(payload_type, payload)).hexdigest()


def payload_type(kind):
    return f"application/vnd.assent.{kind}.v1+json"


def _kind_inside(payload):
    value = parse(payload.decode())
    kind = value.get("kind") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else None


def _open(signed, kind, shape):
    try:
        statement = open_canonical(signed.payload, PAYLOAD_LIMIT, shape)
    except Refused as refusal:
        if refusal.code == "malformed" and _kind_inside(signed.payload) not in (None, kind):
            raise Refused("payload_type_mismatch") from refusal
        raise
    message = signed_bytes(signed.type, signed.payload)
    for key, signature in signed.signatures:
        if not ed25519.verify(key, signature, message):
            raise Refused("signature_invalid", did_of(key))
    keys = tuple(did_of(key) for key, _ in signed.signatures)
    return Opened(statement_id(signed.type, signed.payload), statement, keys)


def open_signed(signed):
    """A statement: the gate, its kind's shape, every signature."""
    for kind, shape in shapes.KINDS.items():
        if signed.type == payload_type(kind):
            return _open(signed, kind, shape)
    raise Refused("malformed", signed.type)


def open_manifest(signed):
    if signed.type != payload_type("manifest"):
        raise Refused("payload_type_mismatch", signed.type)
    return _open(signed, "manifest", shapes.manifest)
