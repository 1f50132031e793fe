"""Verification of a bundle, step by step (manifest.md §2)."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import log
import merkle
import rules
import shapes
from authority import check_identity, check_signatures, signatories_of, signer_of, voids
from canonical import Lines, Refused, canonicalize, open_canonical
from decision import (
    FULL_SCOPE,
    Parties,
    decide,
    duties_owed,
    identities_needed,
    is_scope_within,
    meet_scopes,
    scope_of_work,
)
from envelope import ENVELOPE_LIMIT, decode_envelope, did_of, from_base64, one_spelling, open_manifest, open_signed
from rules import Logged

REQUIRED = (
    "manifest.json",
    "items.jsonl",
    "evidence/statements.bin",
    "evidence/works.jsonl",
    "evidence/state.jsonl",
    "evidence/proofs.bin",
    "evidence/checkpoint",
    "evidence/release",
)
RELEASE = "evidence/release"
PARENTS = "evidence/parents.jsonl"
MONITORS = "evidence/monitors"
SOURCES = "sources/"
SOURCE_FILES = ("manifest.json", "items.jsonl", *("evidence/" + name for name in (
    "statements.bin", "works.jsonl", "state.jsonl", "proofs.bin"
)))
MOST_SOURCES = 64
PARENTS_LIMIT = 64 * (ENVELOPE_LIMIT + 1)
HASHED = {
    "checkpoint": "evidence/checkpoint",
    "proofs": "evidence/proofs.bin",
    "state": "evidence/state.jsonl",
    "statements": "evidence/statements.bin",
    "works": "evidence/works.jsonl",
}
MOST_ERRORS = 1000
WITNESS_WINDOW = 3600
LOG, LIST, STATE = 1, 2, 3


def read_folder(path):
    """The files of a bundle by their names."""
    root = Path(path)
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


class Stop(Exception):
    """Nothing further is checked; what is wrong was said."""


class Findings:
    def __init__(self):
        self.errors = []

    def error(self, code, item=None, statement=None):
        if len(self.errors) < MOST_ERRORS:
            finding = {"code": code, "item": item, "statement": statement}
            self.errors.append({member: value for member, value in finding.items() if value is not None})

    def stop(self, code, **where):
        self.error(code, **where)
        raise Stop


@dataclass(frozen=True)
class Section:
    kind: int
    statement: int
    size: int
    hashes: list


def read_sections(data):
    """`proofs.bin`, in its one encoding."""
    unreadable = Refused("bundle_unreadable", "proofs.bin")
    magic = b"assent-proofs/1\n"
    count = int.from_bytes(data[16:20], "big")
    at = 20 + 21 * count
    if data[:16] != magic or len(data) < at or count > 1_000_000:
        raise unreadable
    sections, last = [], None
    for header in range(20, at, 21):
        kind = data[header]
        statement, size, hashes = (
            int.from_bytes(data[header + begin : header + end], "big") for begin, end in ((1, 9), (9, 17), (17, 21))
        )
        if kind not in (LOG, LIST, STATE) or max(statement, size) > 2**53 - 1:
            raise unreadable
        if kind != LIST and statement != 0:
            raise unreadable
        if last is not None and not (kind > last[0] or (kind == last[0] == LIST and statement > last[1])):
            raise unreadable
        last = (kind, statement)
        end = at + 32 * hashes
        if end > len(data):
            raise unreadable
        sections.append(Section(kind, statement, size, [data[i : i + 32] for i in range(at, end, 32)]))
        at = end
    if at != len(data):
        raise unreadable
    return sections


def read_records(data):
    """Records of `statements.bin`; a fault is fatal where it stands."""
    at, last = 0, -1
    while at < len(data):
        index = int.from_bytes(data[at : at + 8], "big")
        length = int.from_bytes(data[at + 8 : at + 12], "big")
        entry = data[at + 12 : at + 12 + length]
        if len(data) - at < 12 or index > 2**53 - 1 or length > log.ENTRY_LIMIT or len(entry) != length:
            raise Refused("bundle_unreadable", "statements.bin")
        if index <= last:
            raise Refused("bundle_unreadable", "statements.bin: not ascending")
        last = index
        yield index, entry
        at += 12 + length


@dataclass(frozen=True)
class Checkpoint:
    size: int
    root: bytes
    registry: str
    witnessed: list
    signatures: int


def open_checkpoint(data, origin, trust):
    note = log.parse_note(data)
    checkpoint_origin, size, root = log.parse_checkpoint(note.text)
    own = _keys(entry["key"] for entry in trust["logs"] if entry["origin"] == origin)
    own = [key for key in own if key.name == origin]
    if not own:
        raise Refused("checkpoint_untrusted", origin)
    witnesses = _keys(trust["witnesses"]["keys"])
    signers = log.verify_note(note, own + witnesses)
    signed = [(key.name, key.key_id) for key, _ in signers]
    key = next((key for key in own if (key.name, key.key_id) in signed), None)
    if key is None or checkpoint_origin != origin:
        raise Refused("checkpoint_untrusted")
    named_witnesses = {(witness.name, witness.key_id) for witness in witnesses}
    witnessed = [
        time for signer, time in signers if time is not None and (signer.name, signer.key_id) in named_witnesses
    ]
    return Checkpoint(size, root, did_of(key.key), witnessed, len(note.signatures))


def _keys(texts):
    keys = []
    for text in texts:
        try:
            keys.append(log.parse_verifier_key(text))
        except Refused:
            continue
    return keys


class Statements:
    """The statements of a bundle; who looks one up needs it."""

    def __init__(self):
        self._by_index = {}
        self._by_id = {}
        self._by_leaf_hash = {}
        self._used = set()

    def add(self, logged):
        self._by_index[logged.index] = logged
        self._by_id[logged.id] = logged
        self._by_leaf_hash[logged.leaf_hash] = logged

    def __len__(self):
        return len(self._by_index)

    def at(self, index):
        return self._use(self._by_index.get(index))

    def with_id(self, statement_id):
        return self._use(self._by_id.get(statement_id))

    def with_leaf_hash(self, leaf_hash):
        return self._use(self._by_leaf_hash.get(leaf_hash))

    def _use(self, logged):
        if logged is not None:
            self._used.add(logged.index)
        return logged

    def all(self):
        return list(self._by_index.values())

    def remove(self, logged):
        del self._by_index[logged.index], self._by_id[logged.id], self._by_leaf_hash[logged.leaf_hash]

    def first_state_covering(self, index, size):
        for logged in self._by_index.values():
            if logged.kind == "state" and logged.index < size and logged.statement["size"] > index:
                return self._use(logged)
        return None

    def release_of(self, manifest):
        for logged in self._by_index.values():
            if logged.kind == "release" and logged.statement["manifest"] == manifest:
                return self._use(logged)
        return None

    def unused(self):
        return [logged for index, logged in self._by_index.items() if index not in self._used]

    def replaced_before(self, size):
        """Ids of grants that another grant of the same signer replaces, logged before an index."""
        replaced = set()
        for logged in self._by_index.values():
            if logged.kind != "grant" or logged.index >= size:
                continue
            for statement_id in logged.statement["replaces"]:
                target = self._by_id.get(statement_id)
                if target is not None and target.iss == logged.iss:
                    replaced.add(statement_id)
        return replaced


class Identities:
    """What identities' lines show, and the keys that somebody has at a point of the log (C 6)."""

    def __init__(self, statements, keys, size, findings):
        self._statements, self._keys, self._size, self._findings = statements, keys, size, findings
        self._shown = {}
        self._used = set()

    def read(self, identity, live):
        shown = self._shown[identity] = []
        for index in live:
            found = self._statements.at(index)
            if found is None:
                self._findings.error("evidence_missing", statement=f"index {index}")
                continue
            try:
                self._check(identity, found, shown)
            except Refused as refusal:
                self._findings.error(refusal.code, statement=found.id)
                continue
            shown.append(found)

    def _check(self, identity, found, before):
        said = found.statement
        if found.index >= self._size:
            raise Refused("state_mismatch")
        if found.kind == "attest" and said["subject"] == identity:
            rules.check_attest(said)
        elif found.kind == "guardianship" and said["minor"] == identity:
            rules.check_guardianship(said)
        elif found.kind == "identity" and signer_of(said) == identity:
            last = next((one for one in reversed(before) if one.kind == "identity"), None)
            earlier = (None, None) if last is None else (last.id, last.statement)
            check_identity(*earlier, said, self._keys[found.index], found.index)
        elif found.kind == "delegate" and said["iss"] == identity and said["works"] is None:
            rules.check_delegate(said)
        else:
            raise Refused("statement_kind_wrong")

    def shown(self, identity):
        return self._shown.get(identity, [])

    def need(self, identity):
        self._used.add(identity)
        return identity in self._shown

    def unused(self):
        return [identity for identity in self._shown if identity not in self._used]

    def _latest(self, before):
        def latest(identity):
            self._used.add(identity)
            said = [one for one in self.shown(identity) if one.kind == "identity" and one.index < before]
            return said[-1].statement if said else None

        return latest

    def check_issuer(self, identity, keys, size=None):
        check_signatures([identity], keys, self._latest(self._size if size is None else size))

    def check_authority(self, logged):
        if logged.kind == "identity":
            return
        keys = self._keys[logged.index]
        check_signatures(signatories_of(logged.statement), keys, self._latest(logged.index))
        for said in self.shown(logged.iss):
            if said.kind == "identity" and voids(said.statement, said.index, logged.kind, logged.index):
                raise Refused("key_compromised")


