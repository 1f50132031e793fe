"""The decision on a work, and the scope of what was granted (decision.md)."""

from dataclasses import dataclass, field, replace

from authority import is_plain_key, signer_of
from canonical import Refused, canonicalize
from rules import DISPUTE_TERM, LONGEST_CHAIN, chain_of, holder_of, people_of
from shapes import COMMERCE, DOWNSTREAM, ON_WITHDRAW, OPERATORS, USES

AUTHOR_USES = ("imitate-style", "train-personal")
PROTECTED_USES = ("replicate-likeness", "train-biometric")
SPEAKS_FOR = {
    "author": ("author", "steward"),
    "guardian": ("guardian",),
    "owner": ("author", "owner", "steward"),
    "subject": ("subject",),
}
REVIEW_CODES = ("assurance_too_low", "competing_claims", "disputed", "record_too_long")
STATE_LINE = 262144
AROUND, ON_WORK, ON_IDENTITY = 256, 32, 20
MEMBERS = ("code", "use", "axis", "holder", "statement")


AXES = ("commerce", "operators", "downstream", "territory", "duties")


class Parties:
    """What is known of identities (§5), for one trust at one time.

    `shown` gives the statements on an identity's line, `with_id` a statement, `known_since` the time of the first state that covers an index."""

    def __init__(self, trust, at, shown, with_id, known_since):
        self.trust, self.at = trust, at
        self.shown, self.with_id, self.known_since = shown, with_id, known_since

    def assurance_of(self, identity):
        attests = (one.statement for one in self.shown(identity) if one.kind == "attest")
        return assurance_from([one for one in attests if one["subject"] == identity], self.trust, self.at)

    def guardianships_of(self, minor):
        return [one for one in self.shown(minor) if one.kind == "guardianship" and one.statement["minor"] == minor]

    def is_arbiter(self, logged):
        return logged.kind == "resolve" and logged.iss in self.trust["arbiters"]

    def delegation(self, statement_id, live):
        """One for a list is live on the work, one for all works is on its signer's line."""
        for logged in live:
            if logged.id == statement_id:
                found = logged if logged.kind == "delegate" else None
                if found is not None:
                    return found
        found = self.with_id(statement_id)
        if found is None or found.kind != "delegate" or found.statement["works"] is not None:
            return None
        return found if any(one.index == found.index for one in self.shown(signer_of(found.statement))) else None


def identities_needed(claims, live, parties):
    """Whose lines a decision on a work rests on (§5)."""
    needed = set().union(*(people_of(claim) for claim in claims))
    for logged in live:
        needed.add(logged.iss)
        above = logged.statement.get("for") if logged.kind == "grant" else None
        if above is None:
            continue
        needed.add(above["principal"])
        for _ in range(LONGEST_CHAIN):
            found = None if above is None else parties.delegation(above["delegation"], live)
            if found is None:
                break
            needed.add(found.iss)
            above = found.statement.get("for")
    waiting = list(needed)
    while waiting:
        for logged in parties.shown(waiting.pop()):
            can_change = not is_plain_key(logged.iss) and logged.kind != "identity"
            if (logged.kind == "guardianship" or can_change) and logged.iss not in needed:
                needed.add(logged.iss)
                waiting.append(logged.iss)
    return sorted(needed)


@dataclass
class Holders:
    """Who has to agree (§2)."""

    owners: list
    disclaimed: list
    author: str | None
    subjects: list  # of (identity, is a minor)
    uncleared: bool
    contested: list
    known: bool


def standing_claims(claims, live, parties):
    struck = {
        canonicalize(claim) for logged in live if parties.is_arbiter(logged) for claim in logged.statement["strikes"]
    }
    return [claim for claim in claims if canonicalize(claim) not in struck]


