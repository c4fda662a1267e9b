// The counter page: sign in, choose what it is for, scan, and see the answer.

import { call, Trouble, unexpected } from '/page/api.js';
import { show } from '/page/dom.js';
import { languageSwitch, onLanguage, say } from '/page/language.js';
import { keepToken, recall, remember, tokenFromFragment } from '/page/memory.js';
import { button, troubleCard } from '/page/parts.js';
import { desk } from './desk.js';
import { signIn } from './sign-in.js';
import { t } from './words.js';

const main = document.getElementById('main');
const signOut = document.getElementById('sign-out');
let token = null;
let open = null;

async function start(refused = false) {
  token = tokenFromFragment('token');
  close();
  words(null);
  if (!token) return askForToken(refused);
  try {
    const [counter, texts] = await Promise.all([call('GET', '/api/v1/counter', { token }), textsOrNone()]);
    openDesk(counter, texts);
  } catch (trouble) {
    if (trouble.unauthorised) return forget(true);
    const known = trouble instanceof Trouble ? trouble : unexpected(trouble);
    show(main, troubleCard(known, button(t('again'), () => start(), { kind: 'main' })));
  }
}

/** Explanations are good to have, and no reason to stop when they are missing. */
async function textsOrNone() {
  try {
    return await call('GET', '/api/v1/texts');
  } catch {
    return { reasons: {}, problems: {} };
  }
}

function openDesk(counter, texts) {
  open = desk({
    counter, texts, terminal: terminal(),
    recognise,
    report: (place, body) => call('POST', `${place}/events`, { token, body }),
    refused: () => forget(true),
  });
  show(main, open.element);
  signOut.hidden = false;
  words(counter);
  open.ready();
}

/** The answer, and where events of it are reported: by path alone, so that a token never leaves for another server. */
async function recognise(body) {
  let place = null;
  const answer = await call('POST', '/api/v1/recognitions', { token, body, located: (location) => { place = location; } });
  return { answer, place: place && new URL(place, window.location.href).pathname };
}

function askForToken(refused) {
  signOut.hidden = true;
  show(main, signIn(refused, (entered) => {
    keepToken('token', entered);
    return start();
  }));
  main.querySelector('input').focus();
}

function forget(refused = false) {
  keepToken('token', null);
  return start(refused);
}

function close() {
  if (open) open.leave();
  open = null;
}

/** An opaque name for this desk: random, so that it says nothing about staff or place. */
function terminal() {
  const known = recall('terminal');
  if (known) return known;
  const made = `web-${[...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  remember('terminal', made);
  return made;
}

function words(counter) {
  document.title = `${t('title')} · 信桥`;
  document.getElementById('title').textContent = t('title');
  document.getElementById('skip').textContent = t('skip');
  document.getElementById('promise').textContent = t('promise');
  signOut.textContent = t('signOut');
  if (counter) document.getElementById('city').textContent = t('of', say(counter.node.name));
}

signOut.addEventListener('click', () => forget());
languageSwitch(document.getElementById('language'));
onLanguage(() => {
  if (!open) return start();
  words(open.counter);
  open.redraw();
  open.ready();
});
window.addEventListener('hashchange', () => { if (location.hash.includes('token=')) start(); });
start();
