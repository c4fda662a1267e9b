// The code on the screen: a QR code that renews itself for as long as the view is open.

import { Trouble } from '/page/api.js';
import { clockError } from '/page/clock.js';
import { el, show, svg } from '/page/dom.js';
import { list, say } from '/page/language.js';
import { button, troubleCard } from '/page/parts.js';
import { qrImage } from '/page/qr/view.js';
import { backBar } from './back-bar.js';
import { codeSource } from './code-source.js';
import { cityOf, consentOf, purposesOf } from './facts.js';
import { missingConsent } from './record.js';
import { t } from './words.js';

const TICK_MILLIS = 250;
const RING = 2 * Math.PI * 10;

export function codeView(context, { id }) {
  const consent = consentOf(context.wallet, id);
  if (!consent) return { elements: missingConsent(context) };
  const view = parts(context, consent);
  const source = codeSource(context, consent);
  let renewsAt = 0;
  let busy = false;

  if (source.answer) {
    view.number = numberField(async (digits) => {
      await source.answer(digits);
      await renew();
    });
  }

  const renew = async () => {
    if (busy || document.hidden) return;
    busy = true;
    try {
      const code = await source.next();
      renewsAt = performance.now() + code.seconds * 1000;
      draw(view, code, context, consent);
    } catch (trouble) {
      stop();
      if (!(trouble instanceof Trouble) || trouble.unauthorised) return context.fail(trouble);
      show(view.face, troubleCard(trouble, button(t('again'), restart, { kind: 'main' }), button(t('home'), context.home)));
    } finally {
      busy = false;
    }
  };
  const tick = () => {
    const left = Math.max(0, renewsAt - performance.now());
    view.seconds.textContent = t('renews', Math.ceil(left / 1000));
    view.left.setAttribute('stroke-dashoffset', String(RING * (1 - left / 15000)));
    if (left === 0) renew();
  };
  let timer = null;
  let awake = null;
  const keepAwake = async () => {
    try {
      awake = await navigator.wakeLock.request('screen');
    } catch {
      // the screen may then go dark as usual
    }
  };
  const letSleep = () => { if (awake) awake.release(); };
  const restart = async () => {
    await renew();
    if (!renewsAt) return;
    timer = timer || setInterval(tick, TICK_MILLIS);
    tick();
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
  };
  const seen = () => { if (!document.hidden && timer) tick(); };
  document.addEventListener('visibilitychange', seen);
  return {
    elements: [backBar(context), view.card],
    async enter() {
      keepAwake();
      await restart();
    },
    leave() {
      stop();
      letSleep();
      document.removeEventListener('visibilitychange', seen);
    },
  };
}

function parts(context, consent) {
  const face = el('div', { class: 'pass-body stack' }, el('p', { class: 'soft' }, t('preparing')));
  const seconds = el('span');
  const left = svg('circle', { class: 'left', cx: 13, cy: 13, r: 10, 'stroke-dasharray': RING });
  const ring = svg('svg', { viewBox: '0 0 26 26', 'aria-hidden': 'true' }, svg('circle', { cx: 13, cy: 13, r: 10 }), left);
  const card = el('article', { class: 'card pass rise' },
    el('header', { class: 'pass-head' },
      el('h1', {}, t('codeFor', say(cityOf(context.wallet, consent.recipient)))),
      el('p', {}, list(purposesOf(context.wallet, consent).map(say)))),
    face);
  return { card, face, seconds, left, ring, text: el('p', { class: 'code-text', lang: 'zxx' }), copied: el('p', { class: 'small', role: 'status' }), textOpen: false };
}

function draw(view, code, context, consent) {
  const image = qrImage(code.text, t('qrLabel', say(cityOf(context.wallet, consent.recipient))));
  view.card.dataset.code = code.text;
  view.text.textContent = code.text;
  const shown = view.face.querySelector('.qr');
  if (shown) return shown.replaceWith(image);
  const copy = button(t('copy'), () => copyText(view), { symbol: 'copy' });
  view.details = el('details', {}, el('summary', {}, t('asText')), view.text);
  show(view.face, image,
    el('div', { class: 'renewal small' }, view.ring, view.seconds),
    el('p', { class: 'soft' }, t('codeHelp')),
    view.number,
    code.note && el('p', { class: 'small soft' }, t(code.note)),
    clockError() !== 0 && el('p', { class: 'small soft' }, t('clockNote')),
    el('div', { class: 'row middle' }, copy,
      button(t('paper'), () => context.go('paper', { id: consent.id })),
      button(t('details'), () => context.go('record', { id: consent.id }))),
    view.copied, view.details);
}

/** Some counters show six digits; a code that answers them is good at no other counter. */
function numberField(answer) {
  const input = el('input', { type: 'text', inputmode: 'numeric', maxlength: 6, autocomplete: 'one-time-code', 'aria-label': t('number') });
  const state = el('p', { class: 'small soft', role: 'status' });
  input.addEventListener('input', async () => {
    const digits = input.value.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/\D/g, '');
    if (digits.length !== 0 && digits.length !== 6) return;
    await answer(digits);
    state.textContent = digits ? t('numberAnswered') : '';
  });
  return el('details', { class: 'number' }, el('summary', {}, t('numberAsked')), el('div', { class: 'row middle' }, input), state);
}

async function copyText(view) {
  try {
    await navigator.clipboard.writeText(view.text.textContent);
    view.copied.textContent = t('copied');
  } catch {
    view.details.open = true;
    view.copied.textContent = t('copyByHand');
  }
}
