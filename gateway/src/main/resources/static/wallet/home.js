// The first view: the person's consents, and the way to a new one.

import { el } from '/page/dom.js';
import { day, list, say } from '/page/language.js';
import { button } from '/page/parts.js';
import { citiesOf, cityOf, isOver, purposesOf } from './facts.js';
import { t } from './words.js';

export function home(context) {
  const { organisation, consents } = context.wallet;
  const { name } = organisation || context.wallet.resident || {};
  const open = consents.filter((consent) => !isOver(consent));
  const over = consents.filter(isOver);
  return {
    enter: context.refresh,
    elements: el('div', { class: 'stack rise' },
      el('div', { class: 'greeting tight' },
        el('h1', {}, name ? t('hello', name) : t('helloNobody')),
        organisation && el('p', { class: 'soft', 'data-organisation': organisation.code }, t('creditCode', organisation.code)),
        el('p', { class: 'soft' }, t('introduction'))),
      open.length > 0 && el('h2', {}, t('mine')),
      open.map((consent) => card(context, consent)),
      way(context, open, citiesOf(context.wallet)),
      over.length > 0 && el('details', {}, el('summary', {}, t('pastOnes', over.length)),
        el('div', { class: 'stack' }, over.map((consent) => card(context, consent)))),
      el('div', { class: 'row' },
        button(t('uses'), () => context.go('uses'), { kind: 'plain' }),
        button(t('whoAsked'), () => context.go('disclosures'), { kind: 'plain' }))),
  };
}

function way(context, open, cities) {
  const choose = (kind) => button(t('choose'), () => context.go('consent', { visit: String(Date.now()) }), { kind, symbol: 'plus' });
  if (cities.length === 0) return emptiness('noPartners', 'noPartnersHelp');
  if (open.length === 0) return emptiness('none', 'noneHelp', choose('main'));
  return el('div', { class: 'row' }, choose(''));
}

function emptiness(title, help, action) {
  return el('section', { class: 'quiet stack' }, el('h2', {}, t(title)), el('p', { class: 'soft' }, t(help)), action);
}

function card(context, consent) {
  const city = say(cityOf(context.wallet, consent.recipient));
  const over = isOver(consent);
  return el('article', { class: 'card consent', 'data-consent': consent.id },
    el('div', { class: 'row spread' }, el('h3', {}, city), stateChip(consent.state)),
    el('p', {}, list(purposesOf(context.wallet, consent).map(say))),
    consent.told && el('p', {}, t('mayAsk', list(consent.told.items.map(say)))),
    consent.told && !over && el('p', { class: 'soft small' }, t('sayNumber', consent.id)),
    el('p', { class: 'soft small' }, consent.use === 'ONCE' ? `${t('ONCE')} · ` : '', t('until', day(consent.expires))),
    el('div', { class: 'row' },
      consent.state === 'ACTIVE' && !consent.told && button(t('show'), () => context.go('code', { id: consent.id }), { kind: 'main', symbol: 'code' }),
      button(t('details'), () => context.go('record', { id: consent.id }), { kind: over ? 'plain' : '' })));
}

/** A state in words and a colour; the words alone say it all. */
export function stateChip(state) {
  const kind = { ACTIVE: 'good', PAUSED: 'note' }[state] || '';
  return el('span', { class: `chip ${kind}`, 'data-state': state }, knownState(state) ? t(state) : state);
}

const knownState = (state) => ['ACTIVE', 'PAUSED', 'WITHDRAWN', 'EXPIRED', 'USED'].includes(state);
