// The wallet page: who may enter, what is known, and which view is open.

import { call, Trouble, unexpected } from '/page/api.js';
import { now } from '/page/clock.js';
import * as devicePasses from '/page/device-passes.js';
import { el, focusOn, show } from '/page/dom.js';
import { languageSwitch, onLanguage, say } from '/page/language.js';
import { keepToken, tokenFromFragment } from '/page/memory.js';
import { button, troubleCard } from '/page/parts.js';
import { codeView } from './code-view.js';
import { consentForm } from './consent-form.js';
import { disclosures } from './disclosures.js';
import { home } from './home.js';
import { paperView } from './paper-view.js';
import { record } from './record.js';
import { uses } from './uses.js';
import { speakFor, t } from './words.js';

const VIEWS = { home, consent: consentForm, code: codeView, paper: paperView, record, disclosures, uses };
const FRESH_MILLIS = 3000;
const main = document.getElementById('main');
const signOutButton = document.getElementById('sign-out');
let token = null;
let wallet = null;
let loadedAt = 0;
let leave = () => {};

/** What every view gets: what is known, how to ask the node, and how to go on. */
const context = {
  get wallet() { return wallet; },
  ask: (method, path, body) => call(method, path, { token, body }),
  go(view, parameters = {}) {
    history.pushState({ view, ...parameters }, '');
    return render();
  },
  home() {
    history.replaceState({ view: 'home' }, '');
    return render();
  },
  async reload() {
    wallet = await call('GET', '/api/v1/wallet', { token });
    speakFor(wallet);
    loadedAt = Date.now();
    await forgetStalePasses();
  },
  refresh,
  fail,
};

async function start() {
  token = tokenFromFragment('session');
  if (!token) return withoutSession();
  try {
    await context.reload();
    await render();
  } catch (trouble) {
    fail(trouble, start);
  }
}

async function render() {
  leave();
  leave = () => {};
  const { view = 'home', ...parameters } = history.state || {};
  const drawn = (VIEWS[view] || home)(context, parameters);
  leave = drawn.leave || leave;
  words();
  show(main, drawn.elements);
  const heading = main.querySelector('h1');
  if (heading) focusOn(heading);
  if (drawn.enter) await drawn.enter();
}

/** Asks again in the background, for a consent may have been used or ended meanwhile; silent when nothing changed. */
async function refresh() {
  if (Date.now() - loadedAt < FRESH_MILLIS) return;
  const before = JSON.stringify(wallet);
  try {
    await context.reload();
  } catch (trouble) {
    if (trouble.unauthorised) await sessionEnded();
    return; // without a connection what is known stays on the screen
  }
  if (JSON.stringify(wallet) !== before) await render();
}

/** Says what is wrong; a session that has ended leads back to the city's app. */
function fail(trouble, retry) {
  leave();
  leave = () => {};
  if (trouble.unauthorised) return sessionEnded();
  const known = trouble instanceof Trouble ? trouble : unexpected(trouble);
  show(main, troubleCard(known, button(t('again'), retry || (() => location.reload()), { kind: 'main' })));
}

async function withoutSession() {
  show(main, el('p', { class: 'soft' }, t('sending')));
  const entry = await entryAddress();
  if (entry) location.replace(entry);
  else show(main, explanation('noSession', 'noSessionHelp', entry));
}

/** Leaves nothing of this person on the device: neither session nor passes. */
async function signOut() {
  leave();
  forgetSession();
  if (devicePasses.possible()) await devicePasses.forgetAllBut([], now());
  history.replaceState(null, '');
  await withoutSession();
}

function forgetSession() {
  keepToken('session', null);
  token = wallet = null;
  speakFor(null);
  leave = () => {};
  signOutButton.hidden = true;
}

async function sessionEnded() {
  forgetSession();
  show(main, explanation('ended', 'endedHelp', await entryAddress()));
}

function explanation(title, help, entry) {
  const heading = el('h1', {}, t(title));
  return el('section', { class: 'card stack' }, heading, el('p', {}, t(help)),
    entry && button(t('enter'), () => location.replace(entry), { kind: 'main' }));
}

async function entryAddress() {
  try {
    const { entry } = await call('GET', '/api/v1/wallet/entry');
    return /^https?:\/\//.test(entry || '') ? entry : null;
  } catch {
    return null;
  }
}

async function forgetStalePasses() {
  if (!devicePasses.possible()) return;
  const lasting = wallet.consents.filter(({ state }) => state === 'ACTIVE' || state === 'PAUSED').map(({ id }) => id);
  await devicePasses.forgetAllBut(lasting, now());
}

function words() {
  document.title = `${t('title')} · 信桥`;
  document.getElementById('title').textContent = t('title');
  document.getElementById('skip').textContent = t('skip');
  document.getElementById('promise').textContent = t('promise');
  signOutButton.textContent = t('signOut');
  signOutButton.hidden = !wallet;
  if (wallet) document.getElementById('city').textContent = t('of', say(wallet.node.name));
}

signOutButton.addEventListener('click', signOut);
languageSwitch(document.getElementById('language'));
onLanguage(() => (wallet ? render() : start()));
window.addEventListener('popstate', () => { if (wallet) render(); });
window.addEventListener('hashchange', () => { if (location.hash.includes('session=')) start(); });
start();
