import { describeDecision, type Language } from '@assent/consent';
import type { Decision, Purpose, Trust } from '@assent/schema';
import { ask, type RegistryClient } from '../registry-client.ts';
import { hashOfFile } from '../work-files.ts';

export interface Explained {
  readonly sha256: string;
  readonly decision: Decision;
  readonly words: readonly string[];
  readonly asOf: { readonly index: number; readonly at: number };
}

/** May this work be used for this purpose? A file is hashed here; only its hash is asked about. */
export const explain = async (
  work: string,
  purpose: Purpose,
  trust: Trust,
  client: RegistryClient,
  language: Language,
): Promise<Explained> => {
  const sha256 = /^[0-9a-f]{64}$/.test(work) ? work : (await hashOfFile(work)).sha256;
  const { decision, state } = await ask(client, (api) => api.works.explain.mutate({ sha256, purpose, trust }));
  return { sha256, decision, words: describeDecision(language, decision), asOf: { index: state.index, at: state.at } };
};
