// The operator's page of streams: sign in, then look every few seconds.

import { call, Trouble, unexpected } from '/page/api.js';
import { el, show } from '/page/dom.js';
import { languageSwitch, onLanguage } from '/page/language.js';
import { keepToken, tokenFromFragment } from '/page/memory.js';
import { button, troubleCard } from '/page/parts.js';
import { signIn } from './sign-in.js';
import * as views from './views.js';
import { t } from './words.js';

const LOOK_MILLIS = 5000;
const main = document.getElementById('main');
const signOut = document.getElementById('sign-out');
let token = null;
let seen = null;
let timer = null;

async function start(refused = false) {
  clearTimeout(timer);
  token = tokenFromFragment('operator');
  words();
  if (!token) return askForToken(refused);
  try {
    const [streams, quarantine, recalls] = await Promise.all(
      ['', '/quarantine?state=OPEN', '/recalls'].map((path) => call('GET', `/api/v1/streams${path}`, { token })));
    seen = { streams: streams.streams, entries: quarantine.entries, recalls: recalls.recalls };
    draw();
    timer = setTimeout(start, LOOK_MILLIS);
  } catch (trouble) {
    seen = null;
    if (trouble.unauthorised) return forget(true);
    const known = trouble instanceof Trouble ? trouble : unexpected(trouble);
    show(main, troubleCard(known, button(t('again'), () => start(), { kind: 'main' })));
  }
}

function draw() {
  signOut.hidden = false;
  show(main, el('div', { class: 'stack' },
    views.streams(seen.streams), views.partners(seen.streams, receipt), views.quarantine(seen.entries), views.recalls(seen.recalls)));
}

/** As it was signed, so that it can be kept and verified elsewhere. */
async function receipt(stream, partner) {
  const query = new URLSearchParams({ stream: stream.stream, partner: partner.partner });
  const answer = await call('GET', `/api/v1/streams/receipt?${query}`, { token });
  clearTimeout(timer);
  show(main, el('section', { class: 'card stack' },
    el('h2', {}, t('receiptOf', partner.partner, stream.stream)),
    el('textarea', { readonly: true, rows: 12, 'aria-label': t('receipt') }, answer.receipt),
    button(t('again'), () => start(), { kind: 'main' })));
}

function askForToken(refused) {
  signOut.hidden = true;
  show(main, signIn(refused, (entered) => {
    keepToken('operator', entered);
    return start();
  }));
  main.querySelector('input').focus();
}

function forget(refused = false) {
  keepToken('operator', null);
  return start(refused);
}

function words() {
  document.title = `${t('title')} · 信桥`;
  for (const id of ['title', 'skip', 'promise']) document.getElementById(id).textContent = t(id);
  signOut.textContent = t('signOut');
}

signOut.addEventListener('click', () => forget());
languageSwitch(document.getElementById('language'));
onLanguage(() => start());
start();
