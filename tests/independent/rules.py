"""What a registry accepts (statement.md §7, §8), and what is then live (state.md)."""

import hashlib
from dataclasses import dataclass, field

import merkle
import shapes
from authority import check_identity, check_signatures, is_plain_key, signatories_of, signer_of, voids
from canonical import Refused, canonicalize, open_text, utf16_key

LONGEST_TERM = 63_244_800
DISPUTE_TERM = 2_592_000
LONGEST_CHAIN = 3
FRESHEST = 3600
MOST_LINES = 100_000
BEARING = ("delegate", "disclaim", "dispute", "grant", "resolve")
ENDING_BY_DATE = ("attest", "delegate", "grant")
WITHDRAWABLE = ("attest", "delegate", "disclaim", "dispute", "grant", "resolve")


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
        return None if statement.get("works") is None else shapes.subject_line
    return shapes.subject_line if statement["capacity"] in ("subject", "guardian") else shapes.holder_line


def open_list(statement, texts, stored=False):
    """A list as it is signed; of a grant in a registry, what an erasure left may stand for a line (statement.md §7)."""
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
        if stored and statement["kind"] == "grant" and '"leaf":"' in text:
            line = open_text(text, shapes.erased_line)
            leaves.append(bytes.fromhex(line["leaf"]))
        else:
            line = open_text(text, shape)
            leaves.append(merkle.leaf_hash(data))
        lines.append(line)
    return SignedList(merkle.root(leaves).hex(), lines)


def is_erased(line):
    return "leaf" in line


def is_holder_line(line):
    return "owners" in line


def claim_of(line):
    return {member: line[member] for member in ("author", "depicts", "owners")}


def check_terms(grant):
    if grant["until"] is not None and grant["until"] <= grant["from"]:
        raise Refused("dates_impossible")
    is_long = grant["until"] is None or grant["until"] - grant["iat"] > LONGEST_TERM
    if is_long and is_plain_key(grant["iss"]):
        raise Refused("term_too_long")


def check_line(grant, line):
    for_subject = grant["capacity"] in ("subject", "guardian")
    shape = shapes.subject_line if for_subject else shapes.holder_line
    if is_erased(line):
        fits = is_holder_line(line) != for_subject
    else:
        fits = shape(line)
    if not fits:
        raise Refused("malformed", "a line of another capacity")
    if for_subject:
        return
    named = [line["author"]] if grant["capacity"] == "author" else line["owners"]
    if holder_of(grant) not in named:
        raise Refused("capacity_not_held")


def holder_of(grant):
    """Who agrees: the one that it is signed for, or else the signer."""
    return grant["for"]["principal"] if "for" in grant else grant["iss"]


def check_attest(attest):
    if attest["subject"] == attest["iss"]:
        raise Refused("signer_not_entitled")


def check_delegate(delegate):
    if delegate["to"] == delegate["iss"]:
        raise Refused("delegation_mismatch")
    if delegate["until"] <= delegate["from"]:
        raise Refused("dates_impossible")
    if is_plain_key(delegate["iss"]) and delegate["until"] - delegate["iat"] > LONGEST_TERM:
        raise Refused("term_too_long")


def check_guardianship(guardianship):
    if guardianship["iss"] == guardianship["minor"]:
        raise Refused("signer_not_entitled")
    if guardianship["lapsesOn"] <= guardianship["iat"]:
        raise Refused("dates_impossible")
    if guardianship["lapsesOn"] - guardianship["iat"] > LONGEST_TERM:
        raise Refused("guardianship_too_long")


def chain_of(signer, signed_for, capacities, find, longest=LONGEST_CHAIN):
    """Delegations from the signer up to the principal; `find` gives one that may be relied on, or None."""
    chain = []
    holder, above = signer, signed_for
    while len(chain) < longest:
        found = find(above["delegation"])
        if found is None:
            raise Refused("statement_unknown")
        said = found.statement
        if said["to"] != holder or not set(capacities) <= set(said["capacities"]):
            raise Refused("delegation_mismatch")
        chain.append(found)
        if "for" not in said:
            if said["iss"] != signed_for["principal"]:
                raise Refused("delegation_mismatch")
            return chain
        if said["for"]["principal"] != signed_for["principal"]:
            raise Refused("delegation_mismatch")
        holder, above = said["iss"], said["for"]
    raise Refused("delegation_mismatch")


