import type { EmbeddedRights } from './embedded-rights.ts';

/** Why a file cannot be registered: it cannot be read, or is no picture though its name says so. */
type FileProblem = 'noPicture' | 'unreadable';

/** What was found of one file. Nothing of its content is in here but a small picture for this page. */
export interface Looked {
  readonly id: number;
  readonly sha256?: string;
  readonly width?: number;
  readonly height?: number;
  readonly thumbnail?: Blob;
  readonly problem?: FileProblem;
  /** What it says of itself. */
  readonly rights?: EmbeddedRights;
}

export type ToFiles =
  | { readonly kind: 'add'; readonly files: readonly { readonly id: number; readonly file: File }[] }
  | { readonly kind: 'clear'; readonly turn: number }
  | { readonly kind: 'pause' | 'resume' };

export interface FromFiles {
  /** What comes late of files that were put away is not shown. */
  readonly turn: number;
  readonly looked: readonly Looked[];
}
