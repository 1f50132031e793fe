import { canonicalize, limits, type Statement } from '@assent/schema';
import { expect, test } from 'vitest';
import { openList } from './list.ts';
import { grantBy, hashOf, lineOf, listOf, sliceBy, sliceList, stateOf, subjectLineOf } from './testing/told-log.ts';

const list = listOf([lineOf('plate', 'ann'), lineOf('view', 'ann')]);
const texts = list.lines.map((line) => canonicalize(line));
const grant = grantBy('ann', list);
const codeOf = (statement: Statement, lines: readonly string[]): string => {
  const opened = openList(statement, lines);
  return opened.ok ? 'opened' : opened.refusal.code;
};

test('a list opens to its lines and to what it hashes to', () => {
  expect(openList(grant, texts)).toEqual({ ok: true, value: list });
  expect(openList(grant, [])).toMatchObject({ ok: true, value: { count: 0, lines: [] } });
});

test('each line is canonical', () => {
  expect(codeOf(grant, [` ${texts[0]}`])).toBe('not_canonical');
  expect(codeOf(grant, [`${texts[0]}\r`])).toBe('not_canonical');
  expect(codeOf(grant, [''])).toBe('not_json');
  expect(codeOf(grant, ['{'])).toBe('not_json');
  expect(codeOf(grant, ['['.repeat(40) + ']'.repeat(40)])).toBe('too_deep');
});

test('each line is of its statement’s shape, and the line is named', () => {
  const subject = canonicalize(subjectLineOf('portrait'));
  expect(codeOf(grant, [subject])).toBe('malformed');
  expect(codeOf({ ...grant, capacity: 'subject' }, [subject])).toBe('opened');
  expect(codeOf({ ...grant, capacity: 'guardian' }, [subject])).toBe('opened');
  expect(codeOf({ ...grant, capacity: 'subject' }, texts)).toBe('malformed');
  const slices = sliceList([0]);
  const slice = sliceBy('team', `sha256:${hashOf('plan')}`, hashOf('nonce'), slices);
  expect(
    codeOf(
      slice,
      slices.lines.map((line) => canonicalize(line)),
    ),
  ).toBe('opened');
  expect(codeOf(slice, texts)).toBe('malformed');
  expect(openList(grant, [texts[0]!, subject])).toMatchObject({
    ok: false,
    refusal: { detail: expect.stringMatching(/^line 1: /) },
  });
});

test('a key that could reach a prototype is in no line', () => {
  const hostile = texts[0]!.replace('{"', '{"__proto__":1,"');
  expect(codeOf(grant, [hostile])).toBe('malformed');
});

test('a line has its limit in bytes', () => {
  const long = (title: string): string =>
    canonicalize({
      ...lineOf('plate', 'ann'),
      title,
      urls: [`https://a.example/${'x'.repeat(1900)}`, `https://b.example/${'x'.repeat(1500)}`],
    });
  expect(long('é'.repeat(100)).length).toBeLessThan(limits.line);
  expect(codeOf(grant, [long('e')])).toBe('opened');
  const over = long('e'.repeat(200)).length;
  expect(over).toBeLessThanOrEqual(limits.line);
  expect(codeOf(grant, [long('€'.repeat(200))])).toBe('line_too_long');
});

test('a statement without a list has none', () => {
  expect(codeOf(stateOf(0), [])).toBe('works_list_mismatch');
});
