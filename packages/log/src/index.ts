export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { decodeEntry, encodeEntry } from './entry.ts';
export { sha256 } from '#sha256';
export { emptyRoot, equalBytes, leafHash, nodeHash } from './hash.ts';
export { HashBatch, type Promised } from './hash-batch.ts';
export { multiproofLength, MultiproofMaker, MultiproofVerifier, MultiproofWalk, proveMany } from './multiproof.ts';
export {
  cosign,
  formatNote,
  formatVerifierKey,
  type Note,
  type NoteSignature,
  type NoteVerifier,
  parseNote,
  parseVerifierKey,
  signNote,
  type VerifiedSigner,
  verifyNote,
} from './note.ts';
export { inclusionRoot, proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from './proof.ts';
export {
  cosignatureOf,
  cosignState,
  formatStateNote,
  formatStateText,
  openStateNote,
  type PlacedState,
  type StateMonitor,
} from './state-note.ts';
export { formatTilePath, parseTilePath, type TileAddress, tileWidth } from './tile.ts';
export { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
export { CompactRange, MemoryTree, type NodeReader, peakLevels, rangeHash, rootOf, TreeHasher } from './tree.ts';
