// The geometry and the tables of a QR code symbol (ISO/IEC 18004), versions 1 to 20.

export const VERSION_MAX = 20;

/** Error correction levels by the two bits that the format information holds. */
export const LEVELS = { M: 0, L: 1, H: 2, Q: 3 };

// Per level (by those bits), per version: error correction codewords in a block, and number of blocks.
const CORRECTION = [
  [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26],
  [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28],
  [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28],
  [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30],
];
const BLOCKS = [
  [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16],
  [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8],
  [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25],
  [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20],
];

export const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (x, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Modules along one side. */
export const sizeOf = (version) => 17 + 4 * version;

/** The blocks of a version and level: `{ data, correction }` codewords of each, short blocks first. */
export function blocksOf(version, level) {
  const count = BLOCKS[level][version - 1];
  const correction = CORRECTION[level][version - 1];
  const total = Math.floor(dataModules(version) / 8);
  const long = total % count;
  const blocks = [];
  for (let i = 0; i < count; i++) {
    const length = Math.floor(total / count) + (i >= count - long ? 1 : 0);
    blocks.push({ data: length - correction, correction });
  }
  return blocks;
}

/** How many bits the count of characters takes. */
export const countBits = (version, [small, large]) => (version < 10 ? small : large);

/** Rows and columns on which alignment patterns are centred. */
export function alignmentCentres(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const last = sizeOf(version) - 7;
  const step = Math.ceil((last - 6) / (count - 1) / 2) * 2;
  const centres = [6];
  for (let i = count - 2; i >= 0; i--) centres.push(last - i * step);
  return centres;
}

function dataModules(version) {
  const size = sizeOf(version);
  let free = 0;
  const fixed = functionModules(version);
  for (let i = 0; i < size * size; i++) if (!fixed[i]) free++;
  return free;
}

const cache = new Map();

/** Which modules (row after row) are not data: finders, timing, alignment, format, version. */
export function functionModules(version) {
  if (!cache.has(version)) cache.set(version, markFunctionModules(version));
  return cache.get(version);
}

function markFunctionModules(version) {
  const size = sizeOf(version);
  const fixed = new Uint8Array(size * size);
  const mark = (x0, y0, width, height) => {
    for (let y = y0; y < y0 + height; y++) fixed.fill(1, y * size + x0, y * size + x0 + width);
  };
  mark(0, 0, 9, 9);
  mark(size - 8, 0, 8, 9);
  mark(0, size - 8, 9, 8);
  mark(6, 0, 1, size);
  mark(0, 6, size, 1);
  for (const [x, y] of alignments(version)) mark(x - 2, y - 2, 5, 5);
  if (version >= 7) {
    mark(size - 11, 0, 3, 6);
    mark(0, size - 11, 6, 3);
  }
  return fixed;
}

/** The centres of all alignment patterns: everywhere but under the finders. */
export function alignments(version) {
  const centres = alignmentCentres(version);
  const last = centres[centres.length - 1];
  const underFinder = (x, y) => (x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6);
  return centres.flatMap((y) => centres.map((x) => [x, y])).filter(([x, y]) => !underFinder(x, y));
}

/** Visits the data modules in the order in which bits are placed: upwards and downwards by turns, two columns at a time. */
export function* dataPath(version) {
  const size = sizeOf(version);
  const fixed = functionModules(version);
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i++) {
      const y = upwards ? size - 1 - i : i;
      for (const x of [right, right - 1]) if (!fixed[y * size + x]) yield [x, y];
    }
    upwards = !upwards;
  }
}

/** The 15 bits of format information: level, mask, their BCH remainder, all masked. */
export function formatBits(level, mask) {
  const data = (level << 3) | mask;
  return ((data << 10) | remainder(data, 10, 0x537)) ^ 0x5412;
}

/** The 18 bits of version information. */
export const versionBits = (version) => (version << 12) | remainder(version, 12, 0x1f25);

function remainder(data, bits, generator) {
  let rest = data;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * generator);
  return rest;
}

/** Where bit i (0 is the lowest) of the format information stands, in both copies: [x, y]. */
export function formatPlaces(size, i) {
  const first = i < 6 ? [8, i] : i < 8 ? [8, i + 1] : i === 8 ? [7, 8] : [14 - i, 8];
  const second = i < 8 ? [size - 1 - i, 8] : [8, size - 15 + i];
  return [first, second];
}
