"""What a registry accepts (statement.md §7, §8), and what is then live (state.md)."""

import hashlib
from dataclasses import dataclass, field

import merkle
import shapes
from canonical import Refused, canonicalize, open_text, utf16_key

LONGEST_TERM = 63_244_800
FRESHEST = 3600
MOST_LINES = 100_000


@dataclass(frozen=True)
class Logged:
    """A statement with its place in the log."""

    index: int
    id: str
    statement: dict
    leaf_hash: str = ""

    @property
    def kind(self):
        return self.statement["kind"]

    @property
    def iss(self):
        return self.statement["iss"]


@dataclass(frozen=True)
class SignedList:
    root: str
    lines: list


def _line_shape(statement):
    kind = statement["kind"]
    if kind == "synthetic":
        return shapes.slice_line
    if kind == "release":
        return shapes.item
    if kind != "grant":
        return None
    return shapes.subject_line if statement["capacity"] in ("subject", "guardian") else shapes.holder_line


def open_list(statement, texts):
    shape = _line_shape(statement)
    if shape is None:
        raise Refused("works_list_mismatch")
    if len(texts) > MOST_LINES:
        raise Refused("too_large")
    limit = 32768 if statement["kind"] == "synthetic" else 4096
    lines, leaves = [], []
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        if len(data) > limit:
            raise Refused("line_too_long")
        lines.append(open_text(text, shape))
        leaves.append(merkle.leaf_hash(data))
    return SignedList(merkle.root(leaves).hex(), lines)


def is_holder_line(line):
    return "owners" in line


def claim_of(line):
    return {member: line[member] for member in ("author", "depicts", "owners")}


def check_terms(grant):
    if "for" in grant:
        raise Refused("kind_not_supported")
    if grant["until"] is not None and grant["until"] <= grant["from"]:
        raise Refused("dates_impossible")
    if grant["until"] is None or grant["until"] - grant["iat"] > LONGEST_TERM:
        raise Refused("term_too_long")


def check_line(grant, line):
    for_subject = grant["capacity"] in ("subject", "guardian")
    shape = shapes.subject_line if for_subject else shapes.holder_line
    if not shape(line):
        raise Refused("malformed", "a line of another capacity")
    if for_subject:
        return
    named = [line["author"]] if grant["capacity"] == "author" else line["owners"]
    if grant["iss"] not in named:
        raise Refused("capacity_not_held")


def check_attest(attest):
    if attest["subject"] == attest["iss"]:
        raise Refused("signer_not_entitled")


def announces(plan, piece):
    for stratum in plan["strata"]:
        if stratum["stratum"] == piece["stratum"]:
            planned = [stratum["generator"], stratum["parameters"]]
            same = canonicalize(planned) == canonicalize([piece["generator"], piece["parameters"]])
            return same and piece["works"]["count"] <= stratum["slots"]
    return False


def check_heritage(piece):
    if piece["class"] not in ("formula", "asset-render"):
        raise Refused("kind_not_supported")
    if piece["lineage"]:
        raise Refused("malformed", "lineage")


def are_first_slots(slots, count):
    return sorted(slots) == list(range(count))


@dataclass
class _Work:
    claims: dict = field(default_factory=dict)  # by canonical text
    grants: list = field(default_factory=list)  # of (log index, line number)


