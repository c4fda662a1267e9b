// The answer in large clear words. There are two outcomes and neither is a punishment: a benefit, or service as usual.

import { now } from '/page/clock.js';
import { el, icon } from '/page/dom.js';
import { day, list, say } from '/page/language.js';
import { button } from '/page/parts.js';
import { t } from './words.js';

const TICK_MILLIS = 500;

export const waiting = () => ({
  element: el('section', { class: 'result waiting' }, el('h2', {}, t('waiting')), el('p', { class: 'soft' }, t('waitingHelp'))),
});

export const asking = () => ({
  element: el('section', { class: 'result waiting' }, el('h2', {}, t('asking')), el('progress', { class: 'wait', 'aria-label': t('asking') })),
});

export const nothingPublished = () => el('section', { class: 'quiet stack narrow' },
  el('h1', {}, t('noPurposes')), el('p', { class: 'soft' }, t('noPurposesHelp')));

/** Something to do for the member of staff; never a judgement of the visitor. */
export function told(title, help, millis, ...actions) {
  return { element: result('told', 'notice', title, el('p', { class: 'lead' }, help),
    el('p', {}, t('meanwhile')), actions.length > 0 && el('p', { class: 'row' }, actions), meta(millis)) };
}

/** A refusal in the catalogue's words; what is only for the moment may be asked again with the same code. */
export function refusal(trouble, millis, retry) {
  return told(say(trouble.title), say(trouble.remedy), millis, ...(trouble.passing ? [button(t('retry'), retry, { kind: 'main' })] : []));
}

/** A decision of the home city. */
export function decided(answer, { counter, texts, millis, reports }) {
  const good = answer.decisions.filter(({ outcome }) => outcome === 'BENEFIT');
  const rest = answer.decisions.filter(({ outcome }) => outcome !== 'BENEFIT');
  const reason = (decision) => say(texts.reasons[decision.reason]);
  if (good.length === 0) return { element: asUsual(rest, reason, millis) };
  const later = answer.later || [];
  const body = el('div', {},
    answer.offline && el('p', { class: 'lead', 'data-offline': 'yes' }, t('offline'), el('br'), el('span', { class: 'soft small' }, t('offlineHelp'))),
    whose(answer),
    el('ul', { class: 'benefits' }, good.map((decision) => benefit(decision, counter, reason, reports))),
    later.length > 0 && el('p', { class: 'meta' }, t('later', list(later.map((id) => titleOf({ benefit: id }, counter))))),
    rest.length > 0 && el('p', { class: 'meta' }, t('others', list(rest.map((it) => titleOf(it, counter))))));
  const clock = countdown(answer.grantBefore);
  const element = result('benefit', 'check', t('benefits'), body, clock.element, meta(millis));
  clock.over(() => {
    if (reports.any) clock.element.remove();
    else element.replaceWith(told(t('grantOver'), t('grantOverHelp')).element);
  });
  return { element, stop: clock.stop };
}

/** Which organisation it is, where the agreement lets the counter know. */
function whose({ disclosed }) {
  const organisation = disclosed && disclosed.organisation;
  return organisation && el('p', { class: 'lead', 'data-organisation': organisation.code },
    organisation.name, el('br'), el('span', { class: 'soft small' }, t('organisationCode', organisation.code)));
}

/** An answer in a few words without anything about the person. */
export function inShort({ decisions, offline }) {
  const count = decisions.filter(({ outcome }) => outcome === 'BENEFIT').length;
  if (count === 0) return t('usual');
  return offline ? `${t('countBenefits', count)} · ${t('offline')}` : t('countBenefits', count);
}

function asUsual(rest, reason, millis) {
  const reasons = [...new Set(rest.map(reason))].filter(Boolean);
  return result('usual', 'even', t('usual'), el('p', { class: 'lead' }, t('usualLead')),
    reasons.map((text) => el('p', { class: 'soft' }, text)), meta(millis));
}

function benefit(decision, counter, reason, reports) {
  const known = counter.benefits.find(({ id }) => id === decision.benefit);
  return el('li', {},
    el('strong', {}, titleOf(decision, counter)),
    known && known.limit && el('p', {}, say(known.limit)),
    el('p', { class: 'soft' }, reason(decision)),
    el('p', { class: 'soft small' }, [
      decision.until && t('until', day(decision.until)), decision.basis && t('basis', decision.basis),
    ].filter(Boolean).join(' · ')),
    reports.draw(decision.benefit, titleOf(decision, counter)));
}

function titleOf({ benefit: id }, counter) {
  const known = counter.benefits.find((it) => it.id === id);
  return known ? say(known.title) : id;
}

function result(kind, symbol, title, ...children) {
  return el('section', { class: `result rise ${kind}`, 'data-kind': kind },
    el('div', { class: 'head' }, el('span', { class: 'sign' }, icon(symbol)), el('h2', {}, title)), children);
}

const meta = (millis) => millis !== undefined && el('p', { class: 'meta' }, t('took', millis));

/** Counts down to the instant before which the benefit must be granted. Not read out: it would never stop talking. */
function countdown(grantBefore) {
  const text = el('span', { 'aria-hidden': 'true' });
  const element = el('p', { class: 'grant' }, icon('clock'), text);
  let whenOver = () => {};
  const tick = () => {
    const seconds = Math.ceil((Date.parse(grantBefore) - now()) / 1000);
    text.textContent = t('grantIn', `${Math.floor(Math.max(0, seconds) / 60)}:${String(Math.max(0, seconds) % 60).padStart(2, '0')}`);
    if (seconds <= 0) {
      clearInterval(timer);
      whenOver();
    }
  };
  const timer = setInterval(tick, TICK_MILLIS);
  tick();
  return { element, stop: () => clearInterval(timer), over(action) { whenOver = action; } };
}
