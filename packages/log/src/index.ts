export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
export { decodeEntry, encodeEntry } from './entry.ts';
export { emptyRoot, equalBytes, leafHash, nodeHash } from './hash.ts';
export { MultiproofVerifier, proveMany } from './multiproof.ts';
export {
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
export { formatTilePath, parseTilePath, type TileAddress, tileWidth } from './tile.ts';
export { MemoryTree, type NodeReader, peakLevels, rangeHash, rootOf, TreeHasher } from './tree.ts';