def holders_of(all_claims, live, parties):
    claims = standing_claims(all_claims, live, parties)
    disclaimed = {(logged.iss, logged.statement["about"]) for logged in live if logged.kind == "disclaim"}
    stated = [set(claim["owners"]) for claim in claims]
    remaining = [named for owners in stated if (named := {one for one in owners if (one, "owner") not in disclaimed})]
    owners = set.intersection(*remaining) if remaining else set()
    everywhere = set.intersection(*stated) if remaining else set().union(*stated)
    authors = {one for claim in claims if (one := claim["author"]) is not None and (one, "author") not in disclaimed}
    subjects = {}
    for claim in claims:
        for person in [] if claim["depicts"] == "uncleared" else claim["depicts"]:
            subject = person["subject"]
            is_guarded = bool(parties.guardianships_of(subject))
            if is_guarded or (subject, "depicted") not in disclaimed:
                subjects[subject] = subjects.get(subject, False) or person["minor"] or is_guarded
    contested = (set().union(*remaining) - owners) | (authors if len(authors) > 1 else set())
    return Holders(
        owners=sorted(owners),
        disclaimed=sorted(one for one in everywhere if (one, "owner") in disclaimed),
        author=next(iter(authors)) if len(authors) == 1 else None,
        subjects=sorted(subjects.items()),
        uncleared=any(claim["depicts"] == "uncleared" for claim in claims),
        contested=sorted(contested),
        known=bool(claims),
    )


@dataclass(frozen=True)
class Voice:
    """A live grant as it counts: for whom, and how far (§3)."""

    holder: str
    statement: str
    capacity: str
    uses: dict
    reserves: list
    since: int
    until: int | None
    on_withdraw: str


def _is_in_dates(said, at):
    return said["from"] <= at and (said["until"] is None or at < said["until"])


def _narrowed(voice, delegate):
    delegated = delegate["uses"]
    return replace(
        voice,
        uses={use: meet_axes(axes, delegated[use]) for use, axes in voice.uses.items() if use in delegated},
        since=max(voice.since, delegate["from"]),
        until=min(voice.until, delegate["until"], key=_later),
        on_withdraw=max(voice.on_withdraw, delegate["onWithdraw"], key=ON_WITHDRAW.index),
    )


def voices_of(live, parties, at):
    """What each live grant says; one whose delegations do not hold says nothing."""
    voices = []
    for logged in live:
        if logged.kind != "grant" or not _is_in_dates(logged.statement, at):
            continue
        grant = logged.statement
        until, rest = grant["until"], [grant[member] for member in ("capacity", "uses", "reserves", "from")]
        voice = Voice(holder_of(grant), logged.id, *rest, until, grant["onWithdraw"])
        if "for" in grant:
            try:
                chain = chain_of(grant["iss"], grant["for"], [grant["capacity"]], _holding(live, parties, at))
            except Refused:
                continue
            for delegation in chain:
                voice = _narrowed(voice, delegation.statement)
        voices.append(voice)
    return voices


def _holding(live, parties, at):
    def find(statement_id):
        found = parties.delegation(statement_id, live)
        return found if found is not None and _is_in_dates(found.statement, at) else None

    return find


def voices_for(role, holder, voices):
    """The grants by which a holder speaks in a role."""
    return [voice for voice in voices if voice.holder == holder and voice.capacity in SPEAKS_FOR[role]]


def disputes_in(live, parties, at):
    """Disputes that count."""
    outcomes = {}
    for logged in live:
        if parties.is_arbiter(logged):
            outcomes.update({statement_id: logged.statement["outcome"] for statement_id in logged.statement["disputes"]})
    counting = []
    for logged in live:
        if logged.kind != "dispute":
            continue
        known, outcome = parties.known_since(logged.index), outcomes.get(logged.id)
        is_lasting = outcome == "upheld" or at < known + DISPUTE_TERM or parties.assurance_of(logged.iss) >= 1
        if outcome != "rejected" and is_lasting:
            counting.append(logged)
    return counting


def lasting_guardians(minor, parties, at):
    """The guardianship of each guardian that lasts longest, where it lasts at all."""
    lasting = {}
    for logged in parties.guardianships_of(minor):
        lapses = logged.statement["lapsesOn"]
        before = lasting.get(logged.iss)
        if lapses > at and (before is None or lapses > before.statement["lapsesOn"]):
            lasting[logged.iss] = logged
    return lasting


