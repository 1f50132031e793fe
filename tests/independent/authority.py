"""Keys and who may sign with them (statement.md §5, §8)."""

import base64
import hashlib

from canonical import Refused, canonicalize
from envelope import key_of

VOIDABLE = ("delegate", "grant", "guardianship", "synthetic")


def is_plain_key(identity):
    return identity.startswith("did:key:")


def signer_of(statement):
    """The identity whose statement it is; an inception is of the one that its own payload names."""
    if statement["iss"] != "act:self":
        return statement["iss"]
    digest = hashlib.sha256(canonicalize(statement).encode()).digest()
    return "act:" + base64.b32encode(digest).decode().rstrip("=").lower()


def signatories_of(statement):
    return [statement["iss"], statement["minor"]] if statement["kind"] == "guardianship" else [statement["iss"]]


def check_signatures(signatories, keys, latest):
    """`latest` gives the identity statement that an `act:` identity's keys are those of, or None."""
    allowed = set()
    for signatory in signatories:
        if is_plain_key(signatory):
            own, threshold = [signatory], 1
        else:
            said = latest(signatory) or {"keys": [], "threshold": 0}
            own, threshold = said["keys"], said["threshold"]
        if threshold == 0:
            raise Refused("key_not_authorised")
        signed = len(set(own) & set(keys))
        if signed < threshold:
            is_first = signatory == signatories[0]
            raise Refused("key_not_authorised" if signed == 0 and is_first else "signature_missing")
        allowed.update(own)
    if set(keys) - allowed:
        raise Refused("signature_surplus")


def _signed_by(allowed, keys, threshold):
    if set(keys) - set(allowed):
        raise Refused("signature_surplus" if set(keys) & set(allowed) else "key_not_authorised")
    if len(keys) < threshold:
        raise Refused("signature_missing")


def _hash_of_key(did):
    try:
        return hashlib.sha256(key_of(did)).hexdigest()
    except Refused:
        return None


def check_identity(before_id, before, said, keys, index):
    """`before` is the identity's latest statement and `before_id` its id; None in front of the first."""
    since = said.get("compromisedSince")
    if "prev" not in said:
        if since is not None:
            raise Refused("recovery_only")
        return _signed_by(said["keys"], keys, said["threshold"])
    if before is None:
        raise Refused("statement_unknown")
    if before_id != said["prev"]:
        raise Refused("identity_superseded")
    if len(keys) == 1 and keys[0] in before["recovery"]:
        rank = before["recovery"].index(keys[0])
        if before["recovery"][:rank] != said["recovery"][:rank]:
            raise Refused("recovery_only")
        if since is not None and since > index:
            raise Refused("malformed")
        return None
    if since is not None or said["recovery"] != before["recovery"]:
        raise Refused("recovery_only")
    is_fewer = set(said["keys"]) < set(before["keys"])
    if is_fewer and said["nextKeyHashes"] == before["nextKeyHashes"]:
        return _signed_by(before["keys"], keys, before["threshold"])
    if any(_hash_of_key(key) not in before["nextKeyHashes"] for key in said["keys"]):
        raise Refused("next_key_mismatch")
    return _signed_by(said["keys"], keys, max(before["threshold"], said["threshold"], 1))


def voids(said, at, kind, index):
    """Whether an identity statement at `at` declares that what its signer said at `index` was a thief's doing."""
    since = said.get("compromisedSince")
    return kind in VOIDABLE and since is not None and since <= index < at
