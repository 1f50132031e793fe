/** Pages on their way while one is used: bounds the memory. */
const ahead = 4;

/**
 * What lies from `begin` to `end`, a page after the other, read while the one before is used.
 *
 * @param length of a page.
 */
export async function* readAhead<T>(
  begin: number,
  end: number,
  length: number,
  read: (from: number, to: number) => Promise<T>,
): AsyncGenerator<T> {
  const pages: Promise<T>[] = [];
  for (let asked = begin; asked < end || pages.length > 0;) {
    for (; pages.length < ahead && asked < end; asked += length) {
      const page = read(asked, Math.min(end, asked + length));
      // Whoever waits for it hears of it; a page behind a failure has nobody.
      page.catch(() => undefined);
      pages.push(page);
    }
    yield await pages.shift()!;
  }
}
