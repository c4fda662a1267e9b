// Passes and their device keys, kept in IndexedDB. The private keys cannot be read, not even by this page.

import { decode } from './base64url.js';

const STORE = 'passes';
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const EXPIRY_MARGIN_MILLIS = 120_000;

/** Fresh keys for so many passes. */
export async function makeKeys(count) {
  return Promise.all(Array.from({ length: count }, async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey(P256, false, ['sign', 'verify']);
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey);
    return { privateKey, jwk: { kty, crv, x, y } };
  }));
}

/** Whether this browser can make and keep such keys: it needs a secure context. */
export const possible = () => Boolean(globalThis.crypto && crypto.subtle && globalThis.indexedDB);

/** Keeps what the node issued, in the order of the keys. */
export async function keep(consent, keys, passes) {
  const records = passes.map(({ pass, expires }, i) => (
    { consent, key: keys[i].privateKey, pass: decode(pass), expires: Date.parse(expires), shown: false }));
  await inStore('readwrite', (store) => records.forEach((record) => store.add(record)));
}

/**
 * A pass to show: one that nobody has seen, so that two visits cannot be tied together; the last
 * one again only where no other is left.
 */
export async function take(consent, now) {
  const usable = (await of(consent)).filter((record) => record.expires - EXPIRY_MARGIN_MILLIS > now);
  const record = usable.find(({ shown }) => !shown) || usable[usable.length - 1];
  if (!record) return null;
  await inStore('readwrite', (store) => store.put({ ...record, shown: true }));
  return record;
}

/** How many passes are left that nobody has seen. */
export async function unseen(consent, now) {
  return (await of(consent)).filter((record) => !record.shown && record.expires - EXPIRY_MARGIN_MILLIS > now).length;
}

/** Deletes what is expired and what belongs to no consent of the list, another person's included. */
export async function forgetAllBut(consents, now) {
  const all = await inStore('readonly', (store) => store.getAll());
  const gone = all.filter((record) => record.expires < now || !consents.includes(record.consent));
  await inStore('readwrite', (store) => gone.forEach((record) => store.delete(record.id)));
}

/** Whether a pass can be shown for so long yet. */
export const lasts = (record, now) => record.expires - EXPIRY_MARGIN_MILLIS > now;

const of = (consent) => inStore('readonly', (store) => store.index('consent').getAll(consent));

async function inStore(mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('xinqiao-wallet', 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: 'id', autoIncrement: true });
      store.createIndex('consent', 'consent');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
