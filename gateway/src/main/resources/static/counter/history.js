// The latest answers, in this tab's memory only, and nothing in them that points to a person.

import { el, show } from '/page/dom.js';
import { locale, say } from '/page/language.js';
import { t } from './words.js';

const ENTRIES_MAX = 6;

export class History {
  constructor() {
    this.entries = [];
    this.element = el('section', { class: 'card stack' });
  }

  /** @param {{zh, en}} purpose @param {function(): string} answer in the language of the moment */
  add(purpose, answer, millis) {
    this.entries = [{ at: new Date(), purpose, answer, millis }, ...this.entries].slice(0, ENTRIES_MAX);
    this.draw();
  }

  draw() {
    show(this.element,
      el('h2', {}, t('history')),
      this.entries.length === 0 ? el('p', { class: 'soft' }, t('historyNone')) : this.table(),
      el('p', { class: 'soft small' }, t('historyHelp')));
  }

  table() {
    const heads = ['time', 'usedFor', 'answer', 'speed'];
    return el('table', { class: 'history' },
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, t(head))))),
      el('tbody', {}, this.entries.map(({ at, purpose, answer, millis }) => el('tr', {},
        el('td', {}, at.toLocaleTimeString(locale(), { hour12: false })), el('td', {}, say(purpose)), el('td', {}, answer()), el('td', {}, `${millis} ms`)))));
  }
}
