import { sha256 } from '@noble/hashes/sha2.js';
import type { Lanes } from './lanes.ts';

/** The same in JavaScript, one message after the other: for where no WebAssembly may run. */
export const openLanes = (): Lanes => {
  let held = new Uint8Array(65_536);
  const node = new Uint8Array(65);
  node[0] = 1;
  const hash = (at: number, blocks: number, out: number): void => {
    const end = at + blocks * 64;
    const bits = new DataView(held.buffer).getUint32(end - 4);
    held.set(sha256(held.subarray(at, at + bits / 8)), out);
  };
  const join = (left: number, right: number, out: number): void => {
    node.set(held.subarray(left, left + 32), 1);
    node.set(held.subarray(right, right + 32), 33);
    held.set(sha256(node), out);
  };
  return {
    free: 0,
    memory: (bytes) => {
      if (bytes > held.length) {
        const before = held;
        held = new Uint8Array(Math.max(bytes, before.length * 2));
        held.set(before);
      }
      return held;
    },
    hash4: (in0, in1, in2, in3, blocks, out0, out1, out2, out3) => {
      hash(in0, blocks, out0);
      hash(in1, blocks, out1);
      hash(in2, blocks, out2);
      hash(in3, blocks, out3);
    },
    node4: (left0, left1, left2, left3, right0, right1, right2, right3, out0, out1, out2, out3) => {
      join(left0, right0, out0);
      join(left1, right1, out1);
      join(left2, right2, out2);
      join(left3, right3, out3);
    },
  };
};
