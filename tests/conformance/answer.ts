import { memorySource, verifyManifest } from '@assent/consent';
import {
  decodeEntry,
  equalBytes,
  leafHash,
  MultiproofVerifier,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  verifyNote,
} from '@assent/log';
import { acceptPayload, fromUtf8, limits, parseJson } from '@assent/schema';
import { node } from '@assent/signing/node';
import { noble, openSigned, openStatement, toBase64, webcrypto } from '@assent/signing/verify';
import { canonicalForm } from './canonical-form.ts';
import { type BundleCase, Case } from './cases.ts';
import { decideCase } from './decide-case.ts';
import { foldCase, verifyState } from './fold-case.ts';

/** Longer lines are not read. */
export const longestLine = 32 * 1024 * 1024;

const backends = { node, noble, webcrypto } as const;

/** The answer to one line; a case that cannot be read is answered with `error`. Never throws. */
export const answer = async (line: Uint8Array | undefined): Promise<object> => {
  if (line === undefined) return { error: `too_large: a line of more than ${longestLine} bytes` };
  const json = parseJson(line, longestLine);
  if (!json.ok) return { error: `${json.refusal.code}: ${json.refusal.detail}` };
  const parsed = Case.safeParse(json.value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { error: `malformed: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.slice(0, 300) };
  }
  try {
    return await ask(parsed.data);
  } catch (cause) {
    return { error: `${(cause as Error).name}: ${(cause as Error).message}`.slice(0, 300) };
  }
};

const ask = async (asked: Case): Promise<object> => {
  switch (asked.op) {
    case 'ed25519.verify':
      return { ok: await backends[asked.backend ?? 'node'].verify(asked.key, asked.sig, asked.msg) };
    case 'payload.accept': {
      const payload = acceptPayload(asked.bytes, limits.payload);
      return payload.ok ? { ok: true } : { ok: false, code: payload.refusal.code };
    }
    case 'jcs': {
      const json = parseJson(asked.bytes, longestLine);
      const form = json.ok ? canonicalForm(json.value) : json;
      return form.ok ? { ok: true, bytes: toBase64(form.value) } : { ok: false };
    }
    case 'statement.open': {
      const opened = await openStatement(asked.envelope, node);
      return opened.ok ? { ok: true, id: opened.value.id } : { ok: false, code: opened.refusal.code };
    }
    case 'entry.open': {
      const signed = decodeEntry(asked.entry);
      const opened = signed.ok ? await openSigned(signed.value, node) : signed;
      return opened.ok
        ? { ok: true, id: opened.value.id, leafHash: toBase64(leafHash(asked.entry)) }
        : { ok: false, code: opened.refusal.code };
    }
    case 'merkle.root':
      return { root: toBase64(rootOf(asked.leaves.map(leafHash))) };
    case 'merkle.inclusion':
      return { ok: verifyInclusion(asked.leafHash, asked.index, asked.size, asked.proof, asked.root) };
    case 'merkle.multiproof':
      return { ok: verifiesMany(asked) };
    case 'merkle.consistency':
      return { ok: verifyConsistency(asked.size1, asked.size2, asked.root1, asked.root2, asked.proof) };
    case 'note.verify':
      return verifiedNote(asked.note, asked.vkeys);
    case 'checkpoint.parse': {
      const text = fromUtf8(asked.text);
      const checkpoint = text.ok ? parseCheckpoint(text.value) : text;
      if (!checkpoint.ok) return { ok: false };
      const { origin, size, root } = checkpoint.value;
      return { ok: true, origin, size, root: toBase64(root) };
    }
    case 'accept':
      return { codes: foldCase(asked.entries, asked.at, 'offered').codes };
    case 'state.verify':
      return verifyState(asked);
    case 'bundle.verify':
      return verifiedBundle(asked);
    case 'decide':
      return decideCase(asked);
    default:
      return asked satisfies never;
  }
};

const verifiedNote = async (bytes: Uint8Array, vkeys: readonly string[]): Promise<object> => {
  const known = [];
  for (const vkey of vkeys) {
    const verifier = parseVerifierKey(vkey);
    if (!verifier.ok) return { ok: false, signers: [], code: verifier.refusal.code };
    known.push(verifier.value);
  }
  const note = parseNote(bytes);
  const signers = note.ok ? await verifyNote(note.value, known, node) : note;
  return signers.ok
    ? { ok: true, signers: signers.value.map(({ name }) => name) }
    : { ok: false, signers: [], code: signers.refusal.code };
};

const verifiesMany = ({ leaves, size, proof, root }: Case & { readonly op: 'merkle.multiproof' }): boolean => {
  let taken = 0;
  const verifier = new MultiproofVerifier(size, () => proof[taken++]);
  for (const { index, leafHash: leaf } of leaves) if (!verifier.push(index, leaf)) return false;
  const computed = verifier.root();
  return computed !== undefined && equalBytes(computed, root);
};

/** The distinct codes of what is wrong, ascending. No synthetic item is made again. */
const verifiedBundle = async ({ files, trust }: BundleCase): Promise<object> => {
  const source = memorySource(new Map(Object.entries(files)));
  const { ok, errors } = await verifyManifest(source, {
    trust,
    ed25519: node,
    regenerate: undefined,
    regenerateSlots: 'all',
  });
  return { ok, codes: [...new Set(errors.map(({ code }) => code))].toSorted() };
};
