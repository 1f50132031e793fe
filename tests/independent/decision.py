"""The decision on a work, and the scope of what was granted (decision.md)."""

from dataclasses import dataclass, field

from shapes import COMMERCE, DOWNSTREAM, ON_WITHDRAW, OPERATORS, USES

AUTHOR_USES = ("imitate-style", "train-personal")
PROTECTED_USES = ("replicate-likeness", "train-biometric")
SPEAKS_FOR = {
    "author": ("author", "steward"),
    "owner": ("author", "owner", "steward"),
    "subject": ("subject",),
}
REVIEW_CODES = ("assurance_too_low", "competing_claims", "disputed")
MEMBERS = ("code", "use", "axis", "holder", "statement")


@dataclass
class Holders:
    """Who has to agree (§2)."""

    owners: list
    author: str | None
    subjects: list  # of (identity, is a minor)
    uncleared: bool
    contested: list
    known: bool


def holders_of(claims):
    named_owners = [set(claim["owners"]) for claim in claims]
    owners = set.intersection(*named_owners) if named_owners else set()
    authors = {claim["author"] for claim in claims} - {None}
    subjects = {}
    for claim in claims:
        if claim["depicts"] == "uncleared":
            continue
        for person in claim["depicts"]:
            subjects[person["subject"]] = subjects.get(person["subject"], False) or person["minor"]
    contested = (set().union(*named_owners) - owners) | (authors if len(authors) > 1 else set())
    return Holders(
        owners=sorted(owners),
        author=next(iter(authors)) if len(authors) == 1 else None,
        subjects=sorted(subjects.items()),
        uncleared=any(claim["depicts"] == "uncleared" for claim in claims),
        contested=sorted(contested),
        known=bool(claims),
    )


def grants_for(role, holder, grants, at):
    """The live grants by which a holder speaks in a role, in their dates."""
    return [
        logged
        for logged in grants
        if logged.iss == holder
        and logged.statement["capacity"] in SPEAKS_FOR[role]
        and logged.statement["from"] <= at
        and (logged.statement["until"] is None or at < logged.statement["until"])
    ]


@dataclass
class _Judgement:
    """Collects reasons for one work and purpose."""

    grants: list
    purpose: dict
    assurance_of: object
    at: int
    reasons: list = field(default_factory=list)

    def say(self, code, **rest):
        self.reasons.append({"code": code, **rest})

    def ask(self, role, holder, uses):
        own = grants_for(role, holder, self.grants, self.at)
        if not own:
            self.say(f"{role}_grant_missing", holder=holder)
        for logged in own:
            self._judge(logged, uses)

    def _judge(self, logged, uses):
        grant, purpose = logged.statement, self.purpose
        where = {"holder": logged.iss, "statement": logged.id}
        for use in uses:
            if use in grant["reserves"]:
                self.say("reserved", use=use, **where)
            terms = grant["uses"].get(use)
            if terms is None:
                self.say("use_not_granted", use=use, **where)
                continue
            for axis, is_wide_enough in _axes(terms, purpose).items():
                if not is_wide_enough:
                    self.say(f"{axis}_not_granted", use=use, axis=axis, **where)
        if rank(ON_WITHDRAW, grant["onWithdraw"]) > rank(ON_WITHDRAW, purpose["onWithdraw"]):
            self.say("on_withdraw_not_granted", axis="onWithdraw", **where)
        if grant["until"] is not None and (purpose["until"] is None or purpose["until"] > grant["until"]):
            self.say("expires_early", **where)
        asked = purpose["assurance"][grant["capacity"]]
        if grant["capacity"] == "steward":
            asked = max(1, asked)
        if self.assurance_of(logged.iss) < asked:
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


def decide(claims, grants, purpose, assurance_of, at):
    """Verdict and reasons, sorted and without doubles."""
    holders = holders_of(claims)
    judgement = _Judgement(grants, purpose, assurance_of, at)
    say = judgement.say
    uses = purpose["uses"]
    uses_of_author = [use for use in uses if use in AUTHOR_USES]
    if not holders.known:
        say("no_holder")
        say("author_grant_missing")
    for holder in holders.contested:
        say("competing_claims", holder=holder)
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
        if not minor:
            judgement.ask("subject", subject, uses)
            continue
        say("guardian_grant_missing", holder=subject)
        for use in uses:
            if use in PROTECTED_USES:
                say("minor_protected", use=use, holder=subject)
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


def meet_terms(a, b):
    return {
        "commerce": sorted(set(a["commerce"]) & set(b["commerce"])),
        "operators": sorted(set(a["operators"]) & set(b["operators"])),
        "downstream": min(a["downstream"], b["downstream"], key=DOWNSTREAM.index),
        "territory": meet_territory(a["territory"], b["territory"]),
        "duties": sorted(set(a["duties"]) | set(b["duties"])),
        "from": max(a["from"], b["from"]),
        "until": min(a["until"], b["until"], key=_later),
        "onWithdraw": max(a["onWithdraw"], b["onWithdraw"], key=ON_WITHDRAW.index),
    }


def _terms_of(grant, use):
    if use in grant["reserves"] or use not in grant["uses"]:
        return None
    granted = grant["uses"][use]
    terms = {member: granted[member] for member in ("commerce", "operators", "downstream", "territory", "duties")}
    return {**terms, **{member: grant[member] for member in ("from", "until", "onWithdraw")}}


def scope_of_work(claims, grants, at):
    holders = holders_of(claims)
    if not holders.known or holders.uncleared or holders.contested:
        return {}
    if any(minor for _, minor in holders.subjects):
        return {}
    scope = {}
    for use in USES:
        required = [("owner", owner) for owner in holders.owners]
        if use in AUTHOR_USES:
            if holders.author is None:
                continue
            required.append(("author", holders.author))
        required += [("subject", subject) for subject, _ in holders.subjects]
        own = [grants_for(role, holder, grants, at) for role, holder in required]
        terms = [_terms_of(logged.statement, use) for several in own for logged in several]
        if all(own) and None not in terms:
            met = EVERYTHING
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
