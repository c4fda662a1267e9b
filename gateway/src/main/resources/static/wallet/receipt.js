// A receipt as a person can read and keep it, whatever members the node's version of it has.

import { el } from '/page/dom.js';
import { button } from '/page/parts.js';
import { memberName } from './receipt-words.js';
import { t } from './words.js';

const LONG_CHARACTERS = 120;

/** @param {string} id of the consent @param {Object} receipt as the node gave it */
export function receiptCard(id, receipt) {
  return el('details', { class: 'card' },
    el('summary', {}, t('receipt')),
    el('div', { class: 'stack' },
      el('p', { class: 'soft small' }, t('receiptHelp')),
      tree(receipt),
      button(t('save'), () => save(id, receipt))));
}

function tree(value) {
  if (Array.isArray(value)) return value.every(isPlain) ? value.join(', ') : value.map(tree);
  if (isPlain(value)) return plain(String(value));
  return el('dl', { class: 'pairs receipt' },
    Object.entries(value).map(([name, inner]) => [el('dt', {}, memberName(name)), el('dd', {}, inner === null ? '—' : tree(inner))]));
}

const isPlain = (value) => value === null || typeof value !== 'object';

/** A long token, such as the signed artefact, is for machines: in small letters, to be copied whole. */
const plain = (text) => (text.length > LONG_CHARACTERS ? el('p', { class: 'code-text' }, text) : text);

function save(id, receipt) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }));
  el('a', { href: address, download: `consent-${id}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
