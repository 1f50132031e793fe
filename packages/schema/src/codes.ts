/**
 * The one closed list of codes: why something was refused, why a work does not qualify, what is wrong with a bundle.
 *
 * `when` says when the code arises; `sentence` is what a person reads: what is wrong, and what to do.
 * Two implementations agree when they give the same codes.
 */
export interface CodeEntry {
  /** Where it arises: bytes and shapes, acceptance by a registry, the decision, verification of a bundle, around them. */
  readonly stage: 'bytes' | 'accept' | 'decide' | 'verify' | 'service' | 'warning';
  readonly when: string;
  readonly sentence: string;
}

// One code a line, however long: the list is read as a table.
// oxfmt-ignore
export const codes = {
  // Bytes and shapes: anything received
  too_large: { stage: 'bytes', when: 'more bytes than the limit for this kind of input', sentence: 'This is larger than allowed. Split it, or check that it is the right file.' },
  not_utf8: { stage: 'bytes', when: 'the bytes are not valid UTF-8', sentence: 'This text is not valid UTF-8. Save it as UTF-8 and try again.' },
  not_json: { stage: 'bytes', when: 'the text is not JSON', sentence: 'This is not JSON. Check the file for a missing comma, quote or bracket.' },
  too_deep: { stage: 'bytes', when: 'JSON nested more than 32 levels deep', sentence: 'This JSON is nested more than 32 levels deep, which nothing here needs.' },
  not_canonical: { stage: 'bytes', when: 'the bytes are not the RFC 8785 form of what they say: duplicate keys, key order, number spelling, white space, lone surrogates', sentence: 'These bytes are not in canonical form (RFC 8785), so what is read could differ from what was signed.' },
  malformed: { stage: 'bytes', when: 'an unknown member, a missing member, or a value outside its shape', sentence: 'Something here does not have the expected shape; the detail names the place.' },
  base64_not_canonical: { stage: 'bytes', when: 'base64 with other alphabet, white space, missing padding or stray padding bits', sentence: 'This base64 text is not in its one canonical form.' },
  payload_type_mismatch: { stage: 'bytes', when: 'the payload type of the envelope and the kind inside it differ', sentence: 'The envelope says it holds one kind of statement and holds another.' },
  key_malformed: { stage: 'bytes', when: 'a key that is not a canonical did:key of an Ed25519 point that may sign', sentence: 'This is not a usable Ed25519 key.' },
  signature_missing: { stage: 'bytes', when: 'no signature by a signer that has to sign, or fewer distinct keys than the threshold', sentence: 'A signature that is needed is not there.' },
  signature_invalid: { stage: 'bytes', when: 'a signature does not verify under the strict Ed25519 profile', sentence: 'A signature does not verify: this was changed after signing, or signed with another key.' },
  signature_duplicate: { stage: 'bytes', when: 'one key appears twice among the signatures', sentence: 'The same key signed twice; each key counts once.' },
  signature_surplus: { stage: 'bytes', when: 'a signature by a key that is not a signer of this statement', sentence: 'There is a signature by somebody who is not a signer of this statement. Remove it.' },

  // Acceptance by a registry
  wrong_audience: { stage: 'accept', when: 'the statement names another registry', sentence: 'This statement was signed for another registry. Sign it anew for this one.' },
  key_not_authorised: { stage: 'accept', when: 'the key was not authorised for the signer at this point of the log', sentence: 'This key may not sign for that identity at this point of the log.' },
  works_list_missing: { stage: 'accept', when: 'a statement over a list came without the list', sentence: 'The list that this statement signs did not come with it. Send both together.' },
  works_list_mismatch: { stage: 'accept', when: 'the list does not have the count and root that were signed', sentence: 'The list is not the one that was signed. Sign the list that you send.' },
  works_list_order: { stage: 'accept', when: 'the lines are not strictly ascending by sha256', sentence: 'The list is not sorted, or names a work twice.' },
  capacity_not_held: { stage: 'accept', when: 'the signer is not named, in that capacity, by a line that they sign', sentence: 'You sign in a capacity that your own list does not give you.' },
  dates_impossible: { stage: 'accept', when: '`until` is not after `from`', sentence: 'The end has to be after the beginning.' },
  term_too_long: { stage: 'accept', when: 'a grant by a did:key without an end within two years', sentence: 'A grant signed with a plain key ends within two years, because a lost key could never withdraw it. Choose an earlier end.' },
  statement_unknown: { stage: 'accept', when: 'a statement refers to one that this log does not hold', sentence: 'This refers to a statement that is not in this log. Check the id.' },
  statement_kind_wrong: { stage: 'accept', when: 'a statement refers to one of another kind', sentence: 'This refers to a statement of another kind.' },
  signer_not_entitled: { stage: 'accept', when: 'the signer may not do this: withdraw or replace what another signed', sentence: 'Only the one who signed that statement can do this.' },
  leaves_out_of_range: { stage: 'accept', when: 'withdrawn lines that the list does not have', sentence: 'These line numbers are not in the list that the grant covers.' },
  registry_only: { stage: 'accept', when: 'a kind that only the registry itself signs', sentence: 'Only the registry signs statements of this kind.' },
  time_reversed: { stage: 'accept', when: 'a state whose time or size lies before the last one', sentence: 'A registry cannot state a time before its last one.' },
  state_stale: { stage: 'accept', when: 'a release names a state more than an hour old', sentence: 'More than an hour has passed since this dataset was assembled. Assemble it again, so that withdrawals since then count.' },
  state_mismatch: { stage: 'accept', when: 'a release or a manifest names a state that differs from the logged one', sentence: 'The state named here is not the one in the log.' },
  nonce_mismatch: { stage: 'accept', when: 'a synthetic slice whose nonce is not the first state after its plan', sentence: 'The seeds of these synthetic items were not drawn as their plan requires. Generate them again from the plan.' },
  plan_mismatch: { stage: 'accept', when: 'a synthetic slice that its plan does not announce', sentence: 'This slice of synthetic items differs from what its plan announced.' },
  lineage_unknown: { stage: 'accept', when: 'items out of a model of which no released dataset is named that it was trained on, where trust does not take that', sentence: 'Nobody says what the model behind these synthetic items was trained on. Made from works without consent they would hide it; use a generator that names its datasets.' },
  delegation_mismatch: { stage: 'accept', when: 'signed for somebody by a delegation that is not theirs to this signer, does not hold the capacity, or is the end of a chain of more than three', sentence: 'The delegation named here does not let you sign this. Ask the one you sign for to delegate it to you.' },
  already_disputed: { stage: 'accept', when: 'a dispute of a work that the signer disputed already, while that dispute can still count', sentence: 'You dispute this work already. One dispute counts until it is settled or lapses.' },
  guardianship_too_late: { stage: 'accept', when: 'the minor’s identity signed something else before', sentence: 'A guardianship has to be the first thing that the minor’s identity signs. Make a new identity for the minor.' },
  guardianship_too_long: { stage: 'accept', when: 'a guardianship that does not lapse within 24 months', sentence: 'A guardianship lapses within 24 months and can be renewed. Choose an earlier date.' },
  identity_superseded: { stage: 'accept', when: '`prev` is not the latest statement of that identity', sentence: 'The keys of this identity have changed since. Sign again on top of its latest statement.' },
  next_key_mismatch: { stage: 'accept', when: 'a key that was not announced by its hash', sentence: 'This key was not announced before, so whoever stole a key could have made it up. Use an announced key, or a recovery key.' },
  recovery_only: { stage: 'accept', when: 'a change that only a recovery key may make', sentence: 'Only a recovery key can do this.' },
  version_exists: { stage: 'accept', when: 'a second plan for one version of a dataset, or a second release of one manifest', sentence: 'This version of the dataset was announced or released already. Give it a new version number.' },
  kind_not_supported: { stage: 'accept', when: 'a kind of statement that this version of the registry does not take yet', sentence: 'This registry does not take statements of this kind yet. Nothing was recorded.' },

  // The decision
  no_holder: { stage: 'decide', when: 'nobody is known to hold rights in the work', sentence: 'Nobody has registered this work, so nobody has agreed to anything.' },
  author_unknown: { stage: 'decide', when: 'a use that needs the author, of a work whose author is unknown', sentence: 'This use needs the author to agree, and the author is not known.' },
  author_grant_missing: { stage: 'decide', when: 'the author has no live grant', sentence: 'The author has not agreed.' },
  owner_grant_missing: { stage: 'decide', when: 'an owner has no live grant', sentence: 'An owner of this work has not agreed.' },
  subject_grant_missing: { stage: 'decide', when: 'a person depicted has no live grant', sentence: 'A person in this work has not agreed.' },
  guardian_grant_missing: { stage: 'decide', when: 'a guardian of a minor depicted has no live grant', sentence: 'A guardian of a minor in this work has not agreed.' },
  people_uncleared: { stage: 'decide', when: 'people are in the work and were not asked', sentence: 'There are people in this work who were not asked.' },
  minor_protected: { stage: 'decide', when: 'biometric training or likeness of a minor', sentence: 'Nobody can agree to this use of a child.' },
  guardianship_lapsed: { stage: 'decide', when: 'the guardianship ends before the purpose does', sentence: 'The guardian’s power to sign ends before this use would.' },
  use_not_granted: { stage: 'decide', when: 'a use of the purpose is not among the uses granted', sentence: 'This use was not allowed.' },
  commerce_not_granted: { stage: 'decide', when: 'a commercial aim of the purpose is not granted for the use', sentence: 'It was not allowed for this commercial aim.' },
  operators_not_granted: { stage: 'decide', when: 'the kind of operator is not granted for the use', sentence: 'It was not allowed to this kind of organisation.' },
  downstream_not_granted: { stage: 'decide', when: 'the purpose passes on more than was granted', sentence: 'Passing it on that far was not allowed.' },
  territory_not_granted: { stage: 'decide', when: 'a country of the purpose is not granted for the use', sentence: 'It was not allowed in all of these countries.' },
  duties_not_granted: { stage: 'decide', when: 'a duty that the holder asks for is not accepted by the purpose', sentence: 'The holder asks for something in return that this purpose does not accept.' },
  on_withdraw_not_granted: { stage: 'decide', when: 'the holder asks for more on withdrawal than the purpose accepts', sentence: 'The holder asks for more after a withdrawal than this purpose accepts.' },
  expires_early: { stage: 'decide', when: 'a grant that ends before the purpose does', sentence: 'The agreement ends before this use would.' },
  reserved: { stage: 'decide', when: 'a holder explicitly refused the use', sentence: 'A holder has explicitly refused this use.' },
  disclaimed: { stage: 'decide', when: 'an owner says that they hold no rights, and nobody has named the owners without them yet', sentence: 'The one named as owner says that they are not.' },
  disputed: { stage: 'decide', when: 'a dispute that was neither settled nor lapsed, or that was upheld', sentence: 'Somebody disputes what was said about this work.' },
  competing_claims: { stage: 'decide', when: 'accepted lines differ in author or owners', sentence: 'Different people claim this work.' },
  assurance_too_low: { stage: 'decide', when: 'an identity is checked less well than the purpose asks', sentence: 'Who this is was checked less well than this purpose asks.' },

  // Verification of a bundle
  file_missing: { stage: 'verify', when: 'a file that the bundle needs is absent', sentence: 'A file of the bundle is missing. Get the whole bundle again.' },
  file_unexpected: { stage: 'verify', when: 'a file that no line of the bundle names', sentence: 'The bundle holds a file that nothing in it accounts for.' },
  file_hash_mismatch: { stage: 'verify', when: 'a data file whose bytes are not those of its name', sentence: 'A file is not the one that was agreed to: its content differs from its fingerprint.' },
  items_mismatch: { stage: 'verify', when: 'the items do not have the root or count of the manifest', sentence: 'The list of items is not the one that was signed.' },
  items_order: { stage: 'verify', when: 'items not strictly ascending by sha256', sentence: 'The list of items is out of order or names an item twice.' },
  counts_mismatch: { stage: 'verify', when: 'counts of the manifest differ from its items', sentence: 'The manifest’s counts are not those of its items.' },
  evidence_mismatch: { stage: 'verify', when: 'an evidence file does not have the hash in the manifest', sentence: 'An evidence file is not the one that was signed for.' },
  evidence_missing: { stage: 'verify', when: 'a statement, works line or state line that an item needs is absent', sentence: 'The evidence for an item is incomplete.' },
  evidence_surplus: { stage: 'verify', when: 'evidence that no item needs', sentence: 'The bundle holds evidence that no item needs.' },
  proof_invalid: { stage: 'verify', when: 'a Merkle proof does not lead to its root', sentence: 'A proof does not lead to the root it should: something was exchanged.' },
  checkpoint_malformed: { stage: 'verify', when: 'a checkpoint or signed note not in its one form', sentence: 'The checkpoint of the log is not readable.' },
  checkpoint_untrusted: { stage: 'verify', when: 'no valid signature on the checkpoint by a log key that the verifier trusts', sentence: 'The log is not one that you trust. Add its key to your trust file if you do.' },
  checkpoint_mismatch: { stage: 'verify', when: 'the checkpoint is not the one the manifest names', sentence: 'The checkpoint is not the one that the manifest names.' },
  issuer_untrusted: { stage: 'verify', when: 'the manifest is signed by somebody the verifier does not name', sentence: 'Somebody else than the teams that you trust signed this manifest.' },
  witness_quorum_missing: { stage: 'verify', when: 'fewer cosignatures by named witnesses than the quorum', sentence: 'Fewer witnesses than you ask for have seen this log.' },
  monitor_quorum_missing: { stage: 'verify', when: 'fewer cosignatures by named monitors than the quorum', sentence: 'Fewer monitors than you ask for have recomputed this state.' },
  key_compromised: { stage: 'verify', when: 'a slice that was signed with keys that a recovery key declared compromised since', sentence: 'This was signed with a key that its owner has declared stolen.' },
  not_allowed: { stage: 'verify', when: 'the decision run again does not allow an item', sentence: 'A holder did not agree to this use of an item.' },
  laundering: { stage: 'verify', when: 'the manifest claims more than the computed scope', sentence: 'The manifest claims more than the holders allowed.' },
  duties_mismatch: { stage: 'verify', when: 'the manifest leaves out a duty that a holder asks for', sentence: 'The manifest leaves out something that holders ask for in return.' },
  synthetic_mismatch: { stage: 'verify', when: 'a synthetic item that differs from its signed slice', sentence: 'A synthetic item is not the one that its slice describes.' },
  synthetic_misplaced: { stage: 'verify', when: 'a synthetic item in an evaluation split, or beyond its share', sentence: 'Synthetic items are where they must not be.' },
  lineage_unfit: { stage: 'verify', when: 'a model fitted on a dataset that was not released before it, not for `synthesise`, or holds synthetic items', sentence: 'The model behind these synthetic items was fitted on a dataset that does not allow it. The detail says which.' },
  synthetic_not_reproduced: { stage: 'verify', when: 'making a synthetic item again gives other content', sentence: 'Made again, a synthetic item comes out differently.' },
  release_missing: { stage: 'verify', when: 'no release of this manifest in the log', sentence: 'This manifest was never released in the log.' },
  release_mismatch: { stage: 'verify', when: 'the release is of another manifest', sentence: 'The release in this bundle belongs to another manifest.' },
  withdrawn: { stage: 'verify', when: 'checked for freshness: a holder has ended the agreement since', sentence: 'Agreed then, withdrawn since. Assemble the next version without these items.' },
  log_forked: { stage: 'verify', when: 'a newer checkpoint that does not extend the one in the bundle', sentence: 'The log shows two histories. Keep both checkpoints: they prove it.' },
  bundle_unreadable: { stage: 'verify', when: 'a file in the bundle is not in its one canonical encoding', sentence: 'A file of the bundle is not in its canonical form: it was damaged or edited.' },
  state_false: { stage: 'verify', when: 'a logged state whose root or count is not what the entries before it give', sentence: 'The registry signed a state that does not follow from its log. Keep the log as it is now, and show it to others.' },
  line_too_long: { stage: 'verify', when: 'a line over its limit', sentence: 'A line in this file is longer than allowed.' },

  // Around them: files, network, operation
  file_unreadable: { stage: 'service', when: 'a file or folder cannot be read', sentence: 'This file cannot be read. Check that it exists and that you may read it.' },
  file_unwritable: { stage: 'service', when: 'a file or folder cannot be written: no room, or no permission', sentence: 'This could not be written, and nothing half written was left. Make room, or name another folder.' },
  link_leaves_folder: { stage: 'service', when: 'a symbolic link leads out of the folder that was named', sentence: 'A link leads out of this folder. Remove it, or name the file itself.' },
  already_withdrawn: { stage: 'service', when: 'a withdrawal of what was withdrawn or replaced as a whole', sentence: 'This grant has ended already. Nothing new was signed.' },
  not_confirmed: { stage: 'service', when: 'the person at the terminal did not say yes', sentence: 'Nothing was signed.' },
  nothing_to_publish: { stage: 'service', when: 'no file of a known kind was found', sentence: 'There is nothing to publish here.' },
  folder_in_use: { stage: 'service', when: 'the folder to write to is not empty', sentence: 'This folder already holds something. Name an empty one.' },
  key_file_exposed: { stage: 'service', when: 'a key file that others may read', sentence: 'Others on this machine can read this key file. Run: chmod 600 on it.' },
  passphrase_needed: { stage: 'service', when: 'a sealed key file and nobody to ask', sentence: 'This key file is sealed by a passphrase. Give it with --passphrase-file, or at a terminal.' },
  passphrase_wrong: { stage: 'service', when: 'a sealed key file that this passphrase does not open', sentence: 'This passphrase does not open the key file, or the file was changed.' },
  registry_unreachable: { stage: 'service', when: 'the registry does not answer', sentence: 'The registry does not answer. Nothing was half recorded: the same command can be run again when it is up.' },
  receipt_invalid: { stage: 'service', when: 'the receipt does not prove what the registry says', sentence: 'The registry’s receipt does not prove that the statement is in the log. Keep the receipt and ask the operator.' },
  database_unreachable: { stage: 'service', when: 'the database does not answer', sentence: 'The database cannot be reached. Check DATABASE_URL and that PostgreSQL is running.' },
  port_in_use: { stage: 'service', when: 'the port is taken', sentence: 'This port is in use. Choose another with --port, or stop the program that has it.' },
  log_identity_lost: { stage: 'service', when: 'the log has a history, and its key, name or last signed checkpoint is missing or another’s', sentence: 'A file that makes this log the log it was is missing or another’s. Restore it from a backup: without it the registry does not sign.' },
  log_name_mismatch: { stage: 'service', when: 'data or database of a log under another name', sentence: 'This data belongs to a log of another name. Use its own data folder, or name it as it is named there.' },
  rollback_detected: { stage: 'service', when: 'the database holds less than the last signed checkpoint', sentence: 'The database is older than the last signed checkpoint. Restore a newer one: signing on would fork the log.' },
  rate_limited: { stage: 'service', when: 'more than is fair for one address or one signer was asked in a short time', sentence: 'That is more than one asker may ask in so short a time. Wait as long as the answer says, then send the same again: nothing was half recorded.' },
  media_type_wrong: { stage: 'service', when: 'a request whose body is not said to be JSON', sentence: 'This takes JSON. Send it with the header content-type: application/json.' },
  database_in_use: { stage: 'service', when: 'another registry, or a check of it, has the database', sentence: 'Another registry uses this database. Stop it first, or give this one a database of its own.' },
  upload_unknown: { stage: 'service', when: 'a chunk of a list whose statement was not sent first, or was given up after a day', sentence: 'This list is not being uploaded, or was given up after a day without a chunk. Begin again with the statement.' },
  uploads_exhausted: { stage: 'service', when: 'as many lists are on their way as may be', sentence: 'Too many lists are on their way. Finish one, or wait a day until what was abandoned is gone.' },
  not_signed_in: { stage: 'service', when: 'a question about a team by somebody who is not signed in, or is no more', sentence: 'You are not signed in any more. Sign in again; what you had written is still on this page.' },
  challenge_ended: { stage: 'service', when: 'a sign-in for a challenge that was used, has ended, or was never given', sentence: 'This challenge was used already or has ended. Nothing happened; sign in again.' },
  role_insufficient: { stage: 'service', when: 'a member whose role does not reach that far', sentence: 'Your role in this team does not allow this. An owner can change it.' },
  owner_needed: { stage: 'service', when: 'a change that would leave a team without an owner', sentence: 'A team needs an owner. Make somebody else one first.' },
  draft_superseded: { stage: 'service', when: 'a draft that somebody else saved since it was read', sentence: 'Somebody else saved this draft after you opened it. Yours was not saved and is still here; look at theirs, or keep yours as a draft of its own.' },
  team_full: { stage: 'service', when: 'as many teams, members or drafts as one may have', sentence: 'There is no more room for this here. Remove one first.' },
  monitor_unknown: { stage: 'service', when: 'cosignatures of a monitor that the registry does not name', sentence: 'This registry keeps cosignatures of the monitors that its operator named, and this is none of them. Nothing was kept. Ask the operator to name it in ASSENT_MONITORS.' },
  erased: { stage: 'service', when: 'the content of a line that an `erase` in the log speaks of is asked for', sentence: 'This was erased. That it was said stays provable, and who has to be asked stays known; what it said is gone.' },
  not_found: { stage: 'service', when: 'nothing is recorded under that name', sentence: 'Nothing is recorded under that name.' },
  quota_impossible: { stage: 'service', when: 'a specification that cannot be carried out', sentence: 'This specification cannot be carried out; the detail says why.' },
  generator_unknown: { stage: 'service', when: 'a generator that is not installed in that version', sentence: 'This generator is not installed here.' },
  table_unfit: { stage: 'service', when: 'rows from which a model could only repeat people: too few, too few people, a column of identifiers', sentence: 'A model fitted on these rows would repeat people instead of describing them; the detail says why. Nothing was written.' },
  synthetic_too_close: { stage: 'service', when: 'a report on synthetic rows with a closed gate', sentence: 'These synthetic rows come too close to the people they were learnt from. Do not use them; the detail says what was measured.' },
  internal: { stage: 'service', when: 'a fault of ours', sentence: 'Something went wrong on our side. Nothing was half recorded.' },

  // Warnings: true, and worth knowing
  time_unwitnessed: { stage: 'warning', when: 'no quorum of witnesses confirms the time', sentence: 'Only the registry says when this was; no witness confirms it.' },
  state_unmonitored: { stage: 'warning', when: 'no quorum of monitors recomputed the state', sentence: 'Nobody else has recomputed the registry’s state.' },
  synthetic_not_regenerated: { stage: 'warning', when: 'no generator was at hand to make items again', sentence: 'The synthetic items were not made again to check them.' },
  synthetic_tainted: { stage: 'warning', when: 'items out of a model of unknown lineage, which trust takes with this said', sentence: 'Tainted: some items come out of a model of which nobody says what it was trained on.' },
  synthetic_unrepeatable: { stage: 'warning', when: 'items of a generator, or a model, that is not at hand here', sentence: 'Some synthetic items could not be made again here: whoever holds their model can, and for a generator outside of this project nobody.' },
  data_absent: { stage: 'warning', when: 'the bundle holds no data files', sentence: 'The bundle holds no files: the evidence was checked, the pictures were not.' },
} as const satisfies Record<string, CodeEntry>;

export type Code = keyof typeof codes;

/** All codes, ascending. */
export const codeNames = Object.keys(codes).toSorted() as Code[];
