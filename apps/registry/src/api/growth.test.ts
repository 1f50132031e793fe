import { describe, expect, test } from 'vitest';
import { Growth } from './growth.ts';

const logOf = (size: number) => ({ size, root: new Uint8Array(32), note: `note of ${size}` });

const setting = () => {
  let size = 3;
  const growth = new Growth(() => logOf(size));
  return {
    growth,
    grow: (): void => {
      size++;
      growth.look();
    },
  };
};

const next = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> =>
  new TextDecoder().decode((await reader.read()).value);

describe('the stream of the log’s growth', () => {
  test('begins with what was missed, and goes on', async () => {
    const { growth, grow } = setting();
    const reader = growth.listen(1, () => undefined).getReader();
    expect(await next(reader)).toBe('retry: 3000\n\n');
    expect(await next(reader)).toBe('id: 3\nevent: growth\ndata: {"from":1,"size":3,"checkpoint":"note of 3"}\n\n');
    grow();
    expect(await next(reader)).toContain('id: 4\nevent: growth\ndata: {"from":3,"size":4');
    await reader.cancel();
  });

  test('a reader that does not read is dropped, one that reads is not', async () => {
    const { growth, grow } = setting();
    let dropped = 0;
    const stalled = growth.listen(3, () => dropped++).getReader();
    const reader = growth.listen(3, () => expect.unreachable()).getReader();
    for (let i = 0; i < 100; i++) {
      grow();
      await next(reader);
    }
    expect(dropped).toBe(1);
    expect(growth.listeners).toBe(1);
    await expect(stalled.read()).rejects.toThrow('does not read');
  });

  test('one that goes away is forgotten, once', async () => {
    const { growth, grow } = setting();
    let gone = 0;
    const reader = growth.listen(3, () => gone++).getReader();
    await reader.cancel();
    grow();
    growth.close();
    expect(gone).toBe(1);
    expect(growth.listeners).toBe(0);
  });

  test('ends for all when the registry stops', async () => {
    const { growth } = setting();
    const reader = growth.listen(3, () => undefined).getReader();
    growth.close();
    await next(reader);
    await next(reader);
    expect(await reader.read()).toEqual({ done: true, value: undefined });
  });
});
