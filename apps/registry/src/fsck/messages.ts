import type { Refusal } from '@assent/schema';
import type { Checked } from './check-stored.ts';
import type { Finding } from './finding.ts';

/** What a check found. */
export type FsckReport =
  | { readonly ok: true; readonly checked: Checked }
  | { readonly ok: false; readonly finding: Finding };

/** What the terminal program is told, message by message; the last one has `report` or `refusal`. */
export type FsckMessage =
  | { readonly step: 'rebuild' | 'check'; readonly done: number; readonly total: number }
  | { readonly report: FsckReport }
  | { readonly refusal: Refusal };