class Proof:
    """A multiproof of lines, checked once all were taken."""

    def __init__(self, section):
        self.section = section
        self._leaves = []

    def take(self, leaf, line):
        self._leaves.append((leaf, merkle.leaf_hash(canonicalize(line).encode())))

    def leads_to(self, root):
        computed = merkle.multiproof_root(self._leaves, self.section.size, self.section.hashes)
        return computed is not None and computed.hex() == root


class Verification:
    """One bundle. `run` fills the findings and counts."""

    def __init__(self, files, trust):
        self.files = files
        self.trust = trust
        self.findings = Findings()
        self.manifest = None
        self.manifest_id = None
        self.counts = {"total": 0, "consented": 0, "synthetic": 0}
        self._strata = {}
        self._data = None
        self._list_proofs = {}
        self._state_proof = None
        self._keys = {}  # by log index: who signed
        self._slots = {}  # slice's log index: slots met
        self._named = None  # the manifest that findings name, where it is not the bundle's own

    def report(self):
        try:
            self._run()
        except Stop:
            pass
        except Refused as fatal:
            self.findings.error(fatal.code)
        return {
            "ok": not self.findings.errors,
            "errors": self.findings.errors,
            "counts": self.counts,
            "asOf": self.manifest and self.manifest["asOf"],
        }

    def _run(self):
        self._open_manifest()
        self._check_files()
        self._lay_foundation()
        self._check_issuer()
        self._check_monitors()
        self._scope = FULL_SCOPE
        if self.manifest["parents"]:
            self._check_parents()
        self._read_items()
        self._finish()
        if RELEASE in self.files:
            self._check_release()

    def _or_stop(self, action):
        try:
            return action()
        except Refused as refusal:
            return self.findings.stop(refusal.code)

    # A. Manifest

    def _open_manifest(self):
        data = self.files.get("manifest.json")
        if data is None:
            self.findings.stop("file_missing")
        if len(data) > ENVELOPE_LIMIT:
            self.findings.stop("too_large")
        signed = self._or_stop(lambda: decode_envelope(data))
        opened = self._or_stop(lambda: open_manifest(signed))
        if one_spelling(signed) != data:
            self.findings.stop("bundle_unreadable")
        self.manifest, self.manifest_id = opened.statement, opened.id
        self._manifest_keys = opened.keys
        iss = self.manifest["iss"]
        if self.manifest["aud"] != self.manifest["asOf"]["origin"]:
            self.findings.error("wrong_audience")
        if self.trust["issuers"] != "any" and iss not in self.trust["issuers"]:
            self.findings.error("issuer_untrusted")

    def _check_issuer(self):
        try:
            self._identities.check_issuer(self.manifest["iss"], self._manifest_keys)
        except Refused as refusal:
            self.findings.error(refusal.code)

    # B. Files

    def _check_files(self):
        required = (*REQUIRED, PARENTS) if self.manifest["parents"] else REQUIRED
        for name in self.files:
            if name not in (*required, MONITORS) and not name.startswith(("data/", SOURCES)):
                self.findings.error("file_unexpected")
        missing = [name for name in required if name not in self.files]
        for name in missing:
            self.findings.error("release_missing" if name == RELEASE else "file_missing")
        if set(missing) - {RELEASE}:
            raise Stop
        for member, name in HASHED.items():
            if hashlib.sha256(self.files[name]).hexdigest() != self.manifest["evidence"][member]:
                self.findings.error("evidence_mismatch")
        data = {name for name in self.files if name.startswith("data/")}
        self._data = data or None

    # C. Foundation

    def _lay_foundation(self):
        as_of = self.manifest["asOf"]
        note = self.files["evidence/checkpoint"]
        # A checkpoint over its limit is read as an empty one.
        note = note if len(note) <= log.NOTE_LIMIT else b""
        self._checkpoint = self._or_stop(lambda: open_checkpoint(note, as_of["origin"], self.trust))
        named = as_of["checkpoint"]
        if (self._checkpoint.size, self._checkpoint.root.hex()) != (named["size"], named["root"]):
            self.findings.stop("checkpoint_mismatch")
        self._check_witnesses()
        self._lay_evidence()

    def _lay_evidence(self):
        as_of = self.manifest["asOf"]
        sections = self._or_stop(lambda: read_sections(self.files["evidence/proofs.bin"]))
        self._list_sections = {section.statement: section for section in sections if section.kind == LIST}
        self._read_statements(next((section for section in sections if section.kind == LOG), None))
        state_section = next((section for section in sections if section.kind == STATE), None)
        self._check_state(state_section)
        self._state_proof = None if state_section is None else Proof(state_section)
        self._replaced = self._statements.replaced_before(as_of["state"]["size"])
        self._state_lines = Lines(self.files["evidence/state.jsonl"], 262144, shapes.bundled_state_line)
        self._works_lines = Lines(self.files["evidence/works.jsonl"], 32768, shapes.bundled_works_line)
        self._read_identities()

    def _check_witnesses(self):
        witnessed = sorted(self._checkpoint.witnessed)
        quorum = self.trust["witnesses"]["quorum"]
        at = self.manifest["asOf"]["state"]["at"]
        if len(witnessed) < quorum:
            self.findings.error("witness_quorum_missing")
        elif quorum > 0 and abs(witnessed[len(witnessed) // 2] - at) > WITNESS_WINDOW:
            self.findings.error("witness_quorum_missing")

    def _check_monitors(self):
        wanted = self.trust["monitors"]
        try:
            data = self.files.get(MONITORS)
            monitors = [] if data is None else log.open_state_note(data, *self._state)
        except Refused as refusal:
            self.findings.error(refusal.code)
            return
        if len([monitor for monitor in monitors if monitor in wanted["keys"]]) < wanted["quorum"]:
            self.findings.error("monitor_quorum_missing")

    def _read_statements(self, section):
        self._statements = Statements()
        named = self.manifest["asOf"]["checkpoint"]
        if section is None or section.size != named["size"]:
            self.findings.stop("proof_invalid")
        before = len(self.findings.errors)
        leaves = []
        for index, entry in read_records(self.files["evidence/statements.bin"]):
            leaf = merkle.leaf_hash(entry)
            leaves.append((index, leaf))
            try:
                opened = open_signed(log.decode_entry(entry))
            except Refused as refusal:
                self.findings.error(refusal.code, statement=f"index {index}")
                continue
            fault = self._statement_fault(opened)
            if fault is not None:
                self.findings.error(fault, statement=opened.id)
            else:
                self._statements.add(Logged(index, opened.id, opened.statement, leaf.hex()))
                self._keys[index] = opened.keys
        computed = merkle.multiproof_root(leaves, section.size, section.hashes)
        if computed is None or computed.hex() != named["root"]:
            self.findings.error("proof_invalid")
            self._statements = Statements()
        if len(self._statements) == 0 and len(self.findings.errors) > before:
            raise Stop

    def _statement_fault(self, opened):
        statement = opened.statement
        if statement["aud"] != self.manifest["asOf"]["origin"]:
            return "wrong_audience"
        if statement["kind"] == "state" and statement["iss"] != self._checkpoint.registry:
            return "registry_only"
        return None

    def _check_state(self, section):
        named = self.manifest["asOf"]["state"]
        found = self._statements.at(named["index"])
        if found is None or found.kind != "state":
            self.findings.stop("state_mismatch", statement=f"index {named['index']}")
        if any(found.statement[member] != named[member] for member in ("size", "at", "root")):
            self.findings.stop("state_mismatch", statement=found.id)
        if section is not None and section.size != found.statement["count"]:
            self.findings.stop("proof_invalid", statement=found.id)
        self._state = found.index, found.statement

    def _read_identities(self):
        state = self.manifest["asOf"]["state"]
        self._identities = Identities(self._statements, self._keys, state["size"], self.findings)
        self._parties = Parties(
            self.trust, state["at"], self._identities.shown, self._statements.with_id, self._known_since
        )
        last = ""
        while (following := self._state_lines.peek()) is not None and "identity" in following[1]["line"]:
            line = following[1]["line"]
            if line["identity"] <= last:
                raise Refused("bundle_unreadable", "identities not ascending")
            last = line["identity"]
            self._take_state_line(following[1])
            self._identities.read(line["identity"], line["live"])
        for logged in self._statements.all():
            try:
                self._identities.check_authority(logged)
            except Refused as refusal:
                self.findings.error(refusal.code, statement=logged.id)
                self._statements.remove(logged)

    def _known_since(self, index):
        state = self.manifest["asOf"]["state"]
        found = self._statements.first_state_covering(index, state["size"])
        return state["at"] if found is None else found.statement["at"]

    # D. Items

    def _read_items(self):
        lines = Lines(self.files["items.jsonl"], 4096, shapes.item)
        self._leaves = []
        last = ""
        while (following := lines.peek()) is not None:
            text, item = following
            lines.skip()
            self._leaves.append(merkle.leaf_hash(text.encode()))
            if item["sha256"] <= last:
                raise Refused("items_order")
            last = item["sha256"]
            self._count(item)
            self._check_data(item)
            if item["source"] == "consented":
                self._pass_over(item["sha256"])
                self._check_consented(item)
            else:
                self._check_synthetic(item)

    def _count(self, item):
        self.counts["total"] += 1
        self.counts[item["source"]] += 1
        stratum = self._strata.setdefault(item["stratum"], {"consented": 0, "synthetic": 0})
        if item["source"] == "consented" or item["split"] != "pretrain":
            stratum[item["source"]] += 1

    def _check_data(self, item):
        if self._data is None:
            return
        name = f"data/{item['sha256']}.{item['ext']}"
        if name not in self._data:
            self.findings.error("file_missing", item=item["sha256"])
            return
        self._data.remove(name)
        if hashlib.sha256(self.files[name]).hexdigest() != item["sha256"]:
            self.findings.error("file_hash_mismatch", item=item["sha256"])

    def _next_work_line(self):
        following = self._state_lines.peek()
        return following[1] if following is not None and "work" in following[1]["line"] else None

    def _take_state_line(self, wrapped):
        self._state_lines.skip()
        if self._state_proof is None:
            raise Refused("proof_invalid", "no proof of the state lines")
        self._state_proof.take(wrapped["leaf"], wrapped["line"])

    def _next_works_line(self):
        following = self._works_lines.peek()
        return None if following is None else following[1]

    def _take_works_line(self, wrapped):
        self._works_lines.skip()
        index = wrapped["statement"]
        if index not in self._list_proofs:
            if index not in self._list_sections:
                raise Refused("proof_invalid", f"no proof of the list of statement {index}")
            self._list_proofs[index] = Proof(self._list_sections[index])
        self._list_proofs[index].take(wrapped["leaf"], wrapped["line"])

    def _pass_over(self, until):
        while (wrapped := self._next_work_line()) is not None and wrapped["line"]["work"] < until:
            self.findings.error("evidence_surplus", item=wrapped["line"]["work"])
            self._take_state_line(wrapped)
        while (wrapped := self._next_works_line()) is not None and wrapped["line"]["sha256"] < until:
            self.findings.error("evidence_surplus", item=wrapped["line"]["sha256"])
            self._take_works_line(wrapped)

    def _works_lines_of(self, item, expected):
        """Lines by statement, or None; `expected` gives a leaf by statement, or None for any."""
        complete, taken = True, {}
        while (wrapped := self._next_works_line()) is not None and wrapped["line"]["sha256"] == item:
            self._take_works_line(wrapped)
            index = wrapped["statement"]
            known = index in expected and expected[index] in (None, wrapped["leaf"]) and index not in taken
            if not known:
                self.findings.error("evidence_surplus", item=item, statement=f"index {index}")
                complete = False
            taken[index] = wrapped["line"]
        for index in expected:
            if index not in taken:
                self.findings.error("evidence_missing", item=item, statement=f"index {index}")
                complete = False
        return taken if complete else None

    def _check_consented(self, item):
        sha256 = item["sha256"]
        wrapped = self._next_work_line()
        if wrapped is None or wrapped["line"]["work"] != sha256:
            self.findings.error("evidence_missing", item=sha256)
            return
        self._take_state_line(wrapped)
        stated = wrapped["line"]
        lines = self._works_lines_of(sha256, {index: leaf for index, leaf in stated["live"]})
        if lines is None:
            return
        live = self._recheck(sha256, stated, lines)
        if live is None:
            return
        at = self.manifest["asOf"]["state"]["at"]
        claims = stated["holders"]
        decision = decide(claims, live, self.manifest["purpose"], self._parties, at)
        scope = scope_of_work(claims, live, self._parties, at)
        complete = True
        for identity in identities_needed(claims, live, self._parties):
            if not self._identities.need(identity):
                self.findings.error("evidence_missing", item=sha256)
                complete = False
        if not complete:
            return
        if decision["verdict"] != "allow":
            reason = decision["reasons"][0]
            self.findings.error("not_allowed", item=sha256, statement=self._named or reason.get("statement"))
        elif self._named is None and not any(
            rules.is_holder_line(line) and line.get("attribution") == item.get("attribution")
            for line in lines.values()
        ):
            self.findings.error("duties_mismatch", item=sha256)
        self._narrow(scope, item=sha256)

    def _recheck(self, item, stated, lines):
        """What is live, where nothing in the bundle contradicts that it is."""
        live, complete = [], True
        for index, _ in stated["live"]:
            found = self._statements.at(index)
            if found is None:
                self.findings.error("evidence_missing", item=item, statement=f"index {index}")
                complete = False
                continue
            try:
                self._recheck_statement(found, lines[index], stated)
            except Refused as refusal:
                self.findings.error(refusal.code, item=item, statement=found.id)
                complete = False
                continue
            live.append(found)
        return live if complete else None

    def _recheck_statement(self, found, line, stated):
        if found.kind not in rules.BEARING:
            raise Refused("statement_kind_wrong")
        if found.index >= self.manifest["asOf"]["state"]["size"] or found.id in self._replaced:
            raise Refused("state_mismatch")
        if found.kind != "grant":
            if not shapes.subject_line(line):
                raise Refused("malformed")
            if found.kind == "delegate":
                rules.check_delegate(found.statement)
            return
        rules.check_terms(found.statement)
        rules.check_line(found.statement, line)
        if rules.is_holder_line(line) and rules.claim_of(line) not in stated["holders"]:
            raise Refused("state_mismatch")

    def _check_parents(self):
        data = self.files[PARENTS]
        try:
            text = data.decode() if len(data) <= PARENTS_LIMIT else ""
        except UnicodeDecodeError:
            text = ""
        if not text.endswith("\n") or text.count("\n") > 64:
            self.findings.error("bundle_unreadable")
            return
        ids = []
        scopes = []
        for line in text[:-1].split("\n"):
            try:
                signed = decode_envelope(line.encode())
                opened = open_manifest(signed)
            except Refused as refusal:
                self.findings.error(refusal.code)
                continue
            if one_spelling(signed) != line.encode():
                self.findings.error("bundle_unreadable")
            parent = opened.statement
            try:
                size = parent["asOf"]["state"]["size"]
                self._identities.check_issuer(parent["iss"], opened.keys, size)
            except Refused as refusal:
                self.findings.error(refusal.code, statement=opened.id)
            ids.append(opened.id)
            scopes.append((parent["scope"], opened.id))
        if ids != self.manifest["parents"]:
            self.findings.error("evidence_mismatch")
        for scope, parent_id in scopes:
            self._narrow(scope, statement=parent_id)

    def _narrow(self, scope, **where):
        claimed = self.manifest["scope"]
        before = is_scope_within(claimed, self._scope)
        self._scope = meet_scopes(self._scope, scope)
        if before and not is_scope_within(claimed, self._scope):
            self.findings.error("laundering", **where)

    def _check_synthetic(self, item):
        sha256 = item["sha256"]
        self._pass_over(sha256)
        found = self._statements.at(item["slice"])
        if found is None or found.kind != "synthetic":
            self.findings.error("evidence_missing", item=sha256, statement=f"index {item['slice']}")
            return
        lines = self._works_lines_of(sha256, {item["slice"]: None})
        if lines is None:
            return
        where = {"item": sha256, "statement": found.id}
        line, piece = lines[item["slice"]], found.statement
        if not shapes.slice_line(line):
            self.findings.error("synthetic_mismatch", **where)
            return
        if found.index not in self._slots:
            self._slots[found.index] = (found, [])
            self._check_slice(found, where)
        self._slots[found.index][1].append(line["slot"])
        if piece["stratum"] != item["stratum"] or line["slot"] != item["slot"] or "attribution" in item:
            self.findings.error("synthetic_mismatch", **where)
        if item["split"] in ("val", "test") or piece["role"] == "placeholder":
            self.findings.error("synthetic_misplaced", **where)
        if (piece["role"] == "pretrain") != (item["split"] == "pretrain"):
            self.findings.error("synthetic_misplaced", **where)

    def _check_slice(self, found, where):
        piece, manifest = found.statement, self.manifest
        plan = self._statements.with_id(piece["plan"])
        planned = (
            plan is not None
            and plan.kind == "synthetic-plan"
            and plan.iss == piece["iss"] == manifest["iss"]
            and all(plan.statement[member] == manifest[member] for member in ("spec", "dataset", "version"))
            and rules.announces(plan.statement, piece)
        )
        if not planned:
            self.findings.error("plan_mismatch", **where)
        nonce = self._statements.with_leaf_hash(piece["nonce"])
        drawn = (
            plan is not None
            and nonce is not None
            and nonce.kind == "state"
            and plan.index < nonce.index <= manifest["asOf"]["state"]["index"]
        )
        if not drawn:
            self.findings.error("nonce_mismatch", **where)
        try:
            rules.check_heritage(piece)
            unknown = piece["class"] == "trained-external" and not piece["lineage"]
            if unknown and self.trust["unknownLineage"] == "refuse":
                raise Refused("lineage_unknown")
        except Refused as refusal:
            self.findings.error(refusal.code, **where)

    # E 2. What models were fitted on

    def _check_sources(self):
        first = {}
        for found, _ in self._slots.values():
            if not rules.inherits_lineage(found.statement):
                continue
            for manifest_id in found.statement["lineage"]:
                first[manifest_id] = min(found.index, first.get(manifest_id, found.index))
        shown = set()
        for position, manifest_id in enumerate(sorted(first)):
            folder = SOURCES + manifest_id.removeprefix("sha256:") + "/"
            shown.update(folder + name for name in SOURCE_FILES)
            if position < MOST_SOURCES:
                self._check_source(manifest_id, folder, first[manifest_id])
        if len(first) > MOST_SOURCES:
            self.findings.error("too_large")
        for name in self.files:
            if name.startswith(SOURCES) and name not in shown:
                self.findings.error("file_unexpected")

    def _check_source(self, manifest_id, folder, slice_index):
        where = {"statement": manifest_id}
        release = self._statements.release_of(manifest_id)
        if release is None:
            self.findings.error("evidence_missing", **where)
        elif release.index >= slice_index:
            self.findings.error("lineage_unfit", **where)
        missing = [name for name in SOURCE_FILES if folder + name not in self.files]
        for _ in missing:
            self.findings.error("file_missing")
        if missing:
            return
        files = {name: self.files[folder + name] for name in SOURCE_FILES}
        data = files["manifest.json"]
        try:
            if len(data) > ENVELOPE_LIMIT:
                raise Refused("too_large")
            signed = decode_envelope(data)
            opened = open_manifest(signed)
            if one_spelling(signed) != data:
                raise Refused("bundle_unreadable")
            if opened.id != manifest_id:
                raise Refused("evidence_mismatch")
        except Refused as refusal:
            self.findings.error(refusal.code, **where)
            return
        learnt = opened.statement
        try:
            self._identities.check_issuer(learnt["iss"], opened.keys, learnt["asOf"]["state"]["size"])
        except Refused as refusal:
            self.findings.error(refusal.code, **where)
        if release is not None and release.iss != learnt["iss"]:
            self.findings.error("release_mismatch", **where)
        if learnt["asOf"]["origin"] != self.manifest["asOf"]["origin"]:
            self.findings.error("wrong_audience", **where)
        if "synthesise" not in learnt["purpose"]["uses"]:
            self.findings.error("lineage_unfit", **where)
        if learnt["counts"]["synthetic"] > 0:
            self.findings.error("lineage_unfit", **where)
        self._narrow(learnt["scope"], **where)
        Source(self, files, manifest_id, learnt["items"]).check()

    # E. After the last item

    def _finish(self):
        for found, slots in self._slots.values():
            if not rules.are_first_slots(slots, found.statement["works"]["count"]):
                self.findings.error("synthetic_mismatch", statement=found.id)
        self._check_sources()
        self._finish_evidence()
        self._check_items(self.manifest["items"])
        if not duties_owed(self._scope, self.manifest["purpose"]["uses"]) <= set(self.manifest["duties"]):
            self.findings.error("duties_mismatch")
        self._check_counts()
        for _ in self._data or ():
            self.findings.error("file_unexpected")

    def _finish_evidence(self):
        self._pass_over("g")
        if self._state_lines.peek() is not None:
            raise Refused("bundle_unreadable", "identities not before works")
        for _ in self._identities.unused():
            self.findings.error("evidence_surplus")
        for logged in self._statements.unused():
            self.findings.error("evidence_surplus", statement=logged.id)
        self._finish_proofs()

    def _check_items(self, items):
        if (merkle.root(self._leaves).hex(), len(self._leaves)) != (items["root"], items["count"]):
            self.findings.error("items_mismatch", statement=self._named)

    def _finish_proofs(self):
        root = self.manifest["asOf"]["state"]["root"]
        if self._state_proof is not None and not self._state_proof.leads_to(root):
            self.findings.error("proof_invalid")
        for index, proof in self._list_proofs.items():
            found = self._statements.at(index)
            commitment = None if found is None else found.statement.get("works")
            right = (
                commitment is not None
                and commitment["count"] == proof.section.size
                and proof.leads_to(commitment["root"])
            )
            if not right:
                self.findings.error("proof_invalid", statement=found.id if found else f"index {index}")
        for index in self._list_sections:
            if index not in self._list_proofs:
                self.findings.error("evidence_surplus", statement=f"index {index}")

    def _check_counts(self):
        counts = self.manifest["counts"]
        sums = all(counts[member] == found for member, found in self.counts.items())
        if not sums or self.manifest["items"]["count"] != self.counts["total"]:
            self.findings.error("counts_mismatch")
        declared = {stratum["name"]: stratum for stratum in counts["strata"]}
        if len(declared) != len(counts["strata"]):
            self.findings.error("counts_mismatch")
        for name, stratum in declared.items():
            found = self._strata.get(name, {"consented": 0, "synthetic": 0})
            total = stratum["consented"] + stratum["synthetic"] + stratum["shortfall"]
            if any(stratum[source] != found[source] for source in found) or total != stratum["quota"]:
                self.findings.error("counts_mismatch")
            share = found["synthetic"] * 100 / max(1, found["consented"] + found["synthetic"])
            if share > stratum["maxSharePercent"]:
                self.findings.error("synthetic_misplaced")
        for name in self._strata:
            if name not in declared:
                self.findings.error("counts_mismatch")

    # F. Release

    def _check_release(self):
        try:
            self._open_release()
        except Refused as refusal:
            where = {"statement": refusal.detail} if refusal.detail.startswith("sha256:") else {}
            self.findings.error(refusal.code, **where)

    def _open_release(self):
        unreadable = Refused("bundle_unreadable")
        try:
            bundled = open_canonical(self.files[RELEASE], 262144, shapes.bundled_release)
        except Refused as cause:
            raise unreadable from cause
        manifest = self.manifest
        checkpoint = open_checkpoint(bundled["checkpoint"].encode(), manifest["asOf"]["origin"], self.trust)
        if checkpoint.signatures != 1:
            raise unreadable
        try:
            entry = from_base64(bundled["entry"])
        except Refused as cause:
            raise unreadable from cause
        opened = open_signed(log.decode_entry(entry))
        release = opened.statement
        expected = {
            "kind": "release",
            "manifest": self.manifest_id,
            "state": manifest["asOf"]["state"]["index"],
            **{member: manifest[member] for member in ("aud", "iss", "dataset", "version", "items")},
        }
        if any(release.get(member) != value for member, value in expected.items()):
            raise Refused("release_mismatch", opened.id)
        try:
            self._identities.check_issuer(release["iss"], opened.keys)
        except Refused as cause:
            raise Refused("release_mismatch", opened.id) from cause
        index, before = bundled["index"], self._checkpoint
        if index < before.size:
            raise Refused("release_mismatch")
        inclusion, consistency = (
            [bytes.fromhex(value) for value in bundled[member]] for member in ("inclusion", "consistency")
        )
        if not merkle.verify_inclusion(merkle.leaf_hash(entry), index, checkpoint.size, inclusion, checkpoint.root):
            raise Refused("proof_invalid")
        if not merkle.verify_consistency(before.size, checkpoint.size, before.root, checkpoint.root, consistency):
            raise Refused("proof_invalid")


class Source(Verification):
    """A dataset that a model was fitted on: its items decided again for what the dataset with the model's items is for."""

    def __init__(self, bundle, files, manifest_id, items):
        super().__init__(files, bundle.trust)
        purpose = bundle.manifest["purpose"]
        uses = sorted({*purpose["uses"], "synthesise"})
        self.findings = bundle.findings
        self.manifest = {**bundle.manifest, "purpose": {**purpose, "uses": uses}}
        self._bundle, self._checkpoint, self._items, self._named = bundle, bundle._checkpoint, items, manifest_id

    def check(self):
        try:
            self._lay_evidence()
        except Stop:
            return
        self._read_items()
        self._finish_evidence()
        self._check_items(self._items)

    def _check_synthetic(self, item):
        self.findings.error("lineage_unfit", item=item["sha256"], statement=self._named)

    def _narrow(self, scope, **where):
        self._bundle._narrow(scope, **where)
