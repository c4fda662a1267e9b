// Where the person's codes were honoured, what cities told of it, and what the person says against it.

import { el, show } from '/page/dom.js';
import { moment, say } from '/page/language.js';
import { button, troubleCard } from '/page/parts.js';
import { backBar } from './back-bar.js';
import { t } from './words.js';

const PATH = '/api/v1/wallet/uses';
const TEXT_CHARACTERS_MAX = 2000;

export function uses(context) {
  const place = el('div', { class: 'stack' });
  return {
    elements: [backBar(context), el('div', { class: 'stack rise' },
      el('h1', {}, t('uses')), el('p', { class: 'soft' }, t('usesHelp')), place)],
    enter: () => load(context, place),
  };
}

async function load(context, place) {
  try {
    const known = await context.ask('GET', PATH);
    show(place, known.uses.length === 0 ? nothing() : known.uses.map((use) => card(context, use)),
      known.next && button(t('usesMore'), () => more(context, place, known.next), {}));
  } catch (trouble) {
    if (trouble.unauthorised || trouble.passing === undefined) return context.fail(trouble);
    show(place, troubleCard(trouble, button(t('again'), () => load(context, place), { kind: 'main' })));
  }
}

/** The next ones take the button's place. */
async function more(context, place, after) {
  try {
    const known = await context.ask('GET', `${PATH}?after=${encodeURIComponent(after)}`);
    place.lastElementChild.remove();
    place.append(...known.uses.map((use) => card(context, use)));
    if (known.next) place.append(button(t('usesMore'), () => more(context, place, known.next), {}));
  } catch (trouble) {
    context.fail(trouble);
  }
}

const nothing = () => el('section', { class: 'quiet stack' }, el('h2', {}, t('usesNone')), el('p', { class: 'soft' }, t('usesNoneHelp')));

/** An event that asks for attention stands out a little; it is no reproach and says so. */
function card(context, use) {
  const attention = use.event === 'ATTENTION' && !use.setAside;
  const said = el('div', { class: 'stack' });
  drawSaid(context, use, said);
  return el('article', { class: `card stack use${attention ? ' told' : ''}`, 'data-use': use.event },
    el('div', { class: 'row spread' }, el('h2', { class: 'small-heading' }, say(use.city.name)), el('span', { class: 'chip' }, t(`use${use.event}`))),
    el('p', {}, say(use.benefit.title), use.quantity > 0 && ` · ${t('units', use.quantity)}`),
    el('p', { class: 'soft small' }, moment(use.at), use.offline && ` · ${t('useOffline')}`),
    attention && el('p', {}, t('attentionHelp')),
    use.setAside && el('p', { class: 'soft' }, t('setAside')),
    said);
}

function drawSaid(context, use, said) {
  const { objection } = use;
  if (!objection) return show(said, objectionForm(context, use, said));
  const { answer } = objection;
  show(said,
    el('blockquote', {}, el('p', { class: 'soft small' }, t('youSaid', moment(objection.at))), el('p', { class: 'own-words' }, objection.text)),
    answer ? el('blockquote', {}, el('p', { class: 'soft small' }, t(answer.upheld ? 'upheld' : 'notUpheld', moment(answer.at))), el('p', { class: 'own-words' }, answer.text))
      : el('p', { class: 'soft small', role: 'status' }, t('objectionOpen')),
    answer && !answer.upheld && objectionForm(context, use, said));
}

function objectionForm(context, use, said) {
  const text = el('textarea', { rows: 4, maxlength: TEXT_CHARACTERS_MAX, required: true, 'aria-label': t('objectionText'), placeholder: t('objectionText') });
  const problem = el('div', { role: 'status' });
  const send = async () => {
    if (!text.value.trim()) {
      show(problem, el('p', { class: 'small' }, t('objectionEmpty')));
      return text.focus();
    }
    try {
      const objection = await context.ask('POST', `${PATH}/${encodeURIComponent(use.id)}/objections`, { text: text.value });
      drawSaid(context, { ...use, objection }, said);
    } catch (trouble) {
      if (trouble.unauthorised || trouble.passing === undefined) return context.fail(trouble);
      show(problem, troubleCard(trouble));
    }
  };
  return el('details', {}, el('summary', {}, t('object')),
    el('div', { class: 'stack' }, el('p', { class: 'soft small' }, t('objectHelp')), text, el('div', { class: 'row' }, button(t('objectionSend'), send, { kind: 'main' })), problem));
}
