import { canonicalBytes, type IdentityStatement, type Statement } from '@assent/schema';
import { actIdOf, randomSeed, type Signer, signerFromSeed } from '@assent/signing';
import { writeKeyFile } from '@assent/signing/key-file';
import { join, resolve } from 'node:path';
import { fail, unwrap } from '../failure.ts';
import { type Log, logOf } from '../registry-client.ts';
import { readIdentityHistory } from './identity-history.ts';
import { hashText, type Place, type Said, say, type Speaker } from './say.ts';

/** A key that was made and is not written yet. */
interface NewKey {
  readonly file: string;
  readonly seed: Uint8Array;
  readonly signer: Signer;
}

/** Where keys of a kind are kept in a folder. */
const filesOf = (folder: string, name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => join(folder, `${name}${count === 1 ? '' : `-${i + 1}`}.key`));

const newKeys = (files: readonly string[]): NewKey[] =>
  files.map((file) => {
    const seed = randomSeed();
    return { file, seed, signer: signerFromSeed(seed) };
  });

const didsOf = (signers: readonly Signer[]): string[] => signers.map(({ did }) => did).toSorted();
const signersOf = (keys: readonly NewKey[]): Signer[] => keys.map(({ signer }) => signer);
const hashesOf = (keys: readonly NewKey[]): string[] => keys.map(({ signer }) => hashText(signer.publicKey)).toSorted();

/** A key that the log knew and nobody had would be a lost identity: keys are written first. */
const writeKeys =
  (keys: readonly NewKey[], identity: string, passphrase: string | undefined) => async (): Promise<void> => {
    for (const { file, seed } of keys) unwrap(await writeKeyFile(file, seed, passphrase, identity));
  };

export interface Changed {
  readonly said: Said<IdentityStatement>;
  readonly identity: string;
  /** Files of the keys that were made. */
  readonly made: readonly string[];
}

export interface NewIdentity {
  /** Where the key files go. */
  readonly folder: string;
  readonly keys: number;
  /** How many of them have to sign. */
  readonly threshold: number;
  readonly passphrase: string | undefined;
}

/** Begin an identity whose keys can change: keys that sign, keys announced to come next, a key for when all are lost. */
export const newIdentity = async (place: Place, wanted: NewIdentity): Promise<Changed> => {
  const { folder, keys: count, threshold, passphrase } = wanted;
  if (count < 1 || count > 8 || threshold < 1 || threshold > count)
    return fail('malformed', '1 to 8 keys, of which at least one has to sign, and no more than there are');
  const log = await logOf(place.client);
  const files = {
    signing: filesOf(folder, 'signing', count),
    next: filesOf(folder, 'next', count),
    recovery: filesOf(folder, 'recovery', 1),
  };
  const said = await say<IdentityStatement>(place, log, {
    kind: 'identity',
    file: files.signing[0]!,
    asked: ['new'],
    draft: () => {
      const [signing, next, recovery] = [newKeys(files.signing), newKeys(files.next), newKeys(files.recovery)];
      const statement: IdentityStatement = {
        v: 1,
        kind: 'identity',
        aud: log.origin,
        iss: 'act:self',
        iat: place.now,
        keys: didsOf(signersOf(signing)),
        threshold,
        nextKeyHashes: hashesOf(next),
        recovery: didsOf(signersOf(recovery)),
      };
      const prepare = writeKeys([...recovery, ...next, ...signing], identityOf(statement), passphrase);
      return { statement, signers: signersOf(signing), prepare };
    },
  });
  return { said, identity: identityOf(said.statement), made: Object.values(files).flat() };
};

const identityOf = (statement: Statement): string =>
  statement.iss === 'act:self' ? actIdOf(canonicalBytes(statement)) : statement.iss;

const headerOf = ({ keys, now }: Speaker, log: Log) => {
  if (!keys.identity.startsWith('act:'))
    fail('signer_not_entitled', `${keys.file}: this key is its own identity, which cannot change`);
  return { v: 1, kind: 'identity', aud: log.origin, iss: keys.identity, iat: now } as const;
};

