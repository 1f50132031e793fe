export { BundledRelease, BundledStateLine, BundledWorksLine } from './bundle-line.ts';
export {
  type Json,
  acceptCanonicalText,
  acceptPayload,
  canonicalBytes,
  canonicalize,
  flat,
  fromUtf8,
  holdsForbidden,
  limits,
  parseJson,
  toUtf8,
} from './canonical.ts';
export { type Code, type CodeEntry, codeNames, codes } from './codes.ts';
export { Axis, CodeName, Decision, Reason, Verdict, axes } from './decision.ts';
export { Envelope } from './envelope.ts';
export { GeneratorManifest } from './generator.ts';
export { jsonSchema, namedSchemas } from './json-schemas.ts';
export { AsOf, Item, Manifest, Split, StratumCounts, policyVersion } from './manifest.ts';
export { openCanonical, openJson } from './open.ts';
export {
  ActId,
  Count,
  Country,
  DidKey,
  Identity,
  Mime,
  Name,
  Origin,
  PlainText,
  SemVer,
  SetOf,
  Sha256,
  StatementId,
  Time,
  Url,
  isAscending,
} from './primitives.ts';
export { PublicationReceipt } from './publication-receipt.ts';
export { UploadProgress } from './upload-progress.ts';
export { type Refusal, type Result, accepted, refused } from './refusal.ts';
export { SignIn } from './sign-in.ts';
export { SignedRefusal } from './signed-refusal.ts';
export { Fill, Match, Specification, Splits, Stratum } from './specification.ts';
export { IdentityStateLine, type StateLine, WorkStateLine } from './state-line.ts';
export {
  Attest,
  Delegate,
  Disclaim,
  Disclaimed,
  Dispute,
  Erase,
  GeneratorRef,
  Grant,
  Guardianship,
  IdentityStatement,
  type Kind,
  LeafRanges,
  ListCommitment,
  Notice,
  Parameters,
  Receipt,
  Release,
  Resolve,
  SignedFor,
  State,
  Statement,
  Synthetic,
  SyntheticClass,
  SyntheticPlan,
  SyntheticRole,
  Withdraw,
  kinds,
  payloadType,
  syntheticClasses,
} from './statement.ts';
export {
  Assurance,
  Basis,
  Capacity,
  Commerce,
  Downstream,
  Duty,
  GrantedUses,
  MinimumAssurance,
  OnWithdraw,
  Operator,
  Purpose,
  Scope,
  ScopeTerms,
  Tag,
  Terms,
  Territory,
  Use,
  UseTerms,
  capacities,
} from './terms.ts';
export { uses, commerces, operators, downstreams, onWithdraws, duties } from './vocabulary.ts';
export { Trust, VerifierKey } from './trust.ts';
export {
  Claim,
  Depicts,
  ErasedLine,
  HolderLine,
  Salt,
  SliceLine,
  type KeptLine,
  Subject,
  SubjectLine,
  type WorksLine,
} from './works-line.ts';
export {
  type OpenTermsFile,
  openPurposeFile,
  openSpecificationFile,
  openTermsFile,
  PurposeFile,
  resolveTime,
  SpecificationFile,
  TermsFile,
  WrittenClaim,
  WrittenTime,
} from './written-file.ts';
