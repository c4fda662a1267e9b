// Writes a QR code in alphanumeric mode, the one mode that a credit code needs.

import { ALPHABET } from '../base45.js';
import { correctionOf } from './galois.js';
import * as symbol from './symbol.js';

const ALPHANUMERIC = 0b0010;
const COUNT_BITS = [9, 11];

/**
 * The smallest symbol that holds the text.
 *
 * @param {string} text of the 45 characters of alphanumeric mode
 * @param {number} level one of symbol.LEVELS
 * @returns {{size: number, version: number, dark: Uint8Array}} modules row after row, 1 is dark
 */
export function encode(text, level = symbol.LEVELS.M) {
  const version = versionFor(text, level);
  const codewords = interleave(dataCodewords(text, version, level), symbol.blocksOf(version, level));
  const drawn = draw(version, codewords);
  const masked = symbol.MASKS.map((_, mask) => withMask(drawn, version, level, mask));
  const penalties = masked.map((dark) => penaltyOf(dark, symbol.sizeOf(version)));
  const best = penalties.indexOf(Math.min(...penalties));
  return { size: symbol.sizeOf(version), version, dark: masked[best] };
}

function versionFor(text, level) {
  for (let version = 1; version <= symbol.VERSION_MAX; version++) {
    const bits = 4 + symbol.countBits(version, COUNT_BITS) + Math.floor(text.length / 2) * 11 + (text.length % 2) * 6;
    if (bits <= capacity(version, level) * 8) return version;
  }
  throw new RangeError('too long for a QR code');
}

const capacity = (version, level) => symbol.blocksOf(version, level).reduce((sum, block) => sum + block.data, 0);

function dataCodewords(text, version, level) {
  const bits = [];
  const put = (value, count) => { for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(ALPHANUMERIC, 4);
  put(text.length, symbol.countBits(version, COUNT_BITS));
  for (let i = 0; i < text.length; i += 2) {
    const first = valueOf(text[i]);
    if (i + 1 < text.length) put(first * 45 + valueOf(text[i + 1]), 11);
    else put(first, 6);
  }
  const bytes = capacity(version, level);
  put(0, Math.min(4, bytes * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const codewords = [];
  for (let i = 0; i < bits.length; i += 8) codewords.push(bits.slice(i, i + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  for (let pad = 0xec; codewords.length < bytes; pad ^= 0xec ^ 0x11) codewords.push(pad);
  return codewords;
}

function valueOf(character) {
  const value = ALPHABET.indexOf(character);
  if (value < 0) throw new RangeError('not alphanumeric');
  return value;
}

function interleave(codewords, layout) {
  let at = 0;
  const blocks = layout.map(({ data, correction }) => {
    const bytes = codewords.slice(at, (at += data));
    return { bytes, correction: correctionOf(bytes, correction) };
  });
  const column = (part) => {
    const longest = Math.max(...blocks.map((block) => block[part].length));
    return Array.from({ length: longest }, (_, i) => blocks.map((block) => block[part][i])).flat();
  };
  return [...column('bytes'), ...column('correction')].filter((byte) => byte !== undefined);
}

/** Function patterns and data, before masking. */
function draw(version, codewords) {
  const size = symbol.sizeOf(version);
  const dark = new Uint8Array(size * size);
  const set = (x, y, value) => {
    if (x >= 0 && y >= 0 && x < size && y < size) dark[y * size + x] = value ? 1 : 0;
  };
  for (let i = 0; i < size; i++) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) rings(set, x, y, 4, [0, 1, 3]);
  for (const [x, y] of symbol.alignments(version)) rings(set, x, y, 2, [0, 2]);
  if (version >= 7) drawVersion(set, version, size);
  let bit = 0;
  for (const [x, y] of symbol.dataPath(version)) {
    // What is left over after the last codeword stays light.
    if (bit < codewords.length * 8) set(x, y, (codewords[bit >> 3] >> (7 - (bit & 7))) & 1);
    bit++;
  }
  return dark;
}

function rings(set, cx, cy, radius, darkRings) {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) set(cx + dx, cy + dy, darkRings.includes(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

function drawVersion(set, version, size) {
  const bits = symbol.versionBits(version);
  for (let i = 0; i < 18; i++) {
    const along = Math.floor(i / 3);
    const across = size - 11 + (i % 3);
    set(along, across, (bits >> i) & 1);
    set(across, along, (bits >> i) & 1);
  }
}

function withMask(drawn, version, level, mask) {
  const size = symbol.sizeOf(version);
  const dark = Uint8Array.from(drawn);
  for (const [x, y] of symbol.dataPath(version)) if (symbol.MASKS[mask](x, y)) dark[y * size + x] ^= 1;
  const format = symbol.formatBits(level, mask);
  for (let i = 0; i < 15; i++) {
    for (const [x, y] of symbol.formatPlaces(size, i)) dark[y * size + x] = (format >> i) & 1;
  }
  dark[(size - 8) * size + 8] = 1;
  return dark;
}

/** How hard a symbol is on a scanner (the standard's four features); the mask with the least wins. */
function penaltyOf(dark, size) {
  let penalty = 0;
  const row = (i) => dark.subarray(i * size, (i + 1) * size);
  const column = (i) => Uint8Array.from({ length: size }, (_, y) => dark[y * size + i]);
  for (let i = 0; i < size; i++) penalty += linePenalty(row(i)) + linePenalty(column(i));
  for (let y = 0; y + 1 < size; y++) {
    for (let x = 0; x + 1 < size; x++) {
      const at = y * size + x;
      const sum = dark[at] + dark[at + 1] + dark[at + size] + dark[at + size + 1];
      if (sum === 0 || sum === 4) penalty += 3;
    }
  }
  const share = dark.reduce((sum, module) => sum + module, 0) / (size * size);
  return penalty + Math.floor(Math.abs(share * 20 - 10)) * 10;
}

function linePenalty(line) {
  const text = line.join('');
  const runs = text.match(/0{5,}|1{5,}/g) || [];
  const finders = text.match(/(?=00001011101|10111010000)/g) || [];
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + finders.length * 40;
}
