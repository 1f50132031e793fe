import { canonicalBytes, canonicalize, type Kind, toUtf8 } from '@assent/schema';
import { type Signer, statementId } from '@assent/signing';
import { days } from '../../../support/written-statements.ts';
import { grant } from './kinds.ts';
import { samples } from './samples.ts';
import { ann, sealBytes, typeOf } from './seal.ts';
import { statementTwins } from './statement-twins.ts';
import { twinsOfPeople } from './twins-of-people.ts';
import { base64, Cases, refusedWith, type Vector, written, yes } from './vector.ts';

const signersOf = (kind: Kind): readonly Signer[] => samples.find(({ statement }) => statement.kind === kind)!.signers;

/** Every kind as it should be, and what is signed well and said wrongly. */
export const makeStatements = async (): Promise<Vector[]> => {
  const cases = new Cases('Objects');
  const asked = async (kind: Kind, payload: Uint8Array) => ({
    op: 'statement.open',
    envelope: written(await sealBytes(kind, payload, signersOf(kind))),
  });
  const opens = (kind: Kind, payload: Uint8Array) => ({ ...yes, id: statementId(typeOf(kind), payload) });
  for (const { statement } of samples) {
    const payload = canonicalBytes(statement);
    cases.valid(statement.kind, await asked(statement.kind, payload), opens(statement.kind, payload));
  }
  for (const { kind, name, attack, bad, good, code = 'malformed' } of [...statementTwins, ...twinsOfPeople]) {
    let neighbour: string = kind;
    if (good !== undefined) {
      const payload = canonicalBytes(good);
      neighbour = cases.valid(`${kind}/${name}/valid`, await asked(kind, payload), opens(kind, payload));
    }
    const payload = typeof bad === 'string' ? toUtf8(bad) : canonicalBytes(bad);
    cases.attack(`${kind}/${name}`, attack, neighbour, await asked(kind, payload), refusedWith(code));
  }
  return [...cases.vectors, ...(await makeSubstitutions())];
};

/** One object verified, and another one used. */
const makeSubstitutions = async (): Promise<Vector[]> => {
  const cases = new Cases('Objects');
  const payload = canonicalBytes(grant);
  const sealed = Buffer.from(await sealBytes('grant', payload, [ann])).toString('utf8');
  const open = (envelope: string) => ({ op: 'statement.open', envelope: { text: envelope } });
  const valid = cases.valid('substitution/valid', open(sealed), { ...yes, id: statementId(typeOf('grant'), payload) });
  const other = base64(canonicalBytes({ ...grant, until: grant.until! + 365 * days }));
  const own = base64(payload);
  const fails = (name: string, attack: string, envelope: string, code: string): void =>
    cases.attack(`substitution/${name}`, attack, valid, open(envelope), refusedWith(code));
  fails('payload-replaced', 'another payload under the signature', sealed.replace(own, other), 'signature_invalid');
  fails(
    'payload-twice',
    'two payloads, so that one is verified and the other is read',
    sealed.replace('{', `{"payload":"${own}",`).replace(`,"payload":"${own}"`, `,"payload":"${other}"`),
    'signature_invalid',
  );
  fails('payload-as-object', 'the payload as an object', sealed.replace(`"${own}"`, canonicalize(grant)), 'malformed');
  fails(
    'member-beside',
    'a statement beside the payload',
    sealed.replace('{', `{"statement":${canonicalize(grant)},`),
    'malformed',
  );
  fails(
    'proto-of-envelope',
    '`__proto__` in the envelope',
    sealed.replace('{', `{"__proto__":{"payload":"${other}"},`),
    'malformed',
  );
  fails(
    'signature-beside',
    'a member beside key and signature',
    sealed.replace('{"keyid"', '{"cert":"","keyid"'),
    'malformed',
  );
  return cases.vectors;
};
