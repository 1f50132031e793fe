import { accepted, refused, type Result, toUtf8 } from '@assent/schema';

/**
 * A sound as samples, without any encoder: what the identity of a sound is the hash of.
 * `"synth-pcm/1" ‖ 0x00 ‖ u32be samples a second ‖ u8 channels ‖ samples`, 16 bits each, signed, lowest byte first.
 */
export interface CanonicalSound {
  readonly rate: number;
  /** Of one channel. */
  readonly samples: Int16Array;
  readonly content: Uint8Array;
}

const magic = toUtf8('synth-pcm/1\0');
const headerLength = magic.length + 5;

/** A sound of one channel. */
export const soundOf = (samples: Int16Array, rate: number): CanonicalSound => {
  const content = new Uint8Array(headerLength + samples.length * 2);
  content.set(magic);
  const view = new DataView(content.buffer);
  view.setUint32(magic.length, rate);
  content[magic.length + 4] = 1;
  samples.forEach((sample, i) => view.setInt16(headerLength + i * 2, sample, true));
  return { rate, samples, content };
};

/** The sound in its canonical form; only one channel is read. */
export const readSound = (content: Uint8Array): Result<CanonicalSound> => {
  const isSound = content.length >= headerLength && magic.every((byte, i) => content[i] === byte);
  if (!isSound || content[magic.length + 4] !== 1 || (content.length - headerLength) % 2 !== 0) {
    return refused('malformed', 'not a sound of one channel in canonical form');
  }
  const view = new DataView(content.buffer, content.byteOffset);
  const samples = new Int16Array((content.length - headerLength) / 2);
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(headerLength + i * 2, true);
  return accepted({ rate: view.getUint32(magic.length), samples, content });
};

/** A WAV file (RIFF, PCM of 16 bits) whose `LIST INFO` says what made it. */
export const writeWav = ({ rate, samples, content }: CanonicalSound, software: string, comment: string): Uint8Array => {
  const info = [infoChunk('ISFT', software), infoChunk('ICMT', comment)];
  const list = concatenate([toUtf8('INFO'), ...info]);
  const format = new Uint8Array(16);
  const view = new DataView(format.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 1, true);
  view.setUint32(4, rate, true);
  view.setUint32(8, rate * 2, true);
  view.setUint16(12, 2, true);
  view.setUint16(14, 16, true);
  const data = content.subarray(content.length - samples.length * 2);
  const body = concatenate([toUtf8('WAVE'), chunk('fmt ', format), chunk('LIST', list), chunk('data', data)]);
  return chunk('RIFF', body);
};

/** A text that ends with a zero, to an even length. */
const infoChunk = (type: string, text: string): Uint8Array => {
  const bytes = toUtf8(`${text}\0`);
  return chunk(type, bytes.length % 2 === 0 ? bytes : toUtf8(`${text}\0\0`));
};

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const out = new Uint8Array(8 + data.length);
  out.set(toUtf8(type));
  new DataView(out.buffer).setUint32(4, data.length, true);
  out.set(data, 8);
  return out;
};

const concatenate = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};