/** Change to the keys that were announced before, which sign it, and announce those that come after them. */
export const rotateIdentity = async (
  speaker: Speaker,
  { out, threshold, passphrase }: { out: string; threshold: number | undefined; passphrase: string | undefined },
): Promise<Changed> => {
  const { keys, client } = speaker;
  const log = await logOf(client);
  const header = headerOf(speaker, log);
  const own = didsOf(keys.signers);
  const made = filesOf(out, 'next', keys.signers.length);
  const said = await say<IdentityStatement>(speaker, log, {
    kind: 'identity',
    file: keys.file,
    asked: ['rotate', keys.identity, own],
    draft: async () => {
      const latest = (await readIdentityHistory(client, keys.identity)).at(-1)!;
      const next = newKeys(made);
      const statement: IdentityStatement = {
        ...header,
        prev: latest.id,
        keys: own,
        threshold: threshold ?? Math.max(1, Math.min(latest.statement.threshold, own.length)),
        nextKeyHashes: hashesOf(next),
        recovery: latest.statement.recovery,
      };
      return { statement, signers: keys.signers, prepare: writeKeys(next, keys.identity, passphrase) };
    },
  });
  return { said, identity: keys.identity, made };
};

/** Take keys away: those named, or all; by those that sign now. */
export const revokeKeys = async (speaker: Speaker, dropped: readonly string[]): Promise<Changed> => {
  const { keys, client } = speaker;
  const log = await logOf(client);
  const header = headerOf(speaker, log);
  const said = await say<IdentityStatement>(speaker, log, {
    kind: 'identity',
    file: keys.file,
    asked: ['revoke', keys.identity, dropped.toSorted()],
    draft: async () => {
      const { id, statement: latest } = (await readIdentityHistory(client, keys.identity)).at(-1)!;
      const unknown = dropped.find((did) => !latest.keys.includes(did));
      if (unknown !== undefined) fail('not_found', `${unknown} does not sign for ${keys.identity}`);
      const left = dropped.length === 0 ? [] : latest.keys.filter((did) => !dropped.includes(did));
      const { nextKeyHashes, recovery } = latest;
      const threshold = Math.min(latest.threshold, left.length);
      const statement = { ...header, prev: id, keys: left, threshold, nextKeyHashes, recovery };
      return { statement, signers: keys.signers };
    },
  });
  return { said, identity: keys.identity, made: [] };
};

/** Begin again with new keys, by a recovery key; and say since when what the old ones signed was a thief's doing. */
export const recoverIdentity = async (
  speaker: Speaker,
  {
    folder,
    keys: count,
    threshold,
    passphrase,
    stolenSince,
  }: NewIdentity & { readonly stolenSince: number | undefined },
): Promise<Changed> => {
  const { keys, client } = speaker;
  const log = await logOf(client);
  const header = headerOf(speaker, log);
  const [signing, next] = [filesOf(folder, 'signing', count), filesOf(folder, 'next', count)];
  const said = await say<IdentityStatement>(speaker, log, {
    kind: 'identity',
    file: keys.file,
    asked: ['recover', keys.identity, resolve(folder)],
    draft: async () => {
      const { id, statement: latest } = (await readIdentityHistory(client, keys.identity)).at(-1)!;
      const [now, later] = [newKeys(signing), newKeys(next)];
      const statement: IdentityStatement = {
        ...header,
        prev: id,
        keys: didsOf(signersOf(now)),
        threshold,
        nextKeyHashes: hashesOf(later),
        recovery: latest.recovery,
        ...(stolenSince !== undefined && { compromisedSince: stolenSince }),
      };
      return { statement, signers: keys.signers, prepare: writeKeys([...later, ...now], keys.identity, passphrase) };
    },
  });
  return { said, identity: keys.identity, made: [...signing, ...next] };
};
