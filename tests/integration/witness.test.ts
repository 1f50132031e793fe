import { connect } from 'node:net';
import {
  emptyRoot,
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  MemoryTree,
  parseNote,
  parseVerifierKey,
  proveConsistency,
  rangeHash,
  signNote,
  verifyNote,
} from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { randomSeed, signerFromSeed, toBase64 } from '@assent/signing';
import { node } from '@assent/signing/node';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/programs.ts';
import { witnessFor } from '../support/witness-process.ts';

const origin = 'log.example/one';

/** A log of this test's own, which can also show two histories. */
const logOf = (name = origin, signer = signerFromSeed(randomSeed())) => {
  const history = (word: string, size: number) =>
    new MemoryTree(Array.from({ length: size }, (_, i) => leafHash(toUtf8(i < 3 ? `leaf ${i}` : `${word} ${i}`))));
  const rootAt = (size: number, word: string): Uint8Array =>
    size === 0 ? emptyRoot() : rangeHash(0, size, history(word, size).read);
  const note = async (size: number, word = 'leaf', root = rootAt(size, word)): Promise<string> =>
    formatNote(await signNote(formatCheckpoint({ origin: name, size, root }), name, signer));
  const body = async (old: number, size: number, word = 'leaf'): Promise<string> => {
    const proof = old > size ? [] : proveConsistency(old, size, history(word, size).read);
    return `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${await note(size, word)}`;
  };
  return { key: formatVerifierKey(name, signer.publicKey), note, body, signer };
};

const submit = async (address: string, body: string | Uint8Array) => {
  const answer = await fetch(`${address}/add-checkpoint`, { method: 'POST', body: body as BodyInit });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
};

/** Whether an answer holds this witness's cosignature of a note, and when. */
const cosignedAt = async (note: string, lines: string, key: string): Promise<number | undefined> => {
  const whole = parseNote(toUtf8(note + lines));
  const verifier = parseVerifierKey(key);
  if (!whole.ok || !verifier.ok) return undefined;
  const signers = await verifyNote(whole.value, [verifier.value], node);
  return signers.ok ? signers.value[0]!.time : undefined;
};

describe('a witness', () => {
  it('cosigns what extends what it cosigned, with the time', async () => {
    const log = logOf();
    const { address, key } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    for (const [old, size] of [
      [0, 2],
      [2, 2],
      [2, 5],
      [5, 300],
    ] as const) {
      const { status, body } = await submit(address, await log.body(old, size));
      expect(status).toBe(200);
      const time = await cosignedAt(await log.note(size), body, key);
      expect(Math.abs(time! - Date.now() / 1000)).toBeLessThan(600);
    }
  });

  it('refuses everything else, each beside what it takes', async () => {
    const log = logOf();
    const { address, key } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    const status = async (body: string | Uint8Array): Promise<number> => (await submit(address, body)).status;
    expect(await status(await log.body(0, 4))).toBe(200);
    const next = await log.body(4, 6);
    const note = await log.note(6);

    const stranger = logOf('log.example/other');
    expect(await status(await stranger.body(0, 4))).toBe(404);
    expect(await status(await logOf().body(4, 6))).toBe(403);
    expect(await status(next.replace(/— .* (.{10})/u, (all) => `${all.slice(0, -5)}AAAAA`))).toBe(403);
    expect(await submit(address, await log.body(0, 6))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: '4\n',
    });
    expect((await submit(address, await log.body(3, 6))).body).toBe('4\n');
    expect(await status(await log.body(4, 4, 'another'))).toBe(409);
    expect(await status(await log.body(4, 6, 'another'))).toBe(422);
    expect(await status(`old 4\n\n${note}`)).toBe(422);
    expect(await status(next.replace('\n', `\n${toBase64(emptyRoot())}\n`))).toBe(422);
    expect(await status(await log.body(7, 6))).toBe(400);
    for (const malformed of [
      '',
      note,
      next.replace('old 4', 'old 04'),
      next.replace('old 4', 'old +4'),
      next.replace('old 4', 'old 4\r'),
      next.replace('old 4', 'old  4'),
      next.replace('old 4', 'old 9999999999999999'),
      next.replace('\n', '\nAAAA\n'),
      next.replace('\n', `\n${`${toBase64(emptyRoot())}\n`.repeat(64)}`),
      next.replace('\n6\n', '\n06\n'),
      `${next}\n`,
      next.slice(0, -1),
    ]) {
      expect([malformed, await status(malformed)]).toEqual([malformed, 400]);
    }
    expect(await status(Uint8Array.of(0xff, 0x0a, 0x0a))).toBe(400);
    expect(await status('x'.repeat(40_000))).toBe(413);
    expect((await fetch(`${address}/add-checkpoint`)).status).toBe(404);

    // None of it moved the record.
    const { status: taken, body } = await submit(address, next);
    expect(taken).toBe(200);
    expect(await cosignedAt(note, body, key)).toBeDefined();
  });

  it('never cosigns two histories, also when both are sent at once and it is killed between', async () => {
    const log = logOf();
    const folder = await temporaryFolder();
    const both = [await log.body(3, 6), await log.body(3, 6, 'another')] as const;
    const notes = [await log.note(6), await log.note(6, 'another')] as const;
    const first = await witnessFor(folder, 'witness.example', [log.key]);
    expect((await submit(first.address, await log.body(0, 3))).status).toBe(200);
    // Killed while it answers; what it answered, if anything, is what it stands by.
    const under = both.map((body) => submit(first.address, body).catch(() => undefined));
    await Promise.race(under);
    await first.kill();
    const answers = await Promise.all(under);
    const again = await witnessFor(folder, 'witness.example', [log.key]);
    const held: string[] = [];
    for (const [i, note] of notes.entries()) {
      const word = i === 0 ? 'leaf' : 'another';
      for (const old of [3, 6]) {
        const body = old === 3 ? both[i]! : await log.body(6, 6, word);
        const { status, body: lines } = await submit(again.address, body);
        if (status === 200 && (await cosignedAt(note, lines, again.key)) !== undefined) held.push(word);
      }
      if (answers[i]?.status === 200) held.push(word);
    }
    expect(new Set(held).size).toBe(1);
  });

  it('refuses to begin anew on a record that it cannot read', async () => {
    const log = logOf();
    const folder = await temporaryFolder();
    const first = await witnessFor(folder, 'witness.example', [log.key]);
    await submit(first.address, await log.body(0, 3));
    await first.kill();
    await expect(witnessFor(folder, 'witness.example', [logOf().key])).rejects.toThrow('checkpoint_untrusted');
  });

  it('serves others while somebody sends nothing', async () => {
    const log = logOf();
    const { address } = await witnessFor(await temporaryFolder(), 'witness.example', [log.key]);
    const silent = Array.from({ length: 20 }, () => connect(Number(new URL(address).port), '127.0.0.1'));
    for (const socket of silent) {
      socket.on('error', () => undefined);
      socket.write('POST /add-checkpoint HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n');
    }
    expect((await submit(address, await log.body(0, 3))).status).toBe(200);
    for (const socket of silent) socket.destroy();
  });
});