@dataclass
class _Judgement:
    """Collects reasons for one work and purpose."""

    voices: list
    purpose: dict
    parties: Parties
    at: int
    reasons: list = field(default_factory=list)

    def say(self, code, **rest):
        self.reasons.append({"code": code, **rest})

    def ask(self, role, holder, uses):
        own = voices_for(role, holder, self.voices)
        if not own:
            self.say(f"{role}_grant_missing", holder=holder)
        for voice in own:
            self._judge(voice, uses)

    def ask_for_minor(self, minor, uses):
        for use in uses:
            if use in PROTECTED_USES:
                self.say("minor_protected", use=use, holder=minor)
        everybody = self.parties.guardianships_of(minor)
        lasting = lasting_guardians(minor, self.parties, self.at)
        if not everybody:
            self.say("guardian_grant_missing", holder=minor)
        elif not lasting:
            self.say("guardianship_lapsed", holder=minor, statement=everybody[-1].id)
        for guardian, logged in lasting.items():
            if _later(self.purpose["until"]) > logged.statement["lapsesOn"]:
                self.say("guardianship_lapsed", holder=guardian, statement=logged.id)
            self.ask("guardian", guardian, uses)

    def _judge(self, voice, uses):
        purpose = self.purpose
        where = {"holder": voice.holder, "statement": voice.statement}
        for use in uses:
            if use in voice.reserves:
                self.say("reserved", use=use, **where)
            terms = voice.uses.get(use)
            if terms is None:
                self.say("use_not_granted", use=use, **where)
                continue
            for axis, is_wide_enough in _axes(terms, purpose).items():
                if not is_wide_enough:
                    self.say(f"{axis}_not_granted", use=use, axis=axis, **where)
        if rank(ON_WITHDRAW, voice.on_withdraw) > rank(ON_WITHDRAW, purpose["onWithdraw"]):
            self.say("on_withdraw_not_granted", axis="onWithdraw", **where)
        if _later(purpose["until"]) > _later(voice.until):
            self.say("expires_early", **where)
        asked = purpose["assurance"][voice.capacity]
        if voice.capacity == "steward":
            asked = max(1, asked)
        if self.parties.assurance_of(voice.holder) < asked:
            self.say("assurance_too_low", **where)


def _axes(terms, purpose):
    return {
        "commerce": set(purpose["commerce"]) <= set(terms["commerce"]),
        "operators": purpose["operator"] in terms["operators"],
        "downstream": rank(DOWNSTREAM, purpose["downstream"]) <= rank(DOWNSTREAM, terms["downstream"]),
        "territory": territory_covers(terms["territory"], purpose["territory"]),
        "duties": set(terms["duties"]) <= set(purpose["duties"]),
    }


def rank(order, value):
    return order.index(value)


def territory_covers(granted, wanted):
    if "only" in wanted:
        if "only" in granted:
            return set(wanted["only"]) <= set(granted["only"])
        return not set(wanted["only"]) & set(granted["except"])
    return "except" in granted and set(granted["except"]) <= set(wanted["except"])


def decide(claims, live, purpose, parties, at):
    """Verdict and reasons, sorted and without doubles."""
    holders = holders_of(claims, live, parties)
    judgement = _Judgement(voices_of(live, parties, at), purpose, parties, at)
    say = judgement.say
    uses = purpose["uses"]
    uses_of_author = [use for use in uses if use in AUTHOR_USES]
    if AROUND + ON_WORK * len(live) + sum(len(canonicalize(claim)) + 1 for claim in claims) > STATE_LINE:
        say("record_too_long")
    for identity in sorted(identities_needed(claims, live, parties)):
        if AROUND + ON_IDENTITY * len(parties.shown(identity)) > STATE_LINE:
            say("record_too_long", holder=identity)
    for dispute in disputes_in(live, parties, at):
        say("disputed", holder=dispute.iss, statement=dispute.id)
    if not holders.known:
        say("no_holder")
        say("author_grant_missing")
    for holder in holders.contested:
        say("competing_claims", holder=holder)
    for holder in holders.disclaimed:
        say("disclaimed", holder=holder)
    if holders.uncleared:
        say("people_uncleared")
    for owner in holders.owners:
        judgement.ask("owner", owner, uses)
    if uses_of_author and holders.author is not None:
        judgement.ask("author", holders.author, uses_of_author)
    elif holders.known and not holders.contested:
        for use in uses_of_author:
            say("author_unknown", use=use)
    for subject, minor in holders.subjects:
        if minor:
            judgement.ask_for_minor(subject, uses)
        else:
            judgement.ask("subject", subject, uses)
    return {"verdict": _verdict(judgement.reasons), "reasons": _in_order(judgement.reasons)}


def _verdict(reasons):
    if any(reason["code"] not in REVIEW_CODES for reason in reasons):
        return "deny"
    return "review" if reasons else "allow"


def _in_order(reasons):
    ordered = sorted(reasons, key=lambda reason: [reason.get(member, "") for member in MEMBERS])
    kept, seen = [], set()
    for reason in ordered:
        key = tuple(reason.get(member) for member in MEMBERS[:4])
        if key not in seen:
            seen.add(key)
            kept.append(reason)
    return kept


