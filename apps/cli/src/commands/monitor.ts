import { readFile, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { Command } from 'commander';
import { codes, type Trust } from '@assent/schema';
import { parseVerifierKey } from '@assent/log';
import type { Answer } from '../answer.ts';
import { fail, unwrap } from '../failure.ts';
import { now, readTrustFile } from '../files.ts';
import { openKeys } from '../keys.ts';
import { checkSplitView } from '../operations/monitor-evidence.ts';
import { Monitor } from '../operations/monitor.ts';
import { type Answering, example, passphraseOption, registryOption, trustOption, wholeNumber } from './options.ts';

interface MonitorOptions {
  readonly registry: string;
  readonly trust: string;
  readonly data: string;
  readonly evidence: string;
  readonly log?: string;
  readonly every?: number;
  readonly key?: string;
  readonly passphraseFile?: string;
  readonly check?: string;
}

const largestEvidence = 65_536;

const checkEvidence = async (file: string, trust: Trust): Promise<Answer> => {
  const { size } = await stat(file).catch((cause: Error) => fail('file_unreadable', `${file}: ${cause.message}`));
  if (size > largestEvidence) return fail('too_large', file);
  const evidence = await checkSplitView(new Uint8Array(await readFile(file)), trust);
  if (!evidence.ok) {
    const { code, detail } = evidence.refusal;
    return {
      value: { ok: false, code, detail },
      lines: [`This proves nothing. ${codes[code].sentence}`, `  ${code}: ${detail}`],
      yes: false,
    };
  }
  const { origin, first, second } = evidence.value;
  return {
    value: { ok: true, ...evidence.value },
    lines: [
      `Proven: ${origin} signed two histories.`,
      ...first.split('\n').slice(0, 3),
      ...second.split('\n').slice(0, 3),
    ],
    yes: true,
  };
};

const followedLog = ({ logs }: Trust, { registry, log }: MonitorOptions) => {
  const named = log === undefined ? logs : logs.filter(({ origin }) => origin === log);
  const [only] = named;
  if (only === undefined || named.length > 1) return fail('checkpoint_untrusted', 'name one log of the trust file');
  const address = registry.replace(/\/+$/, '');
  return { address, origin: only.origin, key: unwrap(parseVerifierKey(only.key)) };
};

const monitor = async (options: MonitorOptions): Promise<Answer> => {
  const trust = await readTrustFile(options.trust);
  if (options.check !== undefined) return checkEvidence(options.check, trust);
  const log = followedLog(trust, options);
  const signer =
    options.key === undefined ? undefined : (await openKeys([options.key], options.passphraseFile)).signers[0];
  const cosigner = signer && { signer, clock: now };
  const watching = await Monitor.open(log, options.data, cosigner);
  for (;;) {
    const seen = await watching.look();
    if (seen.split !== undefined) {
      await writeFile(options.evidence, `${JSON.stringify(seen.split, null, 2)}\n`);
      return {
        value: { ok: false, code: 'log_forked', evidence: options.evidence },
        lines: [codes.log_forked.sentence, `  log_forked: ${log.origin}; the evidence is in ${options.evidence}`],
        yes: false,
      };
    }
    const { size, before, followed, cosigned } = seen;
    const lines = [
      `${log.origin}: ${size} entries, ${size - before} of them new; it extends what it showed before.`,
      `  Recomputed: ${followed.entries} entries with their signatures and lists, ${followed.states} states.`,
    ];
    if (signer !== undefined) lines.push(`  Cosigned as ${signer.did}: ${cosigned} states.`);
    if (options.every === undefined)
      return { value: { ok: true, size, before, ...followed, cosigned }, lines, yes: true };
    process.stderr.write(lines.map((line) => `${line}\n`).join(''));
    await wait(options.every * 1_000);
  }
};

/** `assent monitor`. */
export const monitorProgram = (answering: Answering): Command =>
  new Command('monitor')
    .description('recompute a registry from outside: every entry, every state, and that it shows one history')
    .addOption(registryOption())
    .addOption(trustOption())
    .option('--log <origin>', 'which log, where the trust file names several')
    .option('--data <folder>', 'where it remembers what it saw', '.assent-monitor')
    .option('--evidence <file>', 'where to write the proof, if two histories are found', 'split-view.json')
    .option('--every <seconds>', 'look again and again; without it, once', wholeNumber)
    .option('--key <file>', 'cosign each state that it recomputed, with a key for nothing else (see: assent keygen)')
    .addOption(passphraseOption())
    .option('--check <file>', 'instead: does this evidence prove two histories? Offline')
    .addHelpText('after', example('monitor --registry https://registry.example --trust trust.json --data seen'))
    .action(answering(monitor));
