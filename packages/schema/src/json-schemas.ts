import { z } from 'zod';
import { BundledRelease, BundledStateLine, BundledWorksLine } from './bundle-line.ts';
import { Decision } from './decision.ts';
import { Envelope } from './envelope.ts';
import { GeneratorManifest } from './generator.ts';
import { Item, Manifest } from './manifest.ts';
import { PublicationReceipt } from './publication-receipt.ts';
import { Specification } from './specification.ts';
import { SignIn } from './sign-in.ts';
import { SignedRefusal } from './signed-refusal.ts';
import { IdentityStateLine, WorkStateLine } from './state-line.ts';
import { kinds } from './statement.ts';
import { Purpose, Terms } from './terms.ts';
import { Trust } from './trust.ts';
import { HolderLine, SliceLine, SubjectLine } from './works-line.ts';
import { PurposeFile, SpecificationFile, TermsFile } from './written-file.ts';

/** Every shape that is signed, stored or written by hand, by file name. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  ...kinds,
  'bundled-release': BundledRelease,
  'bundled-state-line': BundledStateLine,
  'bundled-works-line': BundledWorksLine,
  decision: Decision,
  envelope: Envelope,
  'generator-manifest': GeneratorManifest,
  'holder-line': HolderLine,
  'identity-state-line': IdentityStateLine,
  item: Item,
  manifest: Manifest,
  'publication-receipt': PublicationReceipt,
  purpose: Purpose,
  'purpose-file': PurposeFile,
  'sign-in': SignIn,
  'signed-refusal': SignedRefusal,
  'slice-line': SliceLine,
  specification: Specification,
  'specification-file': SpecificationFile,
  'subject-line': SubjectLine,
  terms: Terms,
  'terms-file': TermsFile,
  trust: Trust,
  'work-state-line': WorkStateLine,
};

/** The JSON Schema (2020-12) of a named shape; rules that JSON Schema cannot say (order, sums) are in docs/spec. */
export const jsonSchema = (name: string): object => {
  if (!Object.hasOwn(namedSchemas, name)) throw new RangeError(`no schema named ${name}`);
  return { $id: `https://assent.example/schema/${name}.v1.json`, title: name, ...z.toJSONSchema(namedSchemas[name]!) };
};
