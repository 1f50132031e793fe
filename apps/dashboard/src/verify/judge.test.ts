import type { Finding, VerificationReport } from '@assent/consent';
import { codeNames, codes } from '@assent/schema';
import { describe, expect, it } from 'vitest';
import { checkOf, checksOf, verdictOf } from './judge.ts';

const report = (errors: readonly Finding[], rest: Partial<VerificationReport> = {}): VerificationReport => ({
  ok: errors.length === 0,
  asOf: undefined,
  issuer: undefined,
  manifest: undefined,
  manifestId: undefined,
  counts: { total: 0, consented: 0, synthetic: 0, regenerated: 0 },
  synthetic: { class: null, tainted: false, slices: [] },
  errors,
  warnings: [],
  ...rest,
});

describe('the verdict', () => {
  it('is true of a report without errors, and not true of one with any that speaks against the dataset', () => {
    expect(verdictOf(report([]))).toBe('true');
    expect(verdictOf(report([{ code: 'items_mismatch' }]))).toBe('false');
  });

  it.each(['checkpoint_untrusted', 'issuer_untrusted', 'witness_quorum_missing', 'monitor_quorum_missing'] as const)(
    'cannot be given where the reader’s own trust is all that is lacking: %s',
    (code) => {
      expect(verdictOf(report([{ code }]))).toBe('unjudged');
      expect(verdictOf(report([{ code }, { code: 'laundering', item: 'a' }]))).toBe('false');
    },
  );

  it('cannot be given where evidence was not handed over; an item’s own file is part of what is claimed', () => {
    expect(verdictOf(report([{ code: 'file_missing', detail: 'evidence/proofs.bin' }]))).toBe('unjudged');
    expect(verdictOf(report([{ code: 'file_missing', item: 'a', detail: 'data/a.png' }]))).toBe('false');
  });

  it('is not true of a manifest that was never released', () => {
    expect(verdictOf(report([{ code: 'release_missing' }]))).toBe('false');
  });
});

describe('a finding', () => {
  it('of every code of verification belongs to a part of it', () => {
    const verifying = codeNames.filter((code) => codes[code].stage === 'verify');
    const inFiles = ['bundle_unreadable', 'line_too_long'];
    const lost = verifying.filter((code) => checkOf({ code }) === 'statements' && code !== 'proof_invalid');
    expect(lost.filter((code) => !inFiles.includes(code))).toEqual([]);
  });

  it.each([
    [{ code: 'signature_invalid', detail: 'manifest.json: did:key:z' }, 'manifest'],
    [{ code: 'signature_invalid', detail: 'localhost' }, 'log'],
    [{ code: 'signature_invalid', statement: 'index 3' }, 'statements'],
    [{ code: 'bundle_unreadable', detail: 'evidence/release: entry' }, 'release'],
    [{ code: 'bundle_unreadable', detail: 'items.jsonl: not_canonical' }, 'items'],
    [{ code: 'evidence_mismatch', detail: 'evidence/state.jsonl' }, 'files'],
    [{ code: 'wrong_audience', detail: 'another' }, 'manifest'],
  ] as const)('%o belongs to %s', (finding, part) => {
    expect(checkOf(finding)).toBe(part);
  });
});

describe('a part', () => {
  const outcomes = (complete: boolean, errors: readonly Finding[]) =>
    Object.fromEntries(checksOf({ complete, report: report(errors) }).map(({ name, outcome }) => [name, outcome]));

  it('without findings holds once the verification came to its end, and is open before', () => {
    const errors = [{ code: 'file_hash_mismatch', item: 'a' }] as const;
    expect(outcomes(true, errors)).toMatchObject({ files: 'fails', consent: 'holds', release: 'holds' });
    expect(outcomes(false, errors)).toMatchObject({ files: 'fails', consent: 'open', release: 'open' });
  });

  it('is open where what it rests on fails: nobody agreed to an item without evidence', () => {
    const errors = [{ code: 'evidence_missing', item: 'a' }] as const;
    expect(outcomes(true, errors)).toMatchObject({
      statements: 'holds',
      state: 'fails',
      consent: 'open',
      release: 'holds',
    });
  });

  it('that comes before what was found was passed: the log’s key comes before its statements', () => {
    expect(outcomes(false, [{ code: 'proof_invalid' }])).toMatchObject({ log: 'holds', statements: 'fails' });
    expect(outcomes(false, [{ code: 'evidence_mismatch' }])).toMatchObject({ log: 'open', files: 'fails' });
  });

  it('of a manifest that could not be opened does not hold', () => {
    expect(outcomes(false, [{ code: 'too_large', detail: 'manifest.json' }])).toMatchObject({
      manifest: 'fails',
      log: 'open',
    });
    expect(outcomes(false, [{ code: 'evidence_mismatch' }])).toMatchObject({ manifest: 'open' });
  });
});
