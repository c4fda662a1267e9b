// Chinese first, English beside it; the choice is remembered on this device.

import { recall, remember } from './memory.js';

const CODES = { zh: 'zh-CN', en: 'en' };
const listeners = [];
let current = recall('language') === 'en' ? 'en' : 'zh';

export const language = () => current;
export const locale = () => CODES[current];

/** Runs at every change of language. */
export const onLanguage = (listener) => listeners.push(listener);

export function setLanguage(next) {
  current = next;
  remember('language', next);
  document.documentElement.lang = CODES[next];
  listeners.forEach((listener) => listener());
}

/** The present language's side of what the API says in both, `{zh, en}`. */
export const say = (both) => (both ? both[current] || both.zh || both.en || '' : '');

/**
 * A page's words: each entry is `[Chinese, English]`, with `{0}`, `{1}` … where values go.
 *
 * @param {Object<string, [string, string]>} entries
 */
export function words(entries) {
  return (key, ...values) => {
    const entry = entries[key];
    if (!entry) throw new Error(`no words for ${key}`);
    return entry[current === 'zh' ? 0 : 1].replace(/\{(\d)\}/g, (_, i) => values[i]);
  };
}

/** Words joined as the language joins them. */
export const list = (items) => items.join(current === 'zh' ? '、' : ', ');

/** A day as it is written here; the federation counts days in Asia/Shanghai. */
export function day(instant) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeZone: 'Asia/Shanghai' }).format(new Date(instant));
}

/** A day and time of day. */
export function moment(instant) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Shanghai' }).format(new Date(instant));
}

/** Makes a button the language switch: it bears the other language's name in that language. */
export function languageSwitch(button) {
  const label = () => {
    button.textContent = current === 'zh' ? 'English' : '中文';
    button.lang = current === 'zh' ? 'en' : 'zh-CN';
  };
  button.addEventListener('click', () => setLanguage(current === 'zh' ? 'en' : 'zh'));
  onLanguage(label);
  label();
  document.documentElement.lang = CODES[current];
}
