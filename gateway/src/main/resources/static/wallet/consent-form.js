// Consenting: which city, what for, how long; and plainly who will then learn what.

import { Trouble } from '/page/api.js';
import { now } from '/page/clock.js';
import { el, show } from '/page/dom.js';
import { day, list, say } from '/page/language.js';
import { button, pairs, troubleCard } from '/page/parts.js';
import { backBar } from './back-bar.js';
import { citiesOf } from './facts.js';
import { t } from './words.js';

const DAYS = [7, 30, 90, 180];
const DAYS_DEFAULT = 30;
const LEVELS = ['ELIGIBILITY', 'RUNG', 'GRADE', 'SCORE'];
const DAY_MILLIS = 86_400_000;
const SHANGHAI_AHEAD_MILLIS = 8 * 3_600_000;

/** What has been chosen survives a change of language, not a new visit. */
let chosen = null;

export function consentForm(context, parameters) {
  const partners = citiesOf(context.wallet);
  if (!chosen || chosen.visit !== parameters.visit) chosen = fresh(partners, parameters.visit);
  const parts = { purposes: el('div'), disclosure: el('div'), told: el('section', { class: 'card told stack' }), error: el('div', { role: 'alert' }) };
  const form = el('form', { class: 'stack rise', novalidate: true, onsubmit: (event) => submit(event, context, parts) },
    el('h1', {}, t('formTitle')), el('p', { class: 'soft' }, t('formHelp')),
    choices('city', 'radio', partners.map((partner) => option(partner.node, say(partner.name), '', chosen.node === partner.node)), (node) => {
      Object.assign(chosen, { node, purposes: [], disclosure: 'ELIGIBILITY' });
      redraw(context, parts);
    }),
    parts.purposes,
    choices('use', 'radio', ['PERIOD', 'ONCE'].map((use) => option(use, t(use), '', chosen.use === use)), (use) => {
      chosen.use = use;
      tell(context, parts);
    }),
    duration(context, parts), parts.disclosure, parts.told, parts.error,
    el('button', { class: 'main full', type: 'submit' }, t('consent')));
  redraw(context, parts);
  return { elements: [backBar(context), form] };
}

const fresh = (partners, visit) => (
  { visit, node: partners.length === 1 ? partners[0].node : null, purposes: [], use: 'PERIOD', days: DAYS_DEFAULT, disclosure: 'ELIGIBILITY' });

const option = (value, label, hint, checked) => ({ value, label, hint, checked });

/** A group of radio buttons or check boxes; `changed` hears the value and whether it is on. */
function choices(name, type, options, changed) {
  const mark = (event) => {
    event.currentTarget.querySelectorAll('label').forEach((label) => label.classList.toggle('on', label.firstChild.checked));
    changed(event.target.value, event.target.checked);
  };
  return el('fieldset', { onchange: mark }, el('legend', {}, t(name)),
    options.map(({ value, label, hint, checked }) => el('label', { class: `choice${checked ? ' on' : ''}` },
      el('input', { type, name, value, checked }), el('span', {}, label, hint && el('small', {}, hint)))));
}

function duration(context, parts) {
  const changed = (event) => {
    chosen.days = Number(event.target.value);
    tell(context, parts);
  };
  return el('div', {}, el('label', { for: 'days' }, el('strong', {}, t('howLong'))),
    el('select', { id: 'days', onchange: changed },
      DAYS.map((days) => el('option', { value: days, selected: days === chosen.days }, t('days', days, day(lastMoment(days)))))));
}

const partnerOf = (context) => context.wallet.partners.find((partner) => partner.node === chosen.node);

function redraw(context, parts) {
  const partner = partnerOf(context);
  show(parts.purposes, partner
    ? choices('purposes', 'checkbox', partner.purposes.map(({ purpose, name, benefits }) => (
      option(purpose, say(name), list(benefits.map(benefitLine)), chosen.purposes.includes(purpose)))), (purpose, on) => {
      chosen.purposes = chosen.purposes.filter((it) => it !== purpose).concat(on ? [purpose] : []);
      tell(context, parts);
    })
    : el('p', { class: 'soft' }, t('purposesFirst')));
  show(parts.disclosure, partner && disclosureChoice(context, partner, parts));
  tell(context, parts);
}

const benefitLine = ({ title, limit }) => (limit ? `${say(title)}（${say(limit)}）` : say(title));

/** More than yes or no is offered only where the agreement allows it, and never chosen beforehand. */
function disclosureChoice(context, partner, parts) {
  const levels = LEVELS.filter((level) => partner.disclosure.includes(level));
  if (levels.length < 2) return null;
  return el('details', {}, el('summary', {}, t('disclosure')), el('p', { class: 'soft small' }, t('disclosureMore')),
    choices('disclosure', 'radio', levels.map((level) => option(level, t(level), '', chosen.disclosure === level)), (level) => {
      chosen.disclosure = level;
      tell(context, parts);
    }));
}

function tell(context, parts) {
  const partner = partnerOf(context);
  parts.told.hidden = !partner;
  if (!partner) return;
  const purposes = partner.purposes.filter(({ purpose }) => chosen.purposes.includes(purpose));
  const names = purposes.map(({ name }) => say(name));
  const last = day(lastMoment(chosen.days));
  show(parts.told, el('h2', {}, t('told')), pairs([
    [t('who'), t('whoIs', say(partner.name))],
    [t('whatFor'), names.length > 0 ? list(names) : '—'],
    [t('learns'), t(purposes.some(({ named }) => named) ? 'learnsNamed' : 'learnsToo', t(chosen.disclosure))],
    [t('not'), t(`not${chosen.disclosure}`)],
    [t('howLongIs'), chosen.use === 'ONCE' ? t('onceUntil', last) : t('until', last)],
    [t('stop'), t('stopIs')],
  ]), el('p', { class: 'small soft' }, t('harmless')));
}

/** The end of the last day, in Shanghai. */
function lastMoment(days) {
  const date = new Date(now() + days * DAY_MILLIS + SHANGHAI_AHEAD_MILLIS).toISOString().slice(0, 10);
  return `${date}T23:59:59+08:00`;
}

async function submit(event, context, parts) {
  event.preventDefault();
  const missing = !chosen.node ? 'chooseCity' : chosen.purposes.length === 0 ? 'choosePurpose' : null;
  if (missing) return pointOut(parts, el('p', { class: 'notice' }, t(missing)));
  const submitButton = event.target.querySelector('[type=submit]');
  submitButton.disabled = true;
  try {
    const { node, purposes, disclosure, use, days } = chosen;
    const given = await context.ask('POST', '/api/v1/consents', { recipient: node, purposes, disclosure, use, expires: lastMoment(days) });
    await context.reload();
    chosen = null;
    history.replaceState({ view: 'home' }, '');
    await context.go('code', { id: given.id });
  } catch (trouble) {
    if (!(trouble instanceof Trouble) || trouble.unauthorised) return context.fail(trouble);
    pointOut(parts, troubleCard(trouble, button(t('back'), context.home)));
  } finally {
    submitButton.disabled = false;
  }
}

function pointOut(parts, message) {
  show(parts.error, message);
  message.scrollIntoView({ block: 'center' });
}
