import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyRoot, leafHash } from '@assent/log';
import { toUtf8 } from '@assent/schema';
import { toBase64 } from '@assent/signing';
import { afterAll, describe, expect, test } from 'vitest';
import { longestLine } from './answer.ts';
import { runProgram, RunningProgram } from './running-program.ts';

const base64 = (text: string): string => toBase64(toUtf8(text));
const rootOfNothing = { op: 'merkle.root', leaves: [] };
const nothing = { root: toBase64(emptyRoot()) };
const error = (pattern: RegExp) => ({ error: expect.stringMatching(pattern) });

const running = new RunningProgram();
const { ask } = running;
afterAll(async () => {
  expect(await running.end()).toEqual({ exitCode: 0, complaints: '', unasked: false });
});

test('`pnpm conformance` is this program', async () => {
  const root = join(import.meta.dirname, '..', '..', 'package.json');
  const { scripts } = JSON.parse(await readFile(root, 'utf8')) as { scripts: Record<string, string> };
  expect(scripts.conformance).toBe('node tests/conformance/program.ts');
});

describe('whatever comes in', () => {
  const goes = `${JSON.stringify(rootOfNothing)}\n`;

  test('each line has one answer, in order', async () => {
    const names = Array.from({ length: 300 }, (_, i) => String(i));
    const cases = names.map((name, i) =>
      // Slow ones and quick ones in turn.
      i % 3 === 0
        ? { op: 'ed25519.verify', key: '00'.repeat(32), sig: '00'.repeat(64), msg: '', backend: 'webcrypto' }
        : { op: 'jcs', bytes: base64(`"${name}"`) },
    );
    const answers = names.map((name, i) => (i % 3 === 0 ? { ok: false } : { ok: true, bytes: base64(`"${name}"`) }));
    expect(await ask(...cases)).toEqual(answers);
  });

  test('a line that is no case is answered, and the next one is too', async () => {
    const lines: readonly (readonly [string | Uint8Array, RegExp])[] = [
      ['', /^not_json/],
      ['   ', /^not_json/],
      ['nonsense', /^not_json/],
      ['{', /^not_json/],
      ['null', /^malformed/],
      ['[]', /^malformed/],
      ['"decide"', /^malformed/],
      ['{}', /^malformed: op/],
      ['{"op":"nonsense"}', /^malformed: op/],
      ['{"op":"constructor"}', /^malformed: op/],
      ['{"op":["jcs"]}', /^malformed: op/],
      ['{"op":"jcs"}', /^malformed: bytes/],
      ['{"op":"merkle.root","leaves":["A"]}', /^malformed: leaves/],
      ['{"op":"merkle.root","leaves":{}}', /^malformed: leaves/],
      ['{"op":"decide"}', /^malformed/],
      [Uint8Array.of(0x22, 0xff, 0x22), /^not_utf8/],
      ['\ufeff{}', /^not_json/],
      ['['.repeat(100_000), /^not_json/],
      ['['.repeat(100_000) + ']'.repeat(100_000), /^too_deep/],
      ['{"op":"jcs","bytes":"MQ==","op":"x"}', /^malformed: op/],
    ];
    const { answers, exitCode, complaints } = await runProgram(lines.flatMap(([line]) => [line, '\n', goes]));
    expect(answers).toEqual(lines.flatMap(([, pattern]) => [error(pattern), nothing]));
    expect([exitCode, complaints]).toEqual([0, '']);
  });

  test('an answer to hostile input is short', async () => {
    const { answers } = await runProgram([`{"op":"${'x'.repeat(1_000_000)}"}\n`, `${'x'.repeat(1_000_000)}\n`]);
    expect(answers.map((answer) => JSON.stringify(answer).length < 1000)).toEqual([true, true]);
  });

  test('members that a case does not need are passed over', async () => {
    expect(await ask({ ...rootOfNothing, name: 'empty tree', comment: null })).toEqual([nothing]);
  });

  test('lines may end in CR LF, and the last one in nothing', async () => {
    const line = JSON.stringify(rootOfNothing);
    expect((await runProgram([`${line}\r\n${line}`])).answers).toEqual([nothing, nothing]);
    expect((await runProgram([])).answers).toEqual([]);
    expect((await runProgram(['\n'])).answers).toEqual([error(/^not_json/)]);
  });

  test('a line may come in pieces, and several in one', async () => {
    const pieces = [...JSON.stringify(rootOfNothing), '\n', goes + goes];
    expect((await runProgram(pieces)).answers).toEqual([nothing, nothing, nothing]);
  });

  test('a line of 10 MB is answered for what it holds', async () => {
    const big = 'A'.repeat(10_000_000);
    const { answers } = await runProgram([
      `${JSON.stringify({ op: 'payload.accept', bytes: big })}\n`,
      goes,
      `${JSON.stringify({ op: 'merkle.root', leaves: [big] })}\n`,
      `${big}\n`,
      goes,
    ]);
    expect(answers).toEqual([
      { ok: false, code: 'too_large' },
      nothing,
      { root: toBase64(leafHash(new Uint8Array(7_500_000))) },
      error(/^not_json/),
      nothing,
    ]);
  });

  test('a line beyond the limit is answered and not kept', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x78);
    const endless = Array.from({ length: 40 }, () => piece);
    const { answers, exitCode } = await runProgram([...endless, '\n', goes, ...endless, '\n', goes, ...endless]);
    expect(40 * piece.length).toBeGreaterThan(longestLine);
    expect(answers).toEqual([error(/^too_large/), nothing, error(/^too_large/), nothing, error(/^too_large/)]);
    expect(exitCode).toBe(0);
  });
});
