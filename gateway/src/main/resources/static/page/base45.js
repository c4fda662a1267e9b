// Base45 (RFC 9285): the alphabet of a QR code's alphanumeric mode.

export const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** @param {Uint8Array} bytes @returns {string} */
export function encode(bytes) {
  let text = '';
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const n = bytes[i] * 256 + bytes[i + 1];
    text += ALPHABET[n % 45] + ALPHABET[Math.floor(n / 45) % 45] + ALPHABET[Math.floor(n / 2025)];
  }
  if (bytes.length % 2 === 1) {
    const n = bytes[bytes.length - 1];
    text += ALPHABET[n % 45] + ALPHABET[Math.floor(n / 45)];
  }
  return text;
}

/** @param {string} text @returns {Uint8Array} @throws {RangeError} on anything that encode never writes */
export function decode(text) {
  if (text.length % 3 === 1) throw new RangeError('Base45 length');
  const bytes = [];
  for (let i = 0; i < text.length; i += 3) {
    const chunk = text.slice(i, i + 3);
    const n = [...chunk].reduceRight((sum, c) => sum * 45 + digit(c), 0);
    if (n > (chunk.length === 3 ? 0xffff : 0xff)) throw new RangeError('Base45 overflow');
    if (chunk.length === 3) bytes.push(n >> 8);
    bytes.push(n & 0xff);
  }
  return Uint8Array.from(bytes);
}

function digit(character) {
  const value = ALPHABET.indexOf(character);
  if (value < 0) throw new RangeError('Base45 character');
  return value;
}
