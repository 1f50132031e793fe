"""Shapes of everything that is read (statement.md §2, §6, §7; decision.md; manifest.md). Each answers whether a value has it."""

import re

from canonical import SAFE, utf16_key


def whole(low=-SAFE, high=SAFE):
    def check(value):
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return float(value).is_integer() and low <= value <= high

    return check


def literal(*values):
    return lambda value: any(type(value) is type(known) and value == known for known in values)


def text(pattern=None, low=0, high=None):
    compiled = None if pattern is None else re.compile(pattern)

    def check(value):
        if not isinstance(value, str):
            return False
        if (high is not None and len(value) > high) or len(value) < low:
            return False
        return compiled is None or compiled.fullmatch(value) is not None

    return check


def either(*shapes):
    return lambda value: any(shape(value) for shape in shapes)


def array(element, high=None, low=0):
    def check(value):
        if not isinstance(value, list) or len(value) < low or (high is not None and len(value) > high):
            return False
        return all(element(member) for member in value)

    return check


def pair(first, second):
    return lambda value: isinstance(value, list) and len(value) == 2 and first(value[0]) and second(value[1])


def ascends(keys):
    return all(before < after for before, after in zip(keys, keys[1:]))


def set_of(element, high, low=0):
    plain_array = array(element, high, low)
    return lambda value: plain_array(value) and ascends([utf16_key(member) for member in value])


def record(optional=None, **required):
    """Exactly these members; a name that is no identifier is given in a dictionary."""
    optional = optional or {}

    def check(value):
        if not isinstance(value, dict):
            return False
        if any(name not in required and name not in optional for name in value):
            return False
        if any(name not in value for name in required):
            return False
        return all((required.get(name) or optional[name])(member) for name, member in value.items())

    return check


def both(shape, *rules):
    return lambda value: shape(value) and all(rule(value) for rule in rules)


null = literal(None)
boolean = lambda value: isinstance(value, bool)
anything = lambda value: True

