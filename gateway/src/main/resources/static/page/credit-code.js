// The credit code (protocol, section 4): a pass of the home city and a fresh presentation of it by this device.

import * as base45 from './base45.js';
import * as cbor from './cbor.js';

export const PREFIX = 'XQ1:';
const TEXT_LENGTH_MAX = 483;
const NONCE_LENGTH = 8;
const ES256 = -7;
const ISSUED_AT = 6;
const NONCE = 7;
const CHALLENGE = -65538;
const CHALLENGE_LENGTH = 16;
const PROTECTED = cbor.map([[cbor.integer(1), cbor.integer(ES256)]]);
const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };

/**
 * Signs a presentation of a pass and writes both as the code's text.
 *
 * @param {Uint8Array} pass the COSE_Sign1 array
 * @param {CryptoKey} deviceKey the private key whose public half the pass names
 * @param {number} seconds since the epoch
 * @param {Uint8Array} nonce eight random bytes, new each time
 * @param {Uint8Array|null} challenge what the counter asks for, if it does
 */
export async function creditCode(pass, deviceKey, seconds, nonce = randomNonce(), challenge = null) {
  const payload = presentationPayload(seconds, nonce, challenge);
  const toBeSigned = signatureInput(pass, payload);
  // WebCrypto answers with raw r‖s, which is what COSE wants.
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA, deviceKey, toBeSigned));
  const presentation = cbor.array(cbor.bytes(payload), cbor.bytes(signature));
  const code = PREFIX + base45.encode(cbor.array(pass, presentation));
  if (code.length > TEXT_LENGTH_MAX) throw new RangeError('credit code too long');
  return code;
}

/** @returns {Uint8Array} the CBOR map that says when, with which nonce, and in answer to what */
export function presentationPayload(seconds, nonce, challenge = null) {
  return cbor.map([
    [cbor.integer(ISSUED_AT), cbor.integer(seconds)],
    [cbor.integer(NONCE), cbor.bytes(nonce)],
    ...(challenge ? [[cbor.integer(CHALLENGE), cbor.bytes(challenge)]] : []),
  ]);
}

/** What six digits on a counter of a city stand for; no two cities' are alike. */
export async function challengeOf(city, digits) {
  const text = new TextEncoder().encode(`xinqiao.challenge/1 ${city} ${digits}`);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, CHALLENGE_LENGTH);
}

/** COSE's Sig_structure; the pass's own signature ties the presentation to this one pass. */
export function signatureInput(pass, payload) {
  const passSignature = cbor.bytesOf(cbor.itemsOf(pass)[3]);
  return cbor.array(
    cbor.text('Signature1'), cbor.bytes(PROTECTED), cbor.bytes(passSignature), cbor.bytes(payload));
}

/**
 * What a scanner or a clipboard gives, put right: an input method in full-width mode, Caps Lock and
 * stray blanks at the ends do no harm, for Base45 knows neither lower case nor a blank at its end.
 */
export function normalise(text) {
  return text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/[\r\n\t]/g, '')
    .trim()
    .toUpperCase();
}

/** Whether the text begins as a credit code does. */
export const looksLikeCode = (text) => text.startsWith(PREFIX);

/** Whether the text is all of a code: a scanner may still be typing. Says nothing about its truth. */
export function isWhole(text) {
  if (!looksLikeCode(text)) return false;
  try {
    const items = cbor.itemsOf(base45.decode(text.slice(PREFIX.length)));
    return items.length === 1 || items.length === 2;
  } catch {
    return false;
  }
}

function randomNonce() {
  return crypto.getRandomValues(new Uint8Array(NONCE_LENGTH));
}
