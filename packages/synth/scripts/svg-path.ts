import type { Point } from './woff.ts';

// SVG path data (SVG 1.1 §8.3) to contours of points on the curve and points that bend it as TrueType's do.

type Vector = readonly [x: number, y: number];
/** SVG's `matrix(a b c d e f)`. */
export type Transform = readonly [number, number, number, number, number, number];

export const identity: Transform = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const after = ([a, b, c, d, e, f]: Transform, [a2, b2, c2, d2, e2, f2]: Transform): Transform => [
  a * a2 + c * b2,
  b * a2 + d * b2,
  a * c2 + c * d2,
  b * c2 + d * d2,
  a * e2 + c * f2 + e,
  b * e2 + d * f2 + f,
];

const move = ([a, b, c, d, e, f]: Transform, [x, y]: Vector): Vector => [a * x + c * y + e, b * x + d * y + f];

export const readTransform = (text: string): Transform => {
  const [, name, list] = /^(\w+)\(([^)]*)\)$/.exec(text.trim()) ?? [];
  const numbers = (list ?? '').split(/[\s,]+/).map(Number);
  if (numbers.some(Number.isNaN)) throw new Error(`no transform: ${text}`);
  if (name === 'matrix' && numbers.length === 6) return numbers as unknown as Transform;
  if (name === 'translate') return [1, 0, 0, 1, numbers[0]!, numbers[1] ?? 0];
  if (name === 'rotate' && numbers.length === 1) {
    const angle = (numbers[0]! * Math.PI) / 180;
    return [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  }
  throw new Error(`no transform: ${text}`);
};

const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

/** Commands with their numbers; flags of arcs may stand without a space after them. */
const readCommands = (data: string): { command: string; numbers: number[] }[] => {
  const out: { command: string; numbers: number[] }[] = [];
  for (const [, letter, rest] of data.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const count = counts[letter!.toUpperCase()];
    if (count === undefined) throw new Error(`no command of a path: ${letter}`);
    let text = rest!;
    const numbers: number[] = [];
    const take = (pattern: RegExp): void => {
      const found = pattern.exec(text);
      if (found === null) throw new Error(`no number at ${text}`);
      numbers.push(Number(found[1]));
      text = text.slice(found[0].length);
    };
    for (let i = 0; text.trim() !== ''; i++) {
      const isFlag = letter!.toUpperCase() === 'A' && (i % 7 === 3 || i % 7 === 4);
      take(isFlag ? /^[\s,]*([01])/ : /^[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)/i);
    }
    if (count === 0) out.push({ command: letter!, numbers: [] });
    for (let at = 0; at < numbers.length; at += count) {
      // After the first pair, a move goes on as lines.
      const command = at > 0 && letter === 'M' ? 'L' : at > 0 && letter === 'm' ? 'l' : letter!;
      out.push({ command, numbers: numbers.slice(at, at + count) });
    }
  }
  return out;
};

/** Curves of the third degree, four points each, from all that a path may hold. */
const readCurves = (data: string): Vector[][][] => {
  const contours: Vector[][][] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let bend: Vector | undefined;
  let curves: Vector[][] = [];
  const curve = (b: Vector, c: Vector, d: Vector): void => {
    curves.push([[x, y], b, c, d]);
    [x, y] = d;
  };
  const line = (to: Vector): void => curve([x, y], to, to);
  const quadratic = (by: Vector, to: Vector): void =>
    curve(
      [x + ((by[0] - x) * 2) / 3, y + ((by[1] - y) * 2) / 3],
      [to[0] + ((by[0] - to[0]) * 2) / 3, to[1] + ((by[1] - to[1]) * 2) / 3],
      to,
    );
  const finish = (): void => {
    if (curves.length > 0) contours.push(curves);
    curves = [];
  };
  for (const { command, numbers } of readCommands(data)) {
    const kind = command.toUpperCase();
    const [ox, oy] = command === kind ? [0, 0] : [x, y];
    const at = (i: number): Vector => [numbers[i]! + ox, numbers[i + 1]! + oy];
    const before = bend;
    bend = undefined;
    switch (kind) {
      case 'M':
        finish();
        [x, y] = at(0);
        [startX, startY] = [x, y];
        break;
      case 'L':
        line(at(0));
        break;
      case 'H':
        line([numbers[0]! + ox, y]);
        break;
      case 'V':
        line([x, numbers[0]! + oy]);
        break;
      case 'C':
        bend = at(2);
        curve(at(0), at(2), at(4));
        break;
      case 'S':
        bend = at(0);
        curve(before === undefined ? [x, y] : [2 * x - before[0], 2 * y - before[1]], at(0), at(2));
        break;
      case 'Q':
        bend = at(0);
        quadratic(at(0), at(2));
        break;
      case 'T':
        bend = before === undefined ? [x, y] : [2 * x - before[0], 2 * y - before[1]];
        quadratic(bend, at(0));
        break;
      case 'A':
        for (const [b, c, d] of arc([x, y], numbers, at(5))) curve(b, c, d);
        break;
      default:
        line([startX, startY]);
        finish();
        [x, y] = [startX, startY];
    }
  }
  finish();
  return contours;
};