count = whole(0)
positive = whole(1)
time = whole(0, 253402300799)
sha256 = text(r"[0-9a-f]{64}")
statement_id = text(r"sha256:[0-9a-f]{64}")
did = text(r"did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}")
act = text(r"act:[a-z2-7]{51}[aq]")
identity = either(did, act)
origin = text(r"[a-z0-9]([a-z0-9.-]{0,120}[a-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9._~-]{1,60}){0,4}")
name = text(r"[a-z0-9][a-z0-9._-]{0,63}")
semver = text(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
mime = text(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")
country = text(r"[A-Z]{2}")
url = text(r"https?://[\x21-\x7e]+", high=2000)


def plain(high):
    return text(
        "[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*", low=1, high=high
    )


USES = [
    "evaluate",
    "imitate-style",
    "infer",
    "mine",
    "publish-sample",
    "replicate-likeness",
    "search",
    "share-copy",
    "synthesise",
    "train-biometric",
    "train-generative",
    "train-personal",
    "train-predictive",
]
COMMERCE = ["internal", "release-model", "research", "sell-model", "sell-outputs"]
OPERATORS = ["academic", "company", "government", "individual", "nonprofit"]
DOWNSTREAM = ["none", "same-terms", "any"]
ON_WITHDRAW = ["future-only", "remove-from-datasets", "retrain-or-delete"]
DUTIES = ["attribute", "delete-copies", "notify", "pay"]
CAPACITIES = ["author", "guardian", "owner", "steward", "subject"]

use = literal(*USES)
list_commitment = record(root=sha256, count=positive)
territory = either(record(only=set_of(country, 249)), record(**{"except": set_of(country, 249)}))
axes = dict(
    commerce=set_of(literal(*COMMERCE), 5),
    operators=set_of(literal(*OPERATORS), 5),
    downstream=literal(*DOWNSTREAM),
    territory=territory,
    duties=set_of(literal(*DUTIES), 4),
)
use_terms = both(
    record(optional=dict(offer=record(url=url, sha256=sha256)), **axes),
    lambda terms: ("pay" in terms["duties"]) == ("offer" in terms),
)
scope_terms = record(**axes, **{"from": time}, until=either(time, null), onWithdraw=literal(*ON_WITHDRAW))
scope = record(optional={use_name: scope_terms for use_name in USES})

STEWARD_BASES = ("cc0", "expired", "government")


def _basis_fits(grant):
    basis = grant.get("basis")
    if grant["capacity"] == "steward":
        return basis in STEWARD_BASES and "evidence" in grant
    return basis is None or (grant["capacity"] == "owner" and basis not in STEWARD_BASES)


def _header(kind, iss=identity):
    return dict(v=literal(1), kind=literal(kind), aud=origin, iss=iss, iat=time)


granted_uses = record(optional={use_name: use_terms for use_name in USES})
_signed_for = record(principal=identity, delegation=statement_id)

grant = both(
    record(
        optional=dict(
            basis=literal("cc0", "commission", "employment", "estate", "expired", "government", "sale"),
            evidence=record(url=url, optional=dict(sha256=sha256)),
            **{"for": _signed_for},
        ),
        **_header("grant"),
        capacity=literal(*CAPACITIES),
        uses=granted_uses,
        reserves=set_of(use, 13),
        **{"from": time},
        until=either(time, null),
        onWithdraw=literal(*ON_WITHDRAW),
        works=list_commitment,
        replaces=set_of(statement_id, 64),
        notice=record(sha256=sha256, language=literal("en", "es"), version=positive),
    ),
    _basis_fits,
    lambda value: not any(reserved in value["uses"] for reserved in value["reserves"]),
)

leaf_ranges = both(
    array(pair(count, count), 1000, 1),
    lambda ranges: all(first <= last for first, last in ranges),
    lambda ranges: all(before[1] < after[0] for before, after in zip(ranges, ranges[1:])),
)
withdraw = record(optional=dict(leaves=leaf_ranges), **_header("withdraw"), statement=statement_id)

attest = record(
    optional=dict(claim=plain(120)),
    **_header("attest"),
    subject=identity,
    how=literal("document", "domain", "email", "organisation"),
    checkedAt=time,
    until=either(time, null),
    evidence=sha256,
)

generator = record(id=name, version=semver, codeDigest=sha256)
_parameter = either(whole(), boolean, plain(200), array(either(whole(), plain(60)), 64))
_parameter_name = text(r"[a-z][A-Za-z0-9]{0,39}")
parameters = lambda value: isinstance(value, dict) and all(
    _parameter_name(member) and _parameter(value[member]) for member in value
)
synthetic_plan = record(
    **_header("synthetic-plan"),
    dataset=name,
    version=semver,
    spec=sha256,
    strata=both(
        array(record(stratum=name, generator=generator, parameters=parameters, slots=positive), 64, 1),
        lambda strata: ascends([stratum["stratum"] for stratum in strata]),
    ),
)
synthetic = record(
    **_header("synthetic"),
    **{"class": literal("formula", "asset-render", "derived", "trained-external")},
    plan=statement_id,
    stratum=name,
    generator=generator,
    parameters=parameters,
    nonce=sha256,
    role=literal("content", "placeholder", "pretrain"),
    lineage=set_of(statement_id, 256),
    works=list_commitment,
    report=sha256,
)
release = record(
    **_header("release"),
    dataset=name,
    version=semver,
    manifest=statement_id,
    state=count,
    items=list_commitment,
)
state = record(**_header("state", did), size=count, at=time, root=sha256, count=count)

# Claims, which some statements quote

depicts = either(
    literal("uncleared"),
    both(
        array(record(subject=identity, minor=boolean), 64),
        lambda people: ascends([person["subject"] for person in people]),
    ),
)
_claim = dict(author=either(identity, null), depicts=depicts, owners=set_of(identity, 16, 1))
claim = record(**_claim)

disclaim = record(**_header("disclaim"), works=list_commitment, about=literal("author", "depicted", "owner"))
dispute = record(
    **_header("dispute"), works=list_commitment, about=literal("depicted", "forged", "guardian", "owner")
)
resolve = both(
    record(
        **_header("resolve"),
        works=list_commitment,
        disputes=set_of(statement_id, 64),
        outcome=literal("rejected", "upheld"),
        strikes=array(claim, 16),
        reason=plain(500),
    ),
    lambda value: len(value["disputes"]) + len(value["strikes"]) > 0,
)
delegate = record(
    optional={"for": _signed_for},
    **_header("delegate"),
    to=identity,
    capacities=set_of(literal(*CAPACITIES), 5, 1),
    uses=granted_uses,
    onWithdraw=literal(*ON_WITHDRAW),
    **{"from": time},
    until=time,
    works=either(list_commitment, null),
)
guardianship = record(**_header("guardianship"), minor=identity, lapsesOn=time)
identity_statement = both(
    record(
        optional=dict(prev=statement_id, compromisedSince=count),
        **_header("identity", either(literal("act:self"), act)),
        keys=set_of(did, 8),
        threshold=whole(0, 8),
        nextKeyHashes=set_of(sha256, 8),
        recovery=array(did, 4),
    ),
    lambda value: (value["iss"] == "act:self") == ("prev" not in value),
    lambda value: value["threshold"] <= len(value["keys"]) and (value["threshold"] > 0) == (len(value["keys"]) > 0),
    lambda value: value["iss"] != "act:self" or len(value["keys"]) > 0,
    lambda value: len(set(value["recovery"])) == len(value["recovery"]),
    lambda value: not set(value["keys"]) & set(value["recovery"]),
)
erase = record(optional=dict(leaves=leaf_ranges, reason=plain(500)), **_header("erase"), statement=statement_id)
receipt = both(
    record(
        optional=dict(model=record(name=name, version=semver, optional=dict(sha256=sha256))),
        **_header("receipt"),
        manifest=statement_id,
        did=literal("deleted-model", "removed-items", "trained"),
        bases=set_of(statement_id, 16),
        withdrawals=set_of(statement_id, 64),
        **{"from": time},
        until=time,
    ),
    lambda value: value["did"] == "removed-items" or "model" in value,
    lambda value: value["did"] == "trained" or not value["bases"],
    lambda value: value["from"] <= value["until"],
)

KINDS = {
    "attest": attest,
    "delegate": delegate,
    "disclaim": disclaim,
    "dispute": dispute,
    "erase": erase,
    "grant": grant,
    "guardianship": guardianship,
    "identity": identity_statement,
    "receipt": receipt,
    "release": release,
    "resolve": resolve,
    "state": state,
    "synthetic": synthetic,
    "synthetic-plan": synthetic_plan,
    "withdraw": withdraw,
}

# Lists of works

salt = text(r"[0-9a-f]{32}")
holder_line = record(
    optional=dict(
        title=plain(200),
        attribution=plain(300),
        urls=array(url, 8),
        width=count,
        height=count,
        pdq=sha256,
        tags=set_of(name, 32),
    ),
    sha256=sha256,
    bytes=count,
    mime=mime,
    salt=salt,
    **_claim,
)
subject_line = record(sha256=sha256, salt=salt)
erased_line = either(record(leaf=sha256, sha256=sha256, **_claim), record(leaf=sha256, sha256=sha256))
slice_line = record(sha256=sha256, content=sha256, slot=count, seed=sha256, mime=mime, labels=anything)

# State lines

identity_line = record(identity=identity, live=both(array(count), ascends))
work_line = record(
    holders=array(claim),
    live=both(array(pair(count, count)), lambda live: ascends([index for index, _ in live])),
    work=sha256,
)

# Bundles

envelope = record(
    payload=text(high=98304),
    payloadType=text(r"application/vnd\.assent\.[a-z-]{1,40}\.v1\+json"),
    signatures=array(record(keyid=did, sig=text(low=88, high=88)), 8, 1),
)
bundled_works_line = record(leaf=count, line=either(holder_line, subject_line, slice_line), statement=count)
bundled_state_line = record(leaf=count, line=either(identity_line, work_line))
bundled_release = record(
    checkpoint=text(high=16384),
    consistency=array(sha256, 128),
    entry=text(high=90000),
    inclusion=array(sha256, 64),
    index=count,
)
item = both(
    record(
        optional=dict(attribution=plain(300), slice=count, slot=count),
        sha256=sha256,
        ext=text(r"[a-z0-9]{1,8}"),
        source=literal("consented", "synthetic"),
        split=literal("pretrain", "test", "train", "val"),
        stratum=name,
    ),
    lambda value: ("slice" in value) == ("slot" in value) == (value["source"] == "synthetic"),
)

_level = whole(0, 2)
purpose = both(
    record(
        uses=set_of(use, 13, 1),
        commerce=set_of(literal(*COMMERCE), 5, 1),
        operator=literal(*OPERATORS),
        downstream=literal(*DOWNSTREAM),
        territory=territory,
        **{"from": time},
        until=either(time, null),
        duties=set_of(literal(*DUTIES), 4),
        onWithdraw=literal(*ON_WITHDRAW),
        assurance=record(author=_level, guardian=_level, owner=_level, steward=_level, subject=_level),
    ),
    lambda value: value["until"] is None or value["until"] > value["from"],
    lambda value: value["territory"].get("only") != [],
)

_as_of = both(
    record(
        origin=origin,
        state=record(index=count, size=count, at=time, root=sha256),
        checkpoint=record(size=count, root=sha256),
    ),
    lambda value: value["state"]["size"] <= value["state"]["index"] < value["checkpoint"]["size"],
)
_stratum = record(
    name=name, quota=count, consented=count, synthetic=count, shortfall=count, maxSharePercent=whole(0, 100)
)
manifest = record(
    **_header("manifest"),
    dataset=name,
    version=semver,
    title=plain(120),
    parents=set_of(statement_id, 64),
    policy=literal("assent-policy/1"),
    purpose=purpose,
    spec=sha256,
    seed=sha256,
    asOf=_as_of,
    counts=record(total=count, consented=count, synthetic=count, strata=array(_stratum, 64, 1)),
    scope=scope,
    duties=set_of(literal(*DUTIES), 4),
    items=list_commitment,
    evidence=record(checkpoint=sha256, proofs=sha256, state=sha256, statements=sha256, works=sha256),
    reviewBy=time,
)

WHITE_SPACE = "\t\n\x0b\x0c\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
verifier_key = text(rf"[^{WHITE_SPACE}+]{{1,200}}\+[0-9a-f]{{8}}\+[A-Za-z0-9+/]{{44}}", high=300)
trust = record(
    v=literal(1),
    logs=array(record(origin=origin, key=verifier_key), 16),
    issuers=either(literal("any"), set_of(identity, 64)),
    attesters=array(record(identity=identity, upTo=whole(1, 2)), 64),
    arbiters=set_of(identity, 64),
    monitors=record(quorum=whole(0, 64), keys=set_of(did, 64)),
    witnesses=record(quorum=whole(0, 64), keys=array(verifier_key, 64)),
    unknownLineage=literal("refuse", "taint"),
)
