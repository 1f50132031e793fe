/** Memory with messages in it, and functions that hash four of them at a time. Addresses are bytes in that memory. */
export interface Lanes {
  /** The first address that is the caller's. */
  readonly free: number;
  /** The memory, of at least so many bytes. What was asked for earlier is no longer valid where it had to grow. */
  memory(bytes: number): Uint8Array;
  /** Hash four messages, padded as FIPS 180-4 §5.1.1 says to the same number of blocks of 64 bytes. */
  hash4(
    in0: number,
    in1: number,
    in2: number,
    in3: number,
    blocks: number,
    out0: number,
    out1: number,
    out2: number,
    out3: number,
  ): void;
  /** Four times `SHA-256(0x01 ‖ left ‖ right)` over hashes of 32 bytes. */
  node4(
    left0: number,
    left1: number,
    left2: number,
    left3: number,
    right0: number,
    right1: number,
    right2: number,
    right3: number,
    out0: number,
    out1: number,
    out2: number,
    out3: number,
  ): void;
}
