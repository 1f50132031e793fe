export { acceptLine, acceptStatement, type Candidate, type Registry, type SignedList } from './accept.ts';
export {
  assemble,
  type Assembly,
  type CandidateWork,
  type Chosen,
  type Leftover,
  matches,
  specificationHash,
} from './assemble.ts';
export {
  type EvidenceFile,
  evidenceFiles,
  type EvidencePiece,
  evidencePieces,
  type EvidenceStore,
} from './bundle/evidence-pieces.ts';
export {
  type EvidencePlan,
  type EvidenceSource,
  planEvidence,
  type ShownList,
  type ShownSlice,
} from './bundle/evidence-plan.ts';
export {
  encodeEvidence,
  type EvidenceHead,
  EvidenceStream,
  gatherEvidence,
  readEvidence,
} from './bundle/evidence-stream.ts';
export { buildState, ledgerSource } from './bundle/ledger-evidence.ts';
export { dataPath, files, monitorsFile, parentsFile, sourceFolder } from './bundle/format.ts';
export { checkFreshness, type FreshnessReport, type NewerState, sourcesIn } from './bundle/freshness.ts';
export { type Finding, type SliceSummary, type SyntheticSummary, type VerificationReport } from './bundle/report.ts';
export { type BundleSource, memorySource } from './bundle/source.ts';
export { notHere, type Regenerate } from './bundle/synthetic-items.ts';
export { verifyManifest, type VerifyOptions } from './bundle/verify-manifest.ts';
export { type Progress } from './bundle/watched-source.ts';
export {
  composeItems,
  composeManifest,
  type EvidenceHashes,
  extensionOf,
  type FilledSlice,
  hashFile,
  type ManifestInput,
  writeItems,
} from './compose-manifest.ts';
export {
  acceptIdentity,
  acceptSignatures,
  type Authority,
  type LatestIdentity,
  isPlainKey,
  signatoriesOf,
  signerOf,
} from './authority.ts';
export {
  freeze,
  type FreezeInput,
  type Frozen,
  type RecordedRelease,
  releaseFile,
  releaseOf,
  sizeOfReceipt,
} from './freeze.ts';
export { decide } from './decide.ts';
export { type DecidedWork, decider, evidenceOf, partiesIn, partySourceIn } from './decider.ts';
export { type History, type Logged, type StatementOf, type WorkEvidence } from './history.ts';
export { type Holders, holdersOf } from './holders.ts';
export { Ledger } from './ledger.ts';
export { assembleIn, candidatesIn, type Facet, type ParentDataset, type Survey, Surveyor } from './survey.ts';
export { type Variation, type WhatIf, whatIf } from './what-if.ts';
export { type Described, type Description, isHolderLine } from './works-fold.ts';
export {
  askedOnWithdraw,
  type Dataset,
  descendantsOf,
  type Lineage,
  lineageOf,
  type ReachedDataset,
  type ReachedModel,
  reachedBy,
  type TrainedModel,
} from './lineage.ts';
export {
  bearsOnWorks,
  erasedLineOf,
  isErasedText,
  listRoot,
  openLines,
  openList,
  openStoredList,
  storedLeaf,
} from './list.ts';
export { everything, isWithin, meetTerms, meetTerritory, territoryCovers } from './meet.ts';
export { assuranceFrom, identitiesOfSigners, isShowable, type Parties } from './parties.ts';
export { claimedBeyond, dutiesOf, fullScope, meetScopes, scopeOfWork } from './scope.ts';
export {
  describeCode,
  describeDecision,
  describePurpose,
  describeReason,
  describeShortfall,
} from './words/decision.ts';
export { type Language } from './words/language.ts';
export { StateHashes } from './state-hashes.ts';
export { shortIdentity } from './words/short-identity.ts';
export { nameKind } from './words/name-kind.ts';
export { describeReached, describeStatement, describeWithdrawal } from './words/statement.ts';
export { describeScope, describeTerms, noticeOf, noticeVersions, readNotice, type SignedTerms } from './words/terms.ts';
export { languages } from './words/wordings.ts';
export { replayEntry, type Replayed, replayOpened } from './replay.ts';
