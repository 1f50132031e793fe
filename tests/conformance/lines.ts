const lineFeed = 0x0a;

/**
 * Lines of a stream, without their line feeds; `undefined` for one that is longer than `limit` bytes, of which no more
 * is kept. Each line feed ends one line, an empty one too; what follows the last line feed is a line unless it is empty.
 */
export async function* readLines(
  pieces: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array | undefined> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  const finish = (): Uint8Array | undefined => {
    const line = length > limit ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return line;
  };
  for await (const piece of pieces) {
    let rest = piece;
    for (let end = rest.indexOf(lineFeed); end >= 0; end = rest.indexOf(lineFeed)) {
      keep(rest.subarray(0, end));
      yield finish();
      rest = rest.subarray(end + 1);
    }
    keep(rest);
  }
  if (length > 0) yield finish();
}