/** An arc of an ellipse as curves of at most a quarter turn (SVG 1.1, appendix F.6). */
const arc = (
  [x1, y1]: Vector,
  [rx, ry, degrees, large, sweep]: readonly number[],
  [x2, y2]: Vector,
): [Vector, Vector, Vector][] => {
  const turn = (degrees! * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const [px, py] = [cos * dx + sin * dy, cos * dy - sin * dx];
  const grown = Math.max(1, Math.sqrt((px / rx!) ** 2 + (py / ry!) ** 2));
  const [a, b] = [rx! * grown, ry! * grown];
  const rest = Math.max(0, (a * b) ** 2 - (a * py) ** 2 - (b * px) ** 2) / ((a * py) ** 2 + (b * px) ** 2);
  const scale = Math.sqrt(rest) * (large === sweep ? -1 : 1);
  const [cx, cy] = [(scale * a * py) / b, (-scale * b * px) / a];
  const from = Math.atan2((py - cy) / b, (px - cx) / a);
  let span = Math.atan2((-py - cy) / b, (-px - cx) / a) - from;
  if (sweep === 1 && span < 0) span += 2 * Math.PI;
  if (sweep === 0 && span > 0) span -= 2 * Math.PI;
  const pieces = Math.max(1, Math.ceil(Math.abs(span) / (Math.PI / 2) - 1e-9));
  const reach = (4 / 3) * Math.tan(span / pieces / 4);
  const place = (u: number, v: number): Vector => [
    cos * (a * u + cx) - sin * (b * v + cy) + (x1 + x2) / 2,
    sin * (a * u + cx) + cos * (b * v + cy) + (y1 + y2) / 2,
  ];
  return Array.from({ length: pieces }, (_, i): [Vector, Vector, Vector] => {
    const [s, e] = [from + (span * i) / pieces, from + (span * (i + 1)) / pieces];
    return [
      place(Math.cos(s) - reach * Math.sin(s), Math.sin(s) + reach * Math.cos(s)),
      place(Math.cos(e) + reach * Math.sin(e), Math.sin(e) - reach * Math.cos(e)),
      i + 1 === pieces ? [x2, y2] : place(Math.cos(e), Math.sin(e)),
    ];
  });
};

/** How far, in units of the result, a curve of the second degree may lie from one of the third that it stands for. */
const tolerance = 1;

/** The contours of a path, each curve replaced by as many of the second degree as it takes. */
export const contoursOf = (data: string, transform: Transform): Point[][] =>
  readCurves(data).map((curves) => {
    const points: Point[] = [];
    for (const curve of curves) {
      const [p, q, r, s] = curve.map((point) => move(transform, point)) as [Vector, Vector, Vector, Vector];
      points.push(pointOf(p, true));
      // Its third derivative tells how far it is from the second degree (the distance is √3/36 of it, over n³).
      const third = Math.hypot(s[0] - 3 * r[0] + 3 * q[0] - p[0], s[1] - 3 * r[1] + 3 * q[1] - p[1]);
      const straight = Math.hypot(q[0] - p[0], q[1] - p[1]) < 1e-9 && Math.hypot(r[0] - s[0], r[1] - s[1]) < 1e-9;
      if (straight) continue;
      const pieces = Math.max(1, Math.ceil(Math.cbrt((third * Math.sqrt(3)) / 36 / tolerance)));
      for (let i = 0; i < pieces; i++) {
        const [from, to] = [i / pieces, (i + 1) / pieces];
        const [start, end] = [along(p, q, r, s, from), along(p, q, r, s, to)];
        const [out, into] = [slope(p, q, r, s, from), slope(p, q, r, s, to)];
        const reach = (to - from) / 4;
        // The control point that both ends' tangents ask for, half from each.
        points.push(
          pointOf(
            [
              (start[0] + end[0]) / 2 + (out[0] - into[0]) * reach,
              (start[1] + end[1]) / 2 + (out[1] - into[1]) * reach,
            ],
            false,
          ),
        );
        if (i + 1 < pieces) points.push(pointOf(end, true));
      }
    }
    const unlike = points.filter(({ x, y, on }, i) => {
      const last = points.at(i - 1)!;
      return !(on && last.on && x === last.x && y === last.y);
    });
    return unlike.length > 0 ? unlike : points.slice(0, 1);
  });

const pointOf = ([x, y]: Vector, on: boolean): Point => ({ x: Math.round(x), y: Math.round(y), on });

const along = (p: Vector, q: Vector, r: Vector, s: Vector, t: number): Vector => {
  const u = 1 - t;
  const mix = (axis: 0 | 1) =>
    u * u * u * p[axis] + 3 * u * u * t * q[axis] + 3 * u * t * t * r[axis] + t * t * t * s[axis];
  return [mix(0), mix(1)];
};

const slope = (p: Vector, q: Vector, r: Vector, s: Vector, t: number): Vector => {
  const u = 1 - t;
  const mix = (axis: 0 | 1) =>
    3 * (u * u * (q[axis] - p[axis]) + 2 * u * t * (r[axis] - q[axis]) + t * t * (s[axis] - r[axis]));
  return [mix(0), mix(1)];
};
