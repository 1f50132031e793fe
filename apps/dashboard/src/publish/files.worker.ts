import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../proof/hex.ts';
import type { FromFiles, Looked, ToFiles } from './file-messages.ts';
import { readEmbeddedRights } from './embedded-rights.ts';
import { kindOf } from './file-kinds.ts';

/** Up to here a file is hashed whole, by the browser; beyond, piece by piece. */
const whole = 16 * 1024 ** 2;
const piece = 4 * 1024 ** 2;
/** A larger picture is registered without being drawn. */
const drawn = 128 * 1024 ** 2;
const side = 96;
/** Results are told in parts, so that ten thousand do not each draw the page. */
const pace = 120;

const waiting: { readonly turn: number; readonly id: number; readonly file: File }[] = [];
let done: Looked[] = [];
let turn = 0;
let isPaused = false;
let isBusy = false;
let toldAt = 0;
let resume: () => void = () => {};

const send = (message: FromFiles): void => postMessage(message);

const tell = (): void => {
  toldAt = Date.now();
  if (done.length > 0) send({ turn, looked: done });
  done = [];
};

const resumed = (): Promise<void> | undefined => (isPaused ? new Promise((resolve) => (resume = resolve)) : undefined);

const hashOf = async (file: File, mine: number): Promise<string> => {
  if (file.size <= whole) return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())));
  const hash = sha256.create();
  for (let from = 0; from < file.size; from += piece) {
    // A file of gigabytes stops in the middle too.
    await resumed();
    if (mine !== turn) break;
    hash.update(new Uint8Array(await file.slice(from, from + piece).arrayBuffer()));
  }
  return toHex(hash.digest());
};

const draw = async (file: File): Promise<Pick<Looked, 'height' | 'thumbnail' | 'width'>> => {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, width * scale), Math.max(1, height * scale));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return { width, height, thumbnail: await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 }) };
};

const look = async (id: number, file: File, mine: number): Promise<Looked> => {
  const kind = kindOf(file.name)!;
  let sha256Hex: string;
  try {
    sha256Hex = await hashOf(file, mine);
  } catch {
    return { id, problem: 'unreadable' };
  }
  if (!kind.startsWith('image/') || file.size > drawn) return { id, sha256: sha256Hex };
  try {
    return { id, sha256: sha256Hex, ...(await draw(file)), rights: await readEmbeddedRights(file) };
  } catch {
    return { id, problem: 'noPicture' };
  }
};

const work = async (): Promise<void> => {
  if (isBusy) return;
  isBusy = true;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await resumed();
    if (next.turn !== turn) continue;
    const looked = await look(next.id, next.file, next.turn);
    if (next.turn !== turn) continue;
    done.push(looked);
    if (Date.now() - toldAt > pace) tell();
  }
  tell();
  isBusy = false;
};

addEventListener('message', ({ data }: MessageEvent<ToFiles>) => {
  if (data.kind === 'add') {
    for (const { id, file } of data.files) waiting.push({ turn, id, file });
    void work();
    return;
  }
  if (data.kind === 'clear') {
    turn = data.turn;
    waiting.length = 0;
    done = [];
  }
  isPaused = data.kind === 'pause';
  if (isPaused) tell();
  else resume();
});
