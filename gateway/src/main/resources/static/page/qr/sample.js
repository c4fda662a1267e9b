// Lays a symbol's grid over the picture and reads its modules.

import { sizeOf, VERSION_MAX } from './symbol.js';

const SEARCH_MODULES = 8;
const STEP = 0.5;
const SCORE_MIN = 21;

/** The versions that the distances suggest, the likeliest first. */
export function likelyVersions(picture, { topLeft, topRight, bottomLeft }) {
  const module = (moduleAlong(picture, topLeft, topRight) + moduleAlong(picture, topLeft, bottomLeft)) / 2;
  const side = (distance(topLeft, topRight) + distance(topLeft, bottomLeft)) / 2;
  const exact = (side / module + 7 - 17) / 4;
  const nearest = Math.round(exact);
  const second = exact > nearest ? 1 : -1;
  return [0, second, -second, 2 * second, -2 * second].map((d) => nearest + d).filter((v) => v >= 1 && v <= VERSION_MAX);
}

const distance = (p, q) => Math.hypot(q.x - p.x, q.y - p.y);

/** A module's size measured across both finders on the line between them, so that rotation does not matter. */
function moduleAlong(picture, p, q) {
  const length = distance(p, q);
  const [dx, dy] = [(q.x - p.x) / length, (q.y - p.y) / length];
  const widths = [[p, 1], [p, -1], [q, 1], [q, -1]].map(([from, way]) => halfFinder(picture, from, dx * way, dy * way));
  return widths.reduce((a, b) => a + b) / 14;
}

/** From a finder's centre through dark, light and dark to its outer edge: three and a half modules. */
function halfFinder(picture, from, dx, dy) {
  let changes = 0;
  let last = 1;
  for (let step = 0; step < from.module * 8; step += 0.5) {
    const now = darkAt(picture, [from.x + step * dx, from.y + step * dy]);
    if (now !== last) changes++;
    last = now;
    if (changes === 3) return step;
  }
  return from.module * 3.5;
}

/** @returns {Uint8Array} the modules, row after row */
export function sample(picture, corners, version) {
  const size = sizeOf(version);
  const place = placement(picture, corners, version, size);
  const dark = new Uint8Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) dark[y * size + x] = darkAt(picture, place(x + 0.5, y + 0.5));
  }
  return dark;
}

/** A function from module coordinates to the picture's. */
function placement(picture, { topLeft, topRight, bottomLeft }, version, size) {
  const span = size - 7;
  const right = { x: (topRight.x - topLeft.x) / span, y: (topRight.y - topLeft.y) / span };
  const down = { x: (bottomLeft.x - topLeft.x) / span, y: (bottomLeft.y - topLeft.y) / span };
  const flat = (x, y) => [
    topLeft.x + (x - 3.5) * right.x + (y - 3.5) * down.x,
    topLeft.y + (x - 3.5) * right.y + (y - 3.5) * down.y,
  ];
  const corner = version === 1 ? null : alignmentNear(picture, flat(size - 6.5, size - 6.5), right, down);
  if (!corner) return flat;
  return perspective(
    [[3.5, 3.5], [size - 3.5, 3.5], [3.5, size - 3.5], [size - 6.5, size - 6.5]],
    [[topLeft.x, topLeft.y], [topRight.x, topRight.y], [bottomLeft.x, bottomLeft.y], corner]);
}

/** Where the last alignment pattern really is: the best fit, nearest to where a flat picture would have it. */
function alignmentNear(picture, [x, y], right, down) {
  const fits = [];
  for (let v = -SEARCH_MODULES; v <= SEARCH_MODULES; v += STEP) {
    for (let u = -SEARCH_MODULES; u <= SEARCH_MODULES; u += STEP) {
      const at = [x + u * right.x + v * down.x, y + u * right.y + v * down.y];
      const score = alignmentScore(picture, at, right, down);
      if (score >= SCORE_MIN) fits.push({ u, v, at, rank: score - Math.hypot(u, v) / SEARCH_MODULES });
    }
  }
  if (fits.length === 0) return null;
  const best = fits.reduce((a, b) => (b.rank > a.rank ? b : a));
  const around = fits.filter(({ u, v }) => Math.hypot(u - best.u, v - best.v) <= 1);
  return [0, 1].map((axis) => around.reduce((sum, fit) => sum + fit.at[axis], 0) / around.length);
}

function alignmentScore(picture, [x, y], right, down) {
  let score = 0;
  for (let v = -2; v <= 2; v++) {
    for (let u = -2; u <= 2; u++) {
      const expected = Math.max(Math.abs(u), Math.abs(v)) === 1 ? 0 : 1;
      if (darkAt(picture, [x + u * right.x + v * down.x, y + u * right.y + v * down.y]) === expected) score++;
    }
  }
  return score;
}

function darkAt({ width, height, dark }, [x, y]) {
  const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
  return dark[row * width + column];
}

/** The projective map that takes four points to four others. */
function perspective(from, to) {
  const rows = from.flatMap(([x, y], i) => {
    const [u, v] = to[i];
    return [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]];
  });
  const [a, b, c, d, e, f, g, h] = solve(rows);
  return (x, y) => {
    const w = g * x + h * y + 1;
    return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
  };
}

/** Gauss-Jordan with pivoting. */
function solve(rows) {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    let pivot = i;
    for (let r = i + 1; r < n; r++) if (Math.abs(rows[r][i]) > Math.abs(rows[pivot][i])) pivot = r;
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let r = 0; r < n; r++) {
      if (r === i) continue;
      const factor = rows[r][i] / rows[i][i];
      for (let k = i; k <= n; k++) rows[r][k] -= factor * rows[i][k];
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}
