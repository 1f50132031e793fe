import { describe, expect, test } from 'vitest';
import { formatTilePath, parseTilePath, type TileAddress } from './tile.ts';

describe('a tile’s path', () => {
  test.each<readonly [string, TileAddress]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    // The example of C2SP tlog-tiles.
    ['tile/3/x001/x234/067', { level: 3, index: 1_234_067, width: 256 }],
    ['tile/entries/000.p/1', { level: 'entries', index: 0, width: 1 }],
    ['tile/0/999.p/255', { level: 0, index: 999, width: 255 }],
    ['tile/0/x001/000', { level: 0, index: 1000, width: 256 }],
    ['tile/63/x016/x777/216', { level: 63, index: 2 ** 24, width: 256 }],
    ['tile/entries/x004/x294/x967/296', { level: 'entries', index: 2 ** 32, width: 256 }],
  ])('%s', (path, address) => {
    expect(parseTilePath(path)).toEqual(address);
    expect(formatTilePath(address)).toBe(path);
  });

  test.each([
    '',
    'tile',
    '/tile/0/000',
    'tile/0/000/',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/x234',
    'tile/0/x001/x234',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/data/000',
    'tile/entries/000.p/0',
    'tile/entries/000.p/01',
    'tile/entries/000.p/256',
    'tile/entries/000.p/',
    'tile/entries/000.p/1/2',
    'tile/0/000?x',
    'tile/0/000\n',
    'tile/0/../000',
    'tile/0/x001/x001/x001/x001/x001/001',
    'tile/0/٠٠٠',
  ])('%j is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});
