// Where codes come in: a handheld scanner that types, the clipboard, or the camera.

import { isWhole, normalise } from '/page/credit-code.js';
import { el, show } from '/page/dom.js';
import { button } from '/page/parts.js';
import { Camera } from './camera.js';
import { t } from './words.js';

/** A scanner that sends no Enter is taken to have finished after so long, if the code is whole. */
const TYPING_PAUSE_MILLIS = 250;

/** @param {function(string)} scanned hears every code, raw */
export function scanField(scanned) {
  const input = el('input', {
    id: 'code', type: 'text', inputmode: 'none', autocomplete: 'off', autocapitalize: 'characters', autocorrect: 'off',
    spellcheck: 'false', lang: 'en', 'aria-describedby': 'scan-state',
  });
  const state = el('p', { class: 'ready', id: 'scan-state' });
  const hint = el('p', { class: 'small soft', role: 'status' });
  const finder = el('div');
  let pause = null;
  let card = null;

  const take = () => {
    clearTimeout(pause);
    const text = input.value;
    input.value = '';
    if (text.trim()) scanned(text);
  };
  const camera = new Camera((text) => {
    drawFinder();
    scanned(text);
  });

  input.addEventListener('input', (event) => {
    clearTimeout(pause);
    if (!event.isComposing && isWhole(normalise(input.value))) pause = setTimeout(take, TYPING_PAUSE_MILLIS);
  });
  input.addEventListener('focus', () => drawState(true));
  input.addEventListener('blur', () => drawState(false));
  document.addEventListener('keydown', lead);
  document.addEventListener('visibilitychange', back);

  /** A scanner may type while a button or a number has the focus: its first letter leads the rest into the field. */
  function lead(event) {
    const typing = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.altKey && !event.metaKey;
    const elsewhere = !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.type === 'radio'
      || (event.target.type === 'number' && !/[-+.,0-9e]/.test(event.key));
    if (typing && elsewhere && document.contains(input)) input.focus();
  }

  function back() {
    if (!document.hidden) focus();
  }

  function focus() {
    if (document.contains(input)) input.focus({ preventScroll: true });
  }

  function drawState(on) {
    state.textContent = t(on ? 'ready' : 'away');
    if (card) card.classList.toggle('away', !on);
  }

  async function paste() {
    try {
      input.value = await navigator.clipboard.readText();
      take();
    } catch {
      hint.textContent = t('pasteByHand');
    }
    focus();
  }

  async function toggleCamera() {
    hint.textContent = '';
    if (camera.on) camera.stop();
    else if (!await camera.start()) hint.textContent = `${t('cameraNone')}。${t('cameraNoneHelp')}`;
    drawFinder();
    focus();
  }

  function drawFinder() {
    const toggle = button(t(camera.on ? 'cameraOff' : 'camera'), toggleCamera, { symbol: 'camera' });
    toggle.setAttribute('aria-pressed', String(camera.on));
    show(finder, camera.on && el('div', { class: 'tight' }, el('div', { class: 'viewfinder' }, camera.video), el('p', { class: 'small soft' }, t('cameraHelp'))),
      el('div', { class: 'row' }, toggle, navigator.clipboard && navigator.clipboard.readText && button(t('paste'), paste, { symbol: 'copy' })));
  }

  function draw() {
    input.placeholder = t('codePlace');
    drawFinder();
    card = el('form', { class: 'card stack scan', onsubmit: (event) => { event.preventDefault(); take(); focus(); } },
      el('div', { class: 'row spread' }, el('h2', {}, t('scan')), state),
      el('label', { class: 'hidden', for: 'code' }, t('code')), input,
      el('button', { type: 'submit', class: 'main full' }, t('verify')), finder, hint);
    drawState(document.activeElement === input);
    return card;
  }

  return {
    draw, focus,
    leave() {
      clearTimeout(pause);
      camera.stop();
      document.removeEventListener('keydown', lead);
      document.removeEventListener('visibilitychange', back);
    },
  };
}