def announces(plan, piece):
    for stratum in plan["strata"]:
        if stratum["stratum"] == piece["stratum"]:
            planned = [stratum["generator"], stratum["parameters"]]
            same = canonicalize(planned) == canonicalize([piece["generator"], piece["parameters"]])
            return same and piece["works"]["count"] <= stratum["slots"]
    return False


def check_heritage(piece):
    if not inherits_lineage(piece) and piece["lineage"]:
        raise Refused("malformed", "lineage")
    if piece["class"] == "derived" and not piece["lineage"]:
        raise Refused("lineage_unknown")


def inherits_lineage(piece):
    return piece["class"] in ("derived", "trained-external")


def are_first_slots(slots, count):
    return sorted(slots) == list(range(count))


@dataclass
class _Work:
    claims: dict = field(default_factory=dict)  # by canonical text
    named: list = field(default_factory=list)  # of (log index, line number)


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
        self._identities = {}  # log indices that an identity's line may show
        self._signed = {}  # by (kind, signer)
        self._disputes = {}  # by (signer, work), in order
        self._released = set()  # ids of manifests
        self._taken = {}  # by a grant's log index: what others took away of it
        self._ended = {}  # log index: True or ranges
        self._bared = []  # (grant's log index, line) of lines without their content
        self._erased = {}  # by a grant's log index: ranges that erasures speak of

    # Acceptance

    def offer(self, logged, texts, keys=None, stored=False):
        """The next entry: taken if the rules accept it, otherwise it only takes its place. Unless keys are given, its `iss` signed alone."""
        try:
            signed = None if texts is None else open_list(logged.statement, texts, stored)
            if logged.id in self._by_id:
                return
            self._check(logged.statement, [logged.iss] if keys is None else keys, signed)
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
        if statement["kind"] == "identity":
            self._check_keys(statement, keys)
        else:
            check_signatures(signatories_of(statement), keys, self._keys_of)
        commitment = commitment_of(statement)
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

    def _check_keys(self, said, keys):
        before = self._last_identity(said["iss"])
        earlier = (None, None) if before is None else (before.id, before.statement)
        check_identity(*earlier, said, keys, self.size)

    def _last_identity(self, identity):
        said = self._signed.get(("identity", identity), [])
        return said[-1] if said else None

    def _keys_of(self, identity):
        said = self._last_identity(identity)
        return said and said.statement

    def _named(self, statement_id, *kinds):
        target = self._by_id.get(statement_id)
        if target is None:
            raise Refused("statement_unknown")
        if target.kind not in kinds:
            raise Refused("statement_kind_wrong")
        return target

    def _referred(self, statement_id, kind, iss):
        target = self._named(statement_id, kind)
        if target.iss != iss:
            raise Refused("signer_not_entitled")
        return target

    def _check_signed_for(self, statement, capacities, longest):
        if "for" not in statement:
            return
        nearest = statement["for"]["delegation"]
        self._named(nearest, "delegate")
        chain_of(statement["iss"], statement["for"], capacities, lambda one: self._named(one, "delegate"), longest)

    def _check_grant(self, grant, lines):
        check_terms(grant)
        for line in lines:
            check_line(grant, line)
        for statement_id in grant["replaces"]:
            self._referred(statement_id, "grant", grant["iss"])
        self._check_signed_for(grant, [grant["capacity"]], LONGEST_CHAIN)

    def _check_withdraw(self, withdraw, _):
        said = self._named(withdraw["statement"], *WITHDRAWABLE).statement
        if not self._may_withdraw(withdraw["iss"], said):
            raise Refused("signer_not_entitled")
        check_leaves(said, withdraw)

    def _may_withdraw(self, withdrawer, said):
        if withdrawer == said["iss"]:
            return True
        if said["kind"] not in ("delegate", "grant"):
            return False
        if "for" in said and said["for"]["principal"] == withdrawer:
            return True
        if said["kind"] != "grant" or said["capacity"] != "guardian":
            return False
        guarded = self._signed.get(("guardianship", holder_of(said)), [])
        return any(one.statement["minor"] == withdrawer for one in guarded)

    def _check_erase(self, erase, _):
        grant = self._named(erase["statement"], "grant").statement
        by_registry = erase["iss"] == self.registry and "reason" in erase
        if erase["iss"] != grant["iss"] and not by_registry:
            raise Refused("signer_not_entitled")
        check_leaves(grant, erase)

    def _check_disclaim(self, _disclaim, _):
        return

    def _check_identity(self, _identity, _):
        return

    def _check_dispute(self, dispute, lines):
        for line in lines:
            earlier = self._disputes.get((dispute["iss"], line["sha256"]))
            if earlier is None:
                continue
            if any(one.statement["about"] == dispute["about"] for one in earlier):
                raise Refused("already_disputed")
            known = self.first_state_covering(earlier[-1].index)
            if known is None or self.now < known.statement["at"] + DISPUTE_TERM:
                raise Refused("already_disputed")

    def _check_resolve(self, resolve, _):
        for statement_id in resolve["disputes"]:
            self._named(statement_id, "dispute")

    def _check_delegate(self, delegate, _):
        check_delegate(delegate)
        self._check_signed_for(delegate, delegate["capacities"], LONGEST_CHAIN - 1)

    def _check_guardianship(self, guardianship, _):
        check_guardianship(guardianship)
        minor = guardianship["minor"]
        acted = (key for key in self._signed if key[1] == minor and key[0] not in ("identity", "guardianship"))
        if any(acted):
            raise Refused("guardianship_too_late")

    def _check_receipt(self, receipt, _):
        if receipt["manifest"] not in self._released:
            raise Refused("statement_unknown")
        for statement_id in receipt["bases"]:
            if self._named(statement_id, "receipt").statement["did"] != "trained":
                raise Refused("statement_kind_wrong")
        for statement_id in receipt["withdrawals"]:
            self._named(statement_id, "withdraw")

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
        if release["manifest"] in self._released:
            raise Refused("version_exists")

    def _check_synthetic_plan(self, plan, _):
        for before in self._signed.get(("synthetic-plan", plan["iss"]), []):
            if all(before.statement[member] == plan[member] for member in ("dataset", "version")):
                raise Refused("version_exists")

    def _check_synthetic(self, piece, lines):
        plan = self._referred(piece["plan"], "synthetic-plan", piece["iss"])
        if not announces(plan.statement, piece):
            raise Refused("plan_mismatch")
        check_heritage(piece)
        if any(manifest not in self._released for manifest in piece["lineage"]):
            raise Refused("statement_unknown")
        if not are_first_slots([line["slot"] for line in lines], piece["works"]["count"]):
            raise Refused("plan_mismatch")
        after = next((state for state in self._states if state.index > plan.index), None)
        if after is None or after.leaf_hash != piece["nonce"]:
            raise Refused("nonce_mismatch")

    # What is live

    def _take(self, logged, signed):
        statement, index = logged.statement, logged.index
        lines = signed.lines if signed is not None and logged.kind in BEARING else []
        self._by_index[index] = logged
        self._by_id[logged.id] = logged
        signer = signer_of(statement)
        self._know(signer)
        self._signed.setdefault((logged.kind, signer), []).append(logged)
        for leaf, line in enumerate(lines):
            self._works.setdefault(line["sha256"], _Work()).named.append((index, leaf))
        take = getattr(self, "_take_" + logged.kind.replace("-", "_"), None)
        if take is not None:
            take(logged, lines)

    def _take_grant(self, logged, lines):
        for statement_id in logged.statement["replaces"]:
            self._end(self._by_id[statement_id].index)
        for leaf, line in enumerate(lines):
            if is_erased(line):
                self._bared.append((logged.index, leaf))
            if is_holder_line(line):
                claim = claim_of(line)
                self._works[line["sha256"]].claims[canonicalize(claim)] = claim
                for identity in people_of(claim):
                    self._know(identity)

    def _take_withdraw(self, logged, _):
        target = self._end_named(logged)
        own = (target.iss, holder_of(target.statement)) if target.kind == "grant" else (logged.iss,)
        if logged.iss not in own:
            self._taken.setdefault(target.index, []).append(logged)

    def _take_erase(self, logged, _):
        target = self._end_named(logged)
        self._erased.setdefault(target.index, []).extend(logged.statement.get("leaves", [[0, MOST_LINES]]))
        if target.iss != logged.iss:
            self._taken.setdefault(target.index, []).append(logged)

    def lacks(self):
        """Whether a line came without its content though no erasure speaks of it."""
        return any(
            not any(first <= leaf <= last for first, last in self._erased.get(index, ())) for index, leaf in self._bared
        )

    def _end_named(self, logged):
        target = self._by_id[logged.statement["statement"]]
        self._end(target.index, logged.statement.get("leaves"))
        return target

    def _is_bared(self, work, index):
        """Whether another took away a line of the same holder on this work since."""
        grant = self._by_index[index]
        if grant.kind != "grant":
            return False
        for other, leaf in work.named:
            for taking in self._taken.get(other, ()):
                if taking.kind == "withdraw" and grant.statement["capacity"] != "guardian":
                    continue
                ranges = taking.statement.get("leaves", [[0, leaf]])
                is_his = holder_of(self._by_index[other].statement) == holder_of(grant.statement)
                if is_his and index < taking.index and any(first <= leaf <= last for first, last in ranges):
                    return True
        return False

    def _take_dispute(self, logged, lines):
        for line in lines:
            self._disputes.setdefault((logged.iss, line["sha256"]), []).append(logged)

    def _take_delegate(self, logged, _):
        self._know(logged.statement["to"])
        if logged.statement["works"] is None:
            self._know(logged.iss).append(logged.index)

    def _take_guardianship(self, logged, _):
        self._know(logged.statement["minor"]).append(logged.index)

    def _take_attest(self, logged, _):
        self._know(logged.statement["subject"]).append(logged.index)

    def _take_identity(self, logged, _):
        signer = signer_of(logged.statement)
        self._know(signer).append(logged.index)
        for (kind, who), all_said in self._signed.items():
            for said in all_said if who == signer else ():
                if voids(logged.statement, logged.index, kind, said.index):
                    self._end(said.index)

    def _take_state(self, logged, _):
        self._states.append(logged)

    def _take_release(self, logged, _):
        self._released.add(logged.statement["manifest"])

    def _end(self, index, leaves=None):
        if leaves is None:
            self._ended[index] = True
        elif self._ended.get(index) is not True:
            self._ended.setdefault(index, []).extend(leaves)

    def _know(self, identity):
        return self._identities.setdefault(identity, [])

    def _is_live(self, index, leaf, at):
        logged = self._by_index[index]
        until = logged.statement["until"] if logged.kind in ENDING_BY_DATE else None
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
            "live": [
                [index, leaf]
                for index, leaf in known.named
                if self._is_live(index, leaf, at) and not self._is_bared(known, index)
            ],
            "work": work,
        }

    def identity_line(self, identity, at):
        known = self._identities.get(identity)
        if known is None:
            return None
        return {"identity": identity, "live": [index for index in known if self._is_live(index, 0, at)]}

    def state_lines(self, at):
        """The lines of the state at a time, canonical, in order."""
        for identity in sorted(self._identities):
            yield canonicalize(self.identity_line(identity, at))
        for work in sorted(self._works):
            yield canonicalize(self.work_line(work, at))

    def at_index(self, index):
        return self._by_index[index]

    def with_id(self, statement_id):
        return self._by_id.get(statement_id)

    def first_state_covering(self, index):
        return next((state for state in self._states if state.statement["size"] > index), None)


def commitment_of(statement):
    """What a statement signs of a list, or None."""
    return statement.get("items") if statement["kind"] == "release" else statement.get("works")


def check_leaves(said, ending):
    """The lines that are named to end are lines of the list that was signed."""
    if "leaves" in ending:
        commitment = commitment_of(said)
        if ending["leaves"][-1][1] >= (0 if commitment is None else commitment["count"]):
            raise Refused("leaves_out_of_range")


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
