// Asks for the operator's token when the page was opened without one.

import { el } from '/page/dom.js';
import { t } from './words.js';

/** @param {boolean} refused whether a token was just refused @param {function(string)} entered */
export function signIn(refused, entered) {
  const field = el('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'token-help' });
  const submit = (event) => {
    event.preventDefault();
    return entered(field.value.trim());
  };
  return el('form', { class: 'card stack narrow rise', onsubmit: submit },
    el('h1', {}, t('signIn')),
    el('p', { class: 'soft', id: 'token-help' }, t('signInHelp')),
    refused && el('p', { role: 'alert', class: 'notice' }, t('tokenRefused')),
    el('label', { for: 'token' }, t('token')), field,
    el('button', { type: 'submit', class: 'main full' }, t('enter')));
}
