import { encodeEvidence } from '@assent/consent';
import { Count, Identity, Sha256 } from '@assent/schema';
import type { Hono } from 'hono';
import { z } from 'zod';
import { gatherEvidence } from '../datasets/evidence.ts';
import { readJson } from './body.ts';
import { bodyLimits, costs, listLimits, streamPause } from './fair-use.ts';
import { type Door, open, refusalOf } from './plain.ts';
import { tooMany } from './question.ts';
import { apiPath } from './routes.ts';

const EvidenceQuestion = z.strictObject({
  /** Log index of the state. */
  state: Count,
  works: z.array(Sha256).max(listLimits.evidence),
  /** Whose keys are to be shown, where they can change: who issues the manifest. */
  signers: z.array(Identity).max(8).default([]),
  slices: z.array(z.strictObject({ index: Count, files: z.array(Sha256).max(listLimits.evidence) })).max(64),
  /** Entries of the log that it is proved under, as an earlier answer said; else those of the newest checkpoint. */
  under: Count.optional(),
});

/** For the description of the API. */
export const evidenceFile = {
  name: 'gatherEvidence',
  path: `${apiPath}/evidence`,
  says: 'Evidence for works and synthetic slices as of a state: the files of a bundle, as a stream of frames, `u8 kind ‖ u32be length ‖ bytes`. Kinds: 0 the head (JSON: `asOf`, the `checkpoint` note, `stateLines`), 1 proofs, 2 state, 3 statements, 4 works, 5 the end; a file is its frames’ bytes in order.',
  media: 'application/octet-stream',
  input: EvidenceQuestion,
} as const;

/** The one way to evidence: a stream, since a dataset's may be larger than memory. What is refused is refused before it begins. */
export const serveEvidence = (app: Hono<Door>): void => {
  app.post(evidenceFile.path, async (context) => {
    const asking = context.get('asking');
    const { registry, fairUse, caller } = asking;
    const json = context.get('json') ?? (await readJson(context.req.raw, bodyLimits.evidence, asking));
    if (!json.ok) return refusalOf(context, json.refusal);
    const asked = EvidenceQuestion.safeParse(json.value);
    if (!asked.success) {
      const [issue] = asked.error.issues;
      const detail = `${issue!.path.map(String).join('.') || 'here'}: ${issue!.message}`;
      return refusalOf(context, { code: 'malformed', detail });
    }
    const wait = fairUse.addresses.take(caller, costs.everything - costs.any);
    if (wait > 0) return refusalOf(context, tooMany(wait).refusal);
    const release = fairUse.stream(caller);
    if (release === undefined) return refusalOf(context, tooMany(streamPause).refusal);
    const gathered = await gatherEvidence(registry, asked.data).catch((cause: unknown) => {
      release();
      throw cause;
    });
    if (!gathered.ok) {
      release();
      return refusalOf(context, gathered.refusal);
    }
    const frames = encodeEvidence(gathered.value.head, gathered.value.pieces);
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const next = await frames.next().catch((cause: unknown) => {
          release();
          throw cause;
        });
        if (next.done !== true) return controller.enqueue(next.value);
        release();
        controller.close();
      },
      cancel: async () => {
        release();
        await frames.return(undefined);
      },
    });
    return context.body(body, 200, {
      'content-type': evidenceFile.media,
      'cache-control': 'no-store',
      ...open,
    });
  });
};
