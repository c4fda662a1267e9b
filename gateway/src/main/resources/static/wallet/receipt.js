// A receipt as a person can read and keep it, whatever members the node's version of it has.

import { el } from '/page/dom.js';
import { button } from '/page/parts.js';
import { t } from './words.js';

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
  if (isPlain(value)) return String(value);
  return el('dl', { class: 'pairs receipt' },
    Object.entries(value).map(([name, inner]) => [el('dt', {}, spaced(name)), el('dd', {}, inner === null ? '—' : tree(inner))]));
}

const isPlain = (value) => value === null || typeof value !== 'object';

/** `pii_controllers` and `piiControllers` as words. */
const spaced = (name) => name.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function save(id, receipt) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' }));
  el('a', { href: address, download: `consent-${id}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
