// From the modules of a symbol to its text.

import { ALPHABET } from '../base45.js';
import { correct } from './galois.js';
import * as symbol from './symbol.js';

const FORMAT_ERRORS_MAX = 3;
const CHARACTER_SET = 7;
const COUNT_BITS = { 1: [10, 12], 2: [9, 11], 4: [8, 16] };

/**
 * @param {Uint8Array} dark modules row after row
 * @returns {string|null} null when the modules are not a readable symbol
 */
export function decode(dark, version) {
  const size = symbol.sizeOf(version);
  const format = formatOf(dark, size);
  if (!format) return null;
  const data = dataOf(codewordsOf(dark, version, format.mask), symbol.blocksOf(version, format.level));
  return data && textOf(data, version);
}

function formatOf(dark, size) {
  for (const copy of [0, 1]) {
    let read = 0;
    for (let i = 0; i < 15; i++) {
      const [x, y] = symbol.formatPlaces(size, i)[copy];
      read |= dark[y * size + x] << i;
    }
    for (let n = 0; n < 32; n++) {
      const level = n >> 3;
      const mask = n & 7;
      if (ones(read ^ symbol.formatBits(level, mask)) <= FORMAT_ERRORS_MAX) return { level, mask };
    }
  }
  return null;
}

function ones(bits) {
  let count = 0;
  for (let rest = bits; rest; rest &= rest - 1) count++;
  return count;
}

function codewordsOf(dark, version, mask) {
  const size = symbol.sizeOf(version);
  const codewords = [];
  let byte = 0;
  let count = 0;
  for (const [x, y] of symbol.dataPath(version)) {
    byte = (byte << 1) | (dark[y * size + x] ^ (symbol.MASKS[mask](x, y) ? 1 : 0));
    if (++count === 8) {
      codewords.push(byte);
      byte = count = 0;
    }
  }
  return codewords;
}

function dataOf(codewords, layout) {
  const blocks = layout.map(({ data, correction }) => new Uint8Array(data + correction));
  const longest = Math.max(...layout.map(({ data }) => data));
  let at = 0;
  for (let i = 0; i < longest; i++) {
    layout.forEach(({ data }, b) => { if (i < data) blocks[b][i] = codewords[at++]; });
  }
  for (let i = 0; i < layout[0].correction; i++) {
    layout.forEach(({ data }, b) => { blocks[b][data + i] = codewords[at++]; });
  }
  if (!layout.every(({ correction }, b) => correct(blocks[b], correction))) return null;
  return layout.flatMap(({ data }, b) => [...blocks[b].subarray(0, data)]);
}

function textOf(data, version) {
  let at = 0;
  const left = () => data.length * 8 - at;
  const take = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++, at++) value = value * 2 + ((data[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  let text = '';
  while (left() >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === CHARACTER_SET) {
      take(8); // whatever it says: texts are UTF-8
      continue;
    }
    if (!COUNT_BITS[mode]) return null;
    text += segment(mode, take(symbol.countBits(version, COUNT_BITS[mode])), take);
    if (left() < 0) return null;
  }
  return text;
}

function segment(mode, count, take) {
  if (mode === 4) return new TextDecoder().decode(Uint8Array.from({ length: count }, () => take(8)));
  let text = '';
  for (let rest = count; rest > 0;) {
    const group = Math.min(rest, mode === 1 ? 3 : 2);
    if (mode === 1) text += String(take([0, 4, 7, 10][group])).padStart(group, '0');
    else text += pair(take(group === 2 ? 11 : 6), group);
    rest -= group;
  }
  return text;
}

const pair = (value, group) => (group === 2 ? ALPHABET[Math.floor(value / 45)] + ALPHABET[value % 45] : ALPHABET[value]);
