// One consent: what it says, how to change it, and its receipt.

import { el, show } from '/page/dom.js';
import { list, moment, say } from '/page/language.js';
import { button, pairs, troubleCard } from '/page/parts.js';
import { backBar } from './back-bar.js';
import { cityOf, consentOf, isOver, purposesOf } from './facts.js';
import { stateChip } from './home.js';
import { receiptCard } from './receipt.js';
import { t } from './words.js';

/** What was just done, told once after the view is drawn anew. */
let news = '';

export function record(context, { id }) {
  const consent = consentOf(context.wallet, id);
  if (!consent) return { elements: missingConsent(context) };
  const receipt = el('div');
  const changes = el('section', { class: 'stack' });
  showChanges(context, consent, changes);
  const told = el('p', { role: 'status' });
  return {
    elements: [backBar(context), el('div', { class: 'stack rise' },
      el('h1', {}, t('record')), told, el('section', { class: 'card' }, facts(context, consent)), changes, receipt)],
    async enter() {
      told.textContent = news;
      news = '';
      await showReceipt(context, consent, receipt);
    },
  };
}

/** For an id that is not among this person's consents. */
export function missingConsent(context) {
  return el('section', { class: 'quiet stack' }, el('h1', {}, t('gone')), el('p', {}, t('goneHelp')),
    button(t('home'), context.home, { kind: 'main' }));
}

function facts(context, consent) {
  return pairs([
    [t('recipient'), say(cityOf(context.wallet, consent.recipient))],
    [t('state'), stateChip(consent.state)],
    [t('whatFor'), list(purposesOf(context.wallet, consent).map(say))],
    [t('learns'), consent.told ? list(consent.told.items.map(say)) : t(consent.disclosure)],
    [t('use'), t(consent.use)],
    [t('granted'), moment(consent.grantedAt)],
    [t('expires'), moment(consent.expires)],
    [t('number'), el('span', { class: 'small soft' }, consent.id)],
  ]);
}

function showChanges(context, consent, changes) {
  if (isOver(consent)) return show(changes);
  const path = `/api/v1/consents/${encodeURIComponent(consent.id)}`;
  const change = (method, suffix, done) => act(context, changes, consent, method, path + suffix, done);
  show(changes, el('div', { class: 'row' },
    consent.state === 'ACTIVE' && !consent.told && button(t('show'), () => context.go('code', { id: consent.id }), { kind: 'main', symbol: 'code' }),
    consent.state === 'ACTIVE' && button(t('pause'), () => change('POST', '/pause', 'donePAUSED')),
    consent.state === 'PAUSED' && button(t('resume'), () => change('POST', '/resume', 'doneACTIVE'), { kind: 'main' }),
    button(t('withdraw'), () => askTwice(context, consent, changes, () => change('DELETE', '', 'doneWITHDRAWN')))),
  consent.state === 'ACTIVE' && el('p', { class: 'soft small' }, t('pauseHelp')));
}

/** Withdrawal is final, so it asks once more; focus goes to the question. */
function askTwice(context, consent, changes, withdraw) {
  const question = el('h2', { tabindex: '-1' }, t('withdrawSure'));
  show(changes, el('div', { class: 'notice stack' }, question, el('p', {}, t('withdrawHelp')),
    el('div', { class: 'row' },
      button(t('withdrawYes'), withdraw, { kind: 'main' }),
      button(t('withdrawNo'), () => showChanges(context, consent, changes)))));
  question.focus();
}

async function act(context, changes, consent, method, path, done) {
  try {
    await context.ask(method, path);
    news = t(done);
    await context.reload();
    history.replaceState({ view: 'record', id: consent.id }, '');
    window.dispatchEvent(new PopStateEvent('popstate'));
  } catch (trouble) {
    if (trouble.unauthorised || trouble.passing === undefined) return context.fail(trouble);
    show(changes, troubleCard(trouble, button(t('again'), () => act(context, changes, consent, method, path, done), { kind: 'main' }), button(t('home'), context.home)));
  }
}

async function showReceipt(context, consent, place) {
  try {
    const answer = await context.ask('GET', `/api/v1/consents/${encodeURIComponent(consent.id)}`);
    show(place, receiptCard(consent.id, answer.receipt || answer));
  } catch (trouble) {
    if (trouble.unauthorised || trouble.passing === undefined) return context.fail(trouble);
    show(place, troubleCard(trouble, button(t('again'), () => showReceipt(context, consent, place))));
  }
}
