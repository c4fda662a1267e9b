// Parts that both pages share.

import { el, icon } from './dom.js';
import { say } from './language.js';

/** What went wrong and what to do next, with a button where one helps. */
export function troubleCard(trouble, ...actions) {
  return el('section', { class: 'notice stack rise', role: 'alert' },
    el('h2', {}, icon('notice'), say(trouble.title)),
    el('p', {}, say(trouble.remedy)),
    actions.length > 0 && el('div', { class: 'row' }, actions));
}

/** A button; it cannot be pressed again while what it does is under way. */
export function button(label, action, { kind = '', symbol } = {}) {
  const pressed = async () => {
    it.disabled = true;
    try {
      await action();
    } finally {
      it.disabled = false;
    }
  };
  const it = el('button', { type: 'button', class: kind, onclick: pressed }, symbol && icon(symbol), label);
  return it;
}

/** A heading's text with a definition list's look: pairs of term and description; empty ones are left out. */
export function pairs(entries) {
  return el('dl', { class: 'pairs' }, entries.filter(([, value]) => value).map(([term, value]) => [el('dt', {}, term), el('dd', {}, value)]));
}