def assurance_from(attests, trust, at):
    """How well an identity was checked, for a verifier (§5)."""
    best = 0
    for attest in attests:
        attester = next((one for one in trust["attesters"] if one["identity"] == attest["iss"]), None)
        if attester is None or (attest["until"] is not None and attest["until"] <= at):
            continue
        level = 1 if attest["how"] in ("domain", "email") else 2
        best = max(best, min(level, attester["upTo"]))
    return best


# Scope (§6)

EVERYTHING = {
    "commerce": COMMERCE,
    "operators": OPERATORS,
    "downstream": "any",
    "territory": {"except": []},
    "duties": [],
    "from": 0,
    "until": None,
    "onWithdraw": "future-only",
}
FULL_SCOPE = {use: EVERYTHING for use in USES}


def _later(until):
    return float("inf") if until is None else until


def meet_territory(a, b):
    if "only" in a and "only" in b:
        return {"only": sorted(set(a["only"]) & set(b["only"]))}
    if "only" in a:
        return {"only": sorted(set(a["only"]) - set(b["except"]))}
    if "only" in b:
        return meet_territory(b, a)
    return {"except": sorted(set(a["except"]) | set(b["except"]))}


def meet_axes(a, b):
    return {
        "commerce": sorted(set(a["commerce"]) & set(b["commerce"])),
        "operators": sorted(set(a["operators"]) & set(b["operators"])),
        "downstream": min(a["downstream"], b["downstream"], key=DOWNSTREAM.index),
        "territory": meet_territory(a["territory"], b["territory"]),
        "duties": sorted(set(a["duties"]) | set(b["duties"])),
    }


def meet_terms(a, b):
    return {
        **meet_axes(a, b),
        "from": max(a["from"], b["from"]),
        "until": min(a["until"], b["until"], key=_later),
        "onWithdraw": max(a["onWithdraw"], b["onWithdraw"], key=ON_WITHDRAW.index),
    }


def _terms_of(voice, use):
    if use in voice.reserves or use not in voice.uses:
        return None
    terms = {member: voice.uses[use][member] for member in AXES}
    return {**terms, "from": voice.since, "until": voice.until, "onWithdraw": voice.on_withdraw}


def scope_of_work(claims, live, parties, at):
    holders = holders_of(claims, live, parties)
    if not holders.known or holders.uncleared or holders.contested or holders.disclaimed:
        return {}
    everywhere, minors = [("owner", owner) for owner in holders.owners], False
    until = None
    for subject, minor in holders.subjects:
        if not minor:
            everywhere.append(("subject", subject))
            continue
        minors = True
        lasting = lasting_guardians(subject, parties, at)
        if not lasting:
            return {}
        for guardian, logged in lasting.items():
            everywhere.append(("guardian", guardian))
            until = min(until, logged.statement["lapsesOn"], key=_later)
    voices, scope = voices_of(live, parties, at), {}
    for use in USES:
        required = list(everywhere)
        if minors and use in PROTECTED_USES:
            continue
        if use in AUTHOR_USES:
            if holders.author is None:
                continue
            required.append(("author", holders.author))
        own = [voices_for(role, holder, voices) for role, holder in required]
        terms = [_terms_of(voice, use) for several in own for voice in several]
        if all(own) and None not in terms:
            met = {**EVERYTHING, "until": until}
            for one in terms:
                met = meet_terms(met, one)
            scope[use] = met
    return scope


def meet_scopes(a, b):
    return {use: meet_terms(a[use], b[use]) for use in a if use in b}


def _is_within(claimed, computed):
    return (
        set(claimed["commerce"]) <= set(computed["commerce"])
        and set(claimed["operators"]) <= set(computed["operators"])
        and rank(DOWNSTREAM, claimed["downstream"]) <= rank(DOWNSTREAM, computed["downstream"])
        and territory_covers(computed["territory"], claimed["territory"])
        and set(claimed["duties"]) >= set(computed["duties"])
        and claimed["from"] >= computed["from"]
        and _later(claimed["until"]) <= _later(computed["until"])
        and rank(ON_WITHDRAW, claimed["onWithdraw"]) >= rank(ON_WITHDRAW, computed["onWithdraw"])
    )


def is_scope_within(claimed, computed):
    return all(use in computed and _is_within(terms, computed[use]) for use, terms in claimed.items())


def duties_owed(scope, uses):
    return {duty for use in uses if use in scope for duty in scope[use]["duties"]}
