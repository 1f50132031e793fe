import { z } from 'zod';
import { Mime, Name, PlainText, SemVer, Sha256 } from './primitives.ts';
import { SyntheticClass, SyntheticRole } from './statement.ts';

/** What a generator says of itself (see the catalogue in docs/generators). */
export const GeneratorManifest = z.strictObject({
  id: Name,
  version: SemVer,
  /** SHA-256 over the generator's own source files. */
  codeDigest: Sha256,
  class: SyntheticClass,
  modality: z.enum(['audio', 'image', 'tabular', 'text']),
  mime: Mime,
  roles: z.array(SyntheticRole).min(1),
  digitalSourceType: z.enum(['algorithmicMedia', 'trainedAlgorithmicData', 'trainedAlgorithmicMedia']),
  determinism: z.enum(['attested-only', 'bit-exact', 'decoded-exact']),
  /** Known outputs: moving one needs a major version. */
  golden: z.array(z.strictObject({ seed: Sha256, parametersHash: Sha256, content: Sha256 })),
  lineage: z.array(PlainText(300)),
  evidence: z.array(
    z.strictObject({
      claim: PlainText(300),
      metric: PlainText(100),
      value: PlainText(60),
      source: PlainText(300),
      grade: z.enum(['measured', 'none', 'published']),
    }),
  ),
  notFor: z.array(PlainText(200)).min(1),
});
export type GeneratorManifest = z.infer<typeof GeneratorManifest>;
