import { Command } from 'commander';
import { formatVerifierKey, type NoteVerifier, parseVerifierKey } from '@assent/log';
import { fail, unwrap } from '../failure.ts';
import { now } from '../files.ts';
import { openKeys } from '../keys.ts';
import { Witness } from '../operations/witness.ts';
import { serveWitness } from '../operations/witness-http.ts';
import { collect, example, passphraseOption, wholeNumber } from './options.ts';

interface WitnessOptions {
  readonly name: string;
  readonly key: string;
  readonly passphraseFile?: string;
  readonly log: readonly string[];
  readonly data: string;
  readonly host: string;
  readonly port: number;
}

const logKeys = (texts: readonly string[]): NoteVerifier[] =>
  texts.map((text) => {
    const key = unwrap(parseVerifierKey(text));
    // A log signs its checkpoints plainly; a key that cosigns is a witness's.
    return key.type === 1 ? key : fail('key_malformed', `${text} is no log’s key`);
  });

/** Cosign the checkpoints of logs until asked to stop. */
const witness = async (options: WitnessOptions): Promise<void> => {
  const { signers } = await openKeys([options.key], options.passphraseFile);
  const [signer] = signers;
  const verifierKey = formatVerifierKey(options.name, signer.publicKey, 4);
  unwrap(parseVerifierKey(verifierKey));
  const logs = logKeys(options.log);
  const opened = await Witness.open({ name: options.name, signer, logs, folder: options.data, clock: now });
  const { address, ended, stop } = await serveWitness(opened, options);
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.write(`The witness listens on ${address}\n${verifierKey}\n`);
  await ended;
};

/** `assent witness`. */
export const witnessProgram = (): Command =>
  new Command('witness')
    .description('cosign the checkpoints of logs, so that none can show two histories (C2SP tlog-witness)')
    .requiredOption('--name <name>', 'the name in its cosignatures, such as witness.example')
    .requiredOption('--key <file>', 'the key to cosign with, for nothing else (see: assent keygen)')
    .addOption(passphraseOption())
    .requiredOption('--log <key>', 'the verifier key of a log to watch (see: assent trust); once for each', collect)
    .requiredOption('--data <folder>', 'where it remembers what it cosigned: one witness to a folder, never restored')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--port <number>', 'where to listen; 0: any free port', wholeNumber, 4690)
    .addHelpText(
      'after',
      example('witness --name witness.example --key witness.key --log registry.example/log+… --data w'),
    )
    .action(witness);