class Ledger:
    """The fold of a log, entry by entry."""

    def __init__(self, origin, registry, now):
        self.origin = origin
        self.registry = registry
        self._now = now  # until a state says
        self.size = 0
        self._by_index = {}
        self._by_id = {}
        self._states = []
        self._works = {}
        self._identities = {}
        self._ended = {}  # log index: True or ranges

    # Acceptance

    def offer(self, logged, texts, keys=None):
        """The next entry: taken if the rules accept it, otherwise it only takes its place. Unless keys are given, its `iss` signed."""
        try:
            signed = None if texts is None else open_list(logged.statement, texts)
            if logged.id in self._by_id:
                return
            self._check(logged.statement, keys or [logged.iss], signed)
            self._take(logged, signed)
        finally:
            self.size += 1

    def skip(self):
        self.size += 1

    @property
    def now(self):
        return self._states[-1].statement["at"] if self._states else self._now

    def _check(self, statement, keys, signed):
        if statement["aud"] != self.origin:
            raise Refused("wrong_audience")
        if not shapes.did(statement["iss"]) or statement["iss"] not in keys:
            raise Refused("key_not_authorised")
        if len(keys) > 1:
            raise Refused("signature_surplus")
        commitment = statement.get("items") if statement["kind"] == "release" else statement.get("works")
        if commitment is None and signed is not None:
            raise Refused("works_list_mismatch")
        if commitment is not None:
            if signed is None:
                raise Refused("works_list_missing")
            if commitment != {"root": signed.root, "count": len(signed.lines)}:
                raise Refused("works_list_mismatch")
            if not shapes.ascends([line["sha256"] for line in signed.lines]):
                raise Refused("works_list_order")
        rule = getattr(self, "_check_" + statement["kind"].replace("-", "_"))
        rule(statement, signed.lines if signed else [])

    def _referred(self, statement_id, kind, iss):
        target = self._by_id.get(statement_id)
        if target is None:
            raise Refused("statement_unknown")
        if target.kind != kind:
            raise Refused("statement_kind_wrong")
        if target.iss != iss:
            raise Refused("signer_not_entitled")
        return target

    def _check_grant(self, grant, lines):
        check_terms(grant)
        for line in lines:
            check_line(grant, line)
        for statement_id in grant["replaces"]:
            self._referred(statement_id, "grant", grant["iss"])

    def _check_withdraw(self, withdraw, _):
        grant = self._referred(withdraw["statement"], "grant", withdraw["iss"]).statement
        last = withdraw["leaves"][-1][1] if "leaves" in withdraw else 0
        if last >= grant["works"]["count"]:
            raise Refused("leaves_out_of_range")

    def _check_attest(self, attest, _):
        check_attest(attest)

    def _check_state(self, state, _):
        if state["iss"] != self.registry:
            raise Refused("registry_only")
        last = self._states[-1].statement if self._states else {"at": 0, "size": 0}
        if state["size"] > self.size or state["at"] < last["at"] or state["size"] < last["size"]:
            raise Refused("time_reversed")

    def _check_release(self, release, _):
        state = self._by_index.get(release["state"])
        if state is None:
            raise Refused("statement_unknown")
        if state.kind != "state":
            raise Refused("state_mismatch")
        if self.now - state.statement["at"] > FRESHEST:
            raise Refused("state_stale")

    def _check_synthetic_plan(self, _plan, _):
        return

    def _check_synthetic(self, piece, lines):
        plan = self._referred(piece["plan"], "synthetic-plan", piece["iss"])
        if not announces(plan.statement, piece):
            raise Refused("plan_mismatch")
        check_heritage(piece)
        if not are_first_slots([line["slot"] for line in lines], piece["works"]["count"]):
            raise Refused("plan_mismatch")
        after = next((state for state in self._states if state.index > plan.index), None)
        if after is None or after.leaf_hash != piece["nonce"]:
            raise Refused("nonce_mismatch")

    # What is live

    def _take(self, logged, signed):
        self._by_index[logged.index] = logged
        self._by_id[logged.id] = logged
        self._know(logged.iss)
        statement = logged.statement
        if logged.kind == "grant":
            for statement_id in statement["replaces"]:
                self._ended[self._by_id[statement_id].index] = True
            for leaf, line in enumerate(signed.lines):
                self._take_line(logged.index, leaf, line)
        elif logged.kind == "withdraw":
            index = self._by_id[statement["statement"]].index
            if "leaves" not in statement:
                self._ended[index] = True
            elif self._ended.get(index) is not True:
                self._ended.setdefault(index, []).extend(statement["leaves"])
        elif logged.kind == "attest":
            self._know(statement["subject"]).append(logged.index)
        elif logged.kind == "state":
            self._states.append(logged)

    def _take_line(self, index, leaf, line):
        work = self._works.setdefault(line["sha256"], _Work())
        work.grants.append((index, leaf))
        if not is_holder_line(line):
            return
        claim = claim_of(line)
        work.claims[canonicalize(claim)] = claim
        for identity in people_of(claim):
            self._know(identity)

    def _know(self, identity):
        return self._identities.setdefault(identity, [])

    def _is_live(self, index, leaf, at):
        until = self._by_index[index].statement["until"]
        ended = self._ended.get(index, [])
        if ended is True or (until is not None and until <= at):
            return False
        return not any(first <= leaf <= last for first, last in ended)

    def work_line(self, work, at):
        known = self._works.get(work)
        if known is None:
            return None
        return {
            "holders": [known.claims[text] for text in sorted(known.claims, key=utf16_key)],
            "live": [[index, leaf] for index, leaf in known.grants if self._is_live(index, leaf, at)],
            "work": work,
        }

    def identity_line(self, identity, at):
        known = self._identities.get(identity)
        if known is None:
            return None
        return {"identity": identity, "live": [index for index in known if _lasts(self._by_index[index], at)]}

    def state_lines(self, at):
        """The lines of the state at a time, canonical, in order."""
        for identity in sorted(self._identities):
            yield canonicalize(self.identity_line(identity, at))
        for work in sorted(self._works):
            yield canonicalize(self.work_line(work, at))

    def at_index(self, index):
        return self._by_index[index]


def _lasts(attest, at):
    until = attest.statement["until"]
    return until is None or until > at


def people_of(claim):
    """Everybody whom a claim names."""
    people = set(claim["owners"])
    if claim["author"] is not None:
        people.add(claim["author"])
    if claim["depicts"] != "uncleared":
        people.update(person["subject"] for person in claim["depicts"])
    return people


def state_root(lines):
    leaves = [merkle.leaf_hash(line.encode()) for line in lines]
    return merkle.root(leaves).hex(), len(leaves)


def sha256_hex(data):
    return hashlib.sha256(data).hexdigest()
