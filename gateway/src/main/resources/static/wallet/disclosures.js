// The right to know: who asked about the person, when, why, on which basis, and what was given.

import { el, show } from '/page/dom.js';
import { language, list, moment, say } from '/page/language.js';
import { button, pairs, troubleCard } from '/page/parts.js';
import { backBar } from './back-bar.js';
import { t } from './words.js';

export function disclosures(context) {
  const place = el('section', { class: 'stack', 'aria-live': 'polite' }, el('p', { class: 'soft' }, t('opening')));
  return {
    elements: [backBar(context), el('div', { class: 'stack rise' },
      el('h1', {}, t('asked')), el('p', { class: 'soft' }, t('askedHelp')), place)],
    enter: () => more(context, place, [], null),
  };
}

/** Shows what is known and fetches the next page behind it. */
async function more(context, place, known, after) {
  try {
    const path = '/api/v1/subjects/me/disclosures' + (after ? `?after=${encodeURIComponent(after)}` : '');
    const page = await context.ask('GET', path);
    const cards = known.concat(page.disclosures.map(card));
    show(place, cards.length > 0 ? cards : emptiness(),
      page.next && button(t('older'), () => more(context, place, cards, page.next)));
  } catch (trouble) {
    if (trouble.unauthorised || trouble.passing === undefined) return context.fail(trouble);
    show(place, known, troubleCard(trouble, button(t('again'), () => more(context, place, known, after), { kind: 'main' })));
  }
}

function emptiness() {
  return el('section', { class: 'quiet stack' }, el('h2', {}, t('nobodyAsked')), el('p', { class: 'soft' }, t('nobodyAskedHelp')));
}

const CARDS = {
  RECOGNITION: (entry) => [
    [t('whatFor'), say(entry.purpose.name)],
    [t('askedAbout'), entry.benefits.map(({ title, outcome }) => el('p', {}, `${say(title)} — ${t(outcome)}`))],
    [t('given'), list(entry.items.map(({ name }) => say(name)))],
    [t('basis'), basis(entry.basis)],
    entry.basis.ground && [t('ground'), t(`ground${entry.basis.ground}`)],
    [t('byConsent'), consentWords(entry.consent)],
    [t('explained'), say(entry.explanation)],
  ].filter(Boolean),
  ITEMS_QUERY: (entry) => [
    [t('whatFor'), say(entry.purpose.name)],
    [t('askedItems'), entry.items.map(({ name, outcome }) => el('p', {}, `${say(name)} — ${t(outcome)}`))],
    [t('basis'), list([...new Set(entry.items.filter((item) => item.basis).map((item) => basis(item.basis)))])],
    [t('ground'), list([...new Set(entry.items.filter((item) => item.basis).map((item) => t(`ground${item.basis.ground}`)))])],
    entry.statutoryDuty && [t('duty'), entry.statutoryDuty.name ? `${say(entry.statutoryDuty.name)} · ${entry.statutoryDuty.law}` : entry.statutoryDuty.duty],
    entry.consent && [t('byConsent'), consentWords(entry.consent)],
  ].filter(Boolean),
  CONSENT_NOTICE: (entry) => [
    [t('byConsent'), consentWords(entry.consent)],
    [t('acknowledged'), entry.acknowledgedAt ? moment(entry.acknowledgedAt) : t('notYet')],
  ],
  STAFF_QUERY: (entry) => [
    [t('officer'), `${entry.officer.name} · ${entry.officer.id} · ${entry.caller}`],
    [t('whatFor'), entry.purposeDeclared],
    [t('duty'), entry.duty],
    [t('sawEntries'), String(entry.shown)],
  ],
};

function card(entry) {
  const facts = CARDS[entry.kind] || (() => []);
  return el('article', { class: 'card stack', 'data-kind': entry.kind },
    el('h2', {}, t(`kind${CARDS[entry.kind] ? entry.kind : 'OTHER'}`, say(entry.node.name))),
    el('p', { class: 'soft small' }, el('time', { datetime: entry.at }, moment(entry.at))),
    pairs(facts(entry)));
}

const consentWords = ({ id, revision }) => el('span', { class: 'small soft' }, t('revision', id, revision));

function basis({ agreement, clause, words }) {
  const named = clause ? t('agreementClause', agreement, clause) : t('agreement', agreement);
  return words ? `${named}${language() === 'zh' ? '：' : ': '}${say(words)}` : named;
}
