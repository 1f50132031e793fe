import { cosignState, type PlacedState } from '@assent/log';
import { type Signer, toBase64 } from '@assent/signing';
import { fail } from '../failure.ts';

/** How long a registry may take to take them, in milliseconds. */
const patience = 60_000;
/** Cosignatures in one request: as many as a registry takes. */
const portion = 1_000;

/** Who cosigns the states that a monitor recomputed, and what time it is, in seconds. */
export interface Cosigner {
  readonly signer: Signer;
  readonly clock: () => number;
}

/** Cosign states that were found right, and give the registry the cosignatures. Safe to do again. */
export const cosignStates = async (
  address: string,
  states: readonly PlacedState[],
  { signer, clock }: Cosigner,
): Promise<void> => {
  for (let from = 0; from < states.length; from += portion) {
    const cosignatures = await Promise.all(
      states.slice(from, from + portion).map(async (state) => {
        const { signature } = await cosignState(state, signer.did, clock(), signer);
        return { state: state.index, signature: toBase64(signature) };
      }),
    );
    await send(address, { monitor: signer.did, cosignatures });
  }
};

const send = async (address: string, body: object): Promise<void> => {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${address}/api/v1/states/cosignatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
    text = await answer.text();
  } catch (cause) {
    return fail('registry_unreachable', `${address}: ${(cause as Error).message}`);
  }
  if (answer.status === 200) return;
  if (answer.status === 403) return fail('monitor_unknown', address);
  fail('registry_unreachable', `cosignatures: answered ${answer.status} ${text.slice(0, 200)}`);
};
