// The desk: purposes and scanning on one side, the answer and the latest answers on the other.

import { Trouble, unexpected } from '/page/api.js';
import { isWhole, looksLikeCode, normalise } from '/page/credit-code.js';
import { el, show } from '/page/dom.js';
import { list, say } from '/page/language.js';
import { recall, remember } from '/page/memory.js';
import * as answers from './answers.js';
import { History } from './history.js';
import { Reports } from './reports.js';
import { scanField } from './scan-field.js';
import { t } from './words.js';

const SAME_SCAN_MILLIS = 2000;

export function desk({ counter, texts, terminal, recognise, report, refused }) {
  const place = el('div', { id: 'answer', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' });
  const history = new History();
  const field = scanField(scanned);
  let purpose = firstPurpose(counter);
  let shown = () => answers.waiting();
  let stop = () => {};
  let last = { text: '', at: 0 };
  let digits = number();

  const element = el('div', { class: 'stack' });
  const redraw = () => {
    show(element, ...layout());
    present(shown);
    history.draw();
  };
  const layout = () => (counter.purposes.length === 0 ? [answers.nothingPublished()] : [
    el('h1', { class: 'hidden' }, t('title')),
    el('div', { class: 'desk' },
      el('div', { class: 'stack' }, purposes(), challenge(), field.draw()),
      el('div', { class: 'stack' }, place, history.element)),
  ]);

  function purposes() {
    const choose = (event) => {
      purpose = event.target.value;
      remember('purpose', purpose);
      redraw();
      field.focus();
    };
    return el('fieldset', { class: 'card', onchange: choose }, el('legend', { class: 'hidden' }, t('purpose')),
      el('h2', { 'aria-hidden': 'true' }, t('purpose')),
      el('div', { class: 'purposes' }, counter.purposes.map((it) => el('label', { class: `choice${it.purpose === purpose ? ' on' : ''}` },
        el('input', { type: 'radio', name: 'purpose', value: it.purpose, checked: it.purpose === purpose }),
        el('span', {}, say(it.name), el('small', {}, list(benefitsOf(it.purpose).map(({ title }) => say(title)))),
          it.appliesTo === 'ORGANISATION' && el('small', {}, t('forOrganisations')))))));
  }

  const asksNumber = () => counter.purposes.some((it) => it.purpose === purpose && it.challenge);

  /** New for each visit: a code that answers it cannot have been made for another counter. */
  function challenge() {
    return asksNumber() && el('section', { class: 'card stack', 'data-number': digits },
      el('h2', {}, t('number')), el('p', { class: 'digits' }, `${digits.slice(0, 3)} ${digits.slice(3)}`), el('p', { class: 'soft' }, t('numberHelp')));
  }

  const benefitsOf = (code) => counter.benefits.filter((benefit) => benefit.purpose === code);

  /** Keeps what is shown as a function, so that it can be drawn again in the other language. */
  function present(draw) {
    stop();
    shown = draw;
    const drawn = draw();
    stop = drawn.stop || (() => {});
    show(place, drawn.element);
    bringIntoView();
  }

  /** On a phone the answer lies below the fold; the focus stays in the field. */
  function bringIntoView() {
    if (last.at && place.getBoundingClientRect().top > window.innerHeight * 0.6) place.scrollIntoView();
  }

  async function scanned(raw) {
    const text = normalise(raw);
    if (text === last.text && Date.now() - last.at < SAME_SCAN_MILLIS) return; // the trigger was held down
    last = { text, at: Date.now() };
    if (!looksLikeCode(text)) return present(() => answers.told(t('notCode'), t('notCodeHelp')));
    if (!isWhole(text)) return present(() => answers.told(t('notWhole'), t('notWholeHelp')));
    await ask(text);
  }

  async function ask(code) {
    const askedFor = counter.purposes.find((it) => it.purpose === purpose);
    present(() => answers.asking());
    const startedAt = performance.now();
    const took = () => Math.round(performance.now() - startedAt);
    try {
      const { answer, place } = await recognise({ code, purpose, terminal, ...(asksNumber() && { challenge: digits }) });
      const millis = took();
      renewNumber();
      const reports = new Reports(place, report, refused);
      present(() => answers.decided(answer, { counter, texts, millis, reports }));
      history.add(askedFor.name, () => answers.inShort(answer), millis);
    } catch (error) {
      const trouble = error instanceof Trouble ? error : unexpected(error);
      if (trouble.unauthorised) return refused();
      const millis = took();
      present(() => answers.refusal(trouble, millis, () => ask(code)));
      history.add(askedFor.name, () => say(trouble.title), millis);
    }
  }

  function renewNumber() {
    const shownNow = element.querySelector('[data-number]');
    digits = number();
    if (shownNow) shownNow.replaceWith(challenge());
  }

  redraw();
  return { element, counter, redraw, ready: field.focus, leave() { stop(); field.leave(); } };
}

/** Six digits, each as likely as any other. */
function number() {
  const limit = 4_294_000_000;
  let drawn;
  do {
    [drawn] = crypto.getRandomValues(new Uint32Array(1));
  } while (drawn >= limit);
  return String(drawn % 1_000_000).padStart(6, '0');
}

function firstPurpose({ purposes }) {
  const remembered = purposes.find(({ purpose }) => purpose === recall('purpose'));
  return (remembered || purposes[0] || {}).purpose;
}
