export { acceptStatement, type Candidate, type Registry, type SignedList } from './accept.ts';
export {
  assemble,
  type Assembly,
  type CandidateWork,
  type Chosen,
  type Leftover,
  specificationHash,
} from './assemble.ts';
export { buildEvidence, buildState, type EvidenceFiles, type EvidenceInput } from './bundle/build-evidence.ts';
export { dataPath, files } from './bundle/format.ts';
export { checkFreshness, type FreshnessReport, type NewerState } from './bundle/freshness.ts';
export { type Finding, type VerificationReport } from './bundle/report.ts';
export { type BundleSource, memorySource } from './bundle/source.ts';
export { type Regenerate } from './bundle/synthetic-items.ts';
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
export { type AssuranceOf, assuranceFrom, decide, type WorkEvidence } from './decide.ts';
export { type DecidedWork, decider } from './decider.ts';
export { type Holders, holdersOf } from './holders.ts';
export { type History, isHolderLine, Ledger, type Logged } from './ledger.ts';
export { listRoot, openList } from './list.ts';
export { everything, isWithin, meetTerms, meetTerritory, territoryCovers } from './meet.ts';
export { claimedBeyond, dutiesOf, fullScope, meetScopes, scopeOfWork } from './scope.ts';
export {
  describeDecision,
  describePurpose,
  describeReason,
  describeTerms,
  noticeVersion,
  shortIdentity,
} from './words.ts';
export { replayEntry, type Replayed } from './replay.ts';
