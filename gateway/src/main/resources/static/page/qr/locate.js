// Finds the three finder patterns of a symbol: dark, light, dark, light, dark as 1 : 1 : 3 : 1 : 1.

const CANDIDATES_MAX = 12;

/**
 * @param {{width, height, dark}} picture
 * @returns {Array<{topLeft, topRight, bottomLeft}>} likely triples, the best first; points are {x, y, module}
 */
export function locate(picture) {
  const found = [];
  for (let y = 0; y < picture.height; y += 2) {
    for (const [start, runs] of patternsInRow(picture, y)) examine(picture, start, runs, y, found);
  }
  found.sort((a, b) => b.seen - a.seen);
  return triples(found.slice(0, CANDIDATES_MAX)).sort((a, b) => a.fault - b.fault).slice(0, 4);
}

function* patternsInRow({ width, dark }, y) {
  const runs = [];
  let start = 0;
  for (let x = 1; x <= width; x++) {
    if (x < width && dark[y * width + x] === dark[y * width + x - 1]) continue;
    runs.push({ start, length: x - start });
    start = x;
    if (runs.length > 5) runs.shift();
    if (runs.length === 5 && dark[y * width + runs[0].start] && isFinder(runs.map((run) => run.length))) {
      yield [runs[0].start, runs.map((run) => run.length)];
    }
  }
}

function isFinder(lengths) {
  const module = lengths.reduce((a, b) => a + b) / 7;
  const slack = module * 0.6 + 0.5;
  return module >= 1 && lengths.every((length, i) => Math.abs(length - module * (i === 2 ? 3 : 1)) <= (i === 2 ? 2 : 1) * slack);
}

function examine(picture, start, runs, y, found) {
  const x = start + runs[0] + runs[1] + runs[2] / 2;
  const down = crossing(picture, Math.floor(x), y, 0, 1);
  if (!down) return;
  const across = crossing(picture, Math.floor(x), Math.round(y + down.shift), 1, 0);
  if (!across) return;
  const point = { x: Math.floor(x) + across.shift + 0.5, y: y + down.shift + 0.5, module: (down.module + across.module) / 2, seen: 1 };
  const near = found.find((other) => Math.hypot(other.x - point.x, other.y - point.y) < 2 * other.module);
  if (!near) found.push(point);
  else for (const key of ['x', 'y', 'module']) near[key] = (near[key] * near.seen + point[key]) / (near.seen + 1);
  if (near) near.seen++;
}

/** The same proportions through the point in another direction; where the centre lies along it. */
function crossing(picture, x, y, dx, dy) {
  const before = arms(picture, x, y, -dx, -dy);
  const after = arms(picture, x + dx, y + dy, dx, dy);
  if (!before || !after) return null;
  const lengths = [before[2], before[1], before[0] + after[0], after[1], after[2]];
  if (!isFinder(lengths)) return null;
  return { shift: (after[0] - before[0]) / 2 + 0.5, module: lengths.reduce((a, b) => a + b) / 7 };
}

function arms({ width, height, dark }, x, y, dx, dy) {
  const lengths = [0, 0, 0];
  let cx = x;
  let cy = y;
  for (let arm = 0; arm < 3; arm++) {
    while (cx >= 0 && cy >= 0 && cx < width && cy < height && dark[cy * width + cx] === 1 - (arm % 2)) {
      lengths[arm]++;
      cx += dx;
      cy += dy;
    }
    if (arm > 0 && lengths[arm] === 0) return null;
  }
  return lengths;
}

function triples(points) {
  const all = [];
  for (let i = 0; i < points.length; i++) {
    for (let j = i + 1; j < points.length; j++) {
      for (let k = j + 1; k < points.length; k++) {
        const triple = arrange(points[i], points[j], points[k]);
        if (triple) all.push(triple);
      }
    }
  }
  return all;
}

/** Names the corners: the right angle is top left; then clockwise. Refuses what cannot be a symbol. */
function arrange(a, b, c) {
  const distance = (p, q) => Math.hypot(p.x - q.x, p.y - q.y);
  const [topLeft, p, q] = [[a, b, c], [b, a, c], [c, a, b]].sort((s, t) => distance(t[1], t[2]) - distance(s[1], s[2]))[0];
  const clockwise = (p.x - topLeft.x) * (q.y - topLeft.y) - (p.y - topLeft.y) * (q.x - topLeft.x) > 0;
  const [topRight, bottomLeft] = clockwise ? [p, q] : [q, p];
  const sides = [distance(topLeft, topRight), distance(topLeft, bottomLeft)];
  const modules = [a.module, b.module, c.module];
  const mean = (modules[0] + modules[1] + modules[2]) / 3;
  const skew = Math.abs(Math.log(sides[0] / sides[1]));
  const spread = Math.log(Math.max(...modules) / Math.min(...modules));
  const angle = Math.abs(distance(topRight, bottomLeft) / Math.hypot(...sides) - 1);
  if (skew > 0.6 || spread > 0.7 || angle > 0.35 || Math.min(...sides) < 10 * mean) return null;
  return { topLeft, topRight, bottomLeft, fault: skew + spread + angle };
}
