// Asks for the counter's token when the page was opened without one.

import { el } from '/page/dom.js';
import { t } from './words.js';

/** @param {boolean} refused whether a token was just refused @param {function(string)} entered */
export function signIn(refused, entered) {
  const error = el('p', { role: 'alert', class: refused ? 'notice' : '' }, refused ? t('tokenRefused') : null);
  const field = el('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'token-help' });
  const submit = (event) => {
    event.preventDefault();
    const value = field.value.trim();
    if (value) return entered(value);
    error.className = 'notice';
    error.textContent = t('tokenMissing');
    field.focus();
  };
  return el('form', { class: 'card stack narrow rise', onsubmit: submit },
    el('h1', {}, t('signIn')),
    el('p', { class: 'soft', id: 'token-help' }, t('signInHelp')), error,
    el('label', { for: 'token' }, t('token')), field,
    el('button', { type: 'submit', class: 'main full' }, t('enter')));
}
