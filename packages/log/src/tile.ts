/** Addresses of a log's public files (C2SP tlog-tiles): 256 hashes, or entries, a tile. */
export const tileWidth = 256;

/** `1234067` → `x001/x234/067`. */
const formatIndex = (index: number): string => {
  const groups: string[] = [];
  let rest = index;
  do {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
    rest = Math.floor(rest / 1000);
  } while (rest > 0);
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
};

export interface TileAddress {
  readonly level: number | 'entries';
  readonly index: number;
  /** How many of its 256 the tile holds; 256 when full. */
  readonly width: number;
}

/** The path of a tile below the log's prefix, without a leading slash. */
export const formatTilePath = ({ level, index, width }: TileAddress): string =>
  `tile/${level}/${formatIndex(index)}${width === tileWidth ? '' : `.p/${width}`}`;

/** Read a tile's path; one encoding only. `undefined` for anything else. */
export const parseTilePath = (path: string): TileAddress | undefined => {
  const match = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  if (match === null) return undefined;
  const index = Number(match[2]!.replaceAll(/[x/]/g, ''));
  const width = match[3] === undefined ? tileWidth : Number(match[3]);
  const level = match[1] === 'entries' ? 'entries' : Number(match[1]);
  if (width < 1 || (match[3] !== undefined && width >= tileWidth) || (level !== 'entries' && level > 63))
    return undefined;
  const address = { level, index, width } as const;
  return formatTilePath(address) === path ? address : undefined;
};
