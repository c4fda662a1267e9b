// The little of CBOR (RFC 8949) that a wallet needs: write deterministically, find an item's bytes.

const UNSIGNED = 0;
const BYTES = 2;
const TEXT = 3;
const ARRAY = 4;
const MAP = 5;
const DEPTH_MAX = 16;

/** @param {number} n a safe integer, negative or not */
export const integer = (n) => (n < 0 ? head(1, -1 - n) : head(UNSIGNED, n));

/** @param {Uint8Array} b */
export const bytes = (b) => concat(head(BYTES, b.length), b);

/** @param {string} s */
export function text(s) {
  const utf8 = new TextEncoder().encode(s);
  return concat(head(TEXT, utf8.length), utf8);
}

/** @param {...Uint8Array} items encoded items */
export const array = (...items) => concat(head(ARRAY, items.length), ...items);

/** @param {Array<[Uint8Array, Uint8Array]>} entries encoded keys and values, in any order */
export function map(entries) {
  const sorted = [...entries].sort(([a], [b]) => compare(a, b));
  return concat(head(MAP, sorted.length), ...sorted.flat());
}

/** The shortest head of a major type with its argument (deterministic encoding, section 4.2.1). */
function head(major, argument) {
  const lead = major << 5;
  if (argument < 24) return Uint8Array.of(lead | argument);
  if (argument < 0x100) return Uint8Array.of(lead | 24, argument);
  if (argument < 0x10000) return Uint8Array.of(lead | 25, argument >> 8, argument & 0xff);
  const wide = new DataView(new ArrayBuffer(9));
  if (argument < 0x100000000) {
    wide.setUint8(4, lead | 26);
    wide.setUint32(5, argument);
    return new Uint8Array(wide.buffer.slice(4));
  }
  wide.setUint8(0, lead | 27);
  wide.setUint32(1, Math.floor(argument / 0x100000000));
  wide.setUint32(5, argument % 0x100000000);
  return new Uint8Array(wide.buffer);
}

/** Splits an encoded array into the encoded items that it holds. The array must fill the input. */
export function itemsOf(encoded) {
  const { major, argument, next } = readHead(encoded, 0);
  if (major !== ARRAY) throw new RangeError('CBOR array expected');
  const items = [];
  let at = next;
  for (let i = 0; i < argument; i++) {
    const end = endOf(encoded, at, 0);
    items.push(encoded.subarray(at, end));
    at = end;
  }
  if (at !== encoded.length) throw new RangeError('CBOR trailing bytes');
  return items;
}

/** What an encoded byte string holds. */
export function bytesOf(encoded) {
  const { major, argument, next } = readHead(encoded, 0);
  if (major !== BYTES || next + argument !== encoded.length) throw new RangeError('CBOR byte string expected');
  return encoded.subarray(next);
}

function endOf(encoded, at, depth) {
  if (depth > DEPTH_MAX) throw new RangeError('CBOR depth');
  const { major, argument, next } = readHead(encoded, at);
  if (major === BYTES || major === TEXT) {
    if (next + argument > encoded.length) throw new RangeError('CBOR ends early');
    return next + argument;
  }
  const inner = major === ARRAY ? argument : major === MAP ? argument * 2 : 0;
  let end = next;
  for (let i = 0; i < inner; i++) end = endOf(encoded, end, depth + 1);
  return end;
}

function readHead(encoded, at) {
  const lead = encoded[at];
  const short = lead & 0x1f;
  const width = short < 24 ? 0 : 1 << (short - 24);
  if (lead === undefined || short > 27 || at + width >= encoded.length) throw new RangeError('CBOR ends early');
  let argument = width === 0 ? short : 0;
  for (let i = 1; i <= width; i++) argument = argument * 256 + encoded[at + i];
  return { major: lead >> 5, argument, next: at + 1 + width };
}

function compare(a, b) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
