// Arithmetic in GF(256) by the polynomial of QR codes, and Reed-Solomon over it.

const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  EXP[i] = EXP[i + 255] = x;
  LOG[x] = i;
  x = (x << 1) ^ (x > 127 ? 0x11d : 0);
}

export const multiply = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);
export const inverse = (a) => EXP[255 - LOG[a]];
export const power = (exponent) => EXP[((exponent % 255) + 255) % 255];

/** The error correction codewords of a block of data. */
export function correctionOf(data, count) {
  const generator = generatorOf(count);
  const rest = new Uint8Array(count);
  for (const byte of data) {
    const factor = byte ^ rest[0];
    rest.copyWithin(0, 1);
    rest[count - 1] = 0;
    for (let i = 0; i < count; i++) rest[i] ^= multiply(generator[i], factor);
  }
  return rest;
}

function generatorOf(count) {
  let coefficients = new Uint8Array(count);
  coefficients[count - 1] = 1;
  for (let i = 0, root = 1; i < count; i++, root = multiply(root, 2)) {
    for (let j = 0; j < count; j++) {
      coefficients[j] = multiply(coefficients[j], root) ^ (j + 1 < count ? coefficients[j + 1] : 0);
    }
  }
  return coefficients;
}

/**
 * Corrects a block in place (Berlekamp-Massey, Chien, Forney).
 *
 * @param {Uint8Array} block data and correction codewords
 * @returns {boolean} false when there are more errors than can be corrected
 */
export function correct(block, count) {
  const syndromes = syndromesOf(block, count);
  if (syndromes.every((s) => s === 0)) return true;
  const locator = locatorOf(syndromes);
  const errors = locator.length - 1;
  const places = [];
  for (let i = 0; i < block.length; i++) if (evaluate(locator, power(-i)) === 0) places.push(i);
  if (errors * 2 > count || places.length !== errors) return false;
  const evaluator = productOf(syndromes, locator).slice(0, count);
  for (const place of places) {
    const x = power(-place);
    let slope = 0;
    for (let i = 1; i < locator.length; i += 2) slope ^= multiply(locator[i], powerOf(x, i - 1));
    const value = multiply(power(place), multiply(evaluate(evaluator, x), inverse(slope)));
    block[block.length - 1 - place] ^= value;
  }
  return syndromesOf(block, count).every((s) => s === 0);
}

function syndromesOf(block, count) {
  return Array.from({ length: count }, (_, i) => block.reduce((sum, byte) => multiply(sum, power(i)) ^ byte, 0));
}

/** The shortest polynomial (lowest degree first) whose recurrence the syndromes follow. */
function locatorOf(syndromes) {
  let current = [1];
  let previous = [1];
  let length = 0;
  let gap = 1;
  let last = 1;
  for (let n = 0; n < syndromes.length; n++) {
    let difference = syndromes[n];
    for (let i = 1; i <= length; i++) difference ^= multiply(current[i] || 0, syndromes[n - i]);
    if (difference === 0) {
      gap++;
      continue;
    }
    const scale = multiply(difference, inverse(last));
    const next = [...current];
    previous.forEach((c, i) => { next[i + gap] = (next[i + gap] || 0) ^ multiply(scale, c); });
    for (let i = 0; i < next.length; i++) next[i] = next[i] || 0;
    if (2 * length <= n) {
      previous = current;
      length = n + 1 - length;
      last = difference;
      gap = 1;
    } else {
      gap++;
    }
    current = next;
  }
  return current.slice(0, length + 1);
}

const evaluate = (polynomial, x) => polynomial.reduceRight((sum, c) => multiply(sum, x) ^ c, 0);

function productOf(a, b) {
  const product = new Array(a.length + b.length - 1).fill(0);
  a.forEach((x, i) => b.forEach((y, j) => { product[i + j] ^= multiply(x, y); }));
  return product;
}

const powerOf = (x, exponent) => (exponent === 0 ? 1 : power(LOG[x] * exponent));
