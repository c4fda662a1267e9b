// Building elements without markup in strings: nothing that a server says can become an element.

/**
 * @param {string} tag
 * @param {Object<string, *>} attributes `on…` adds a listener, true and false set and leave out
 * @param {...(Node|string|null|undefined|Array)} children
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds. */
export function show(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** Puts a heading in front of the eyes and of the screen reader after a change of view. */
export function focusOn(element) {
  element.setAttribute('tabindex', '-1');
  element.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

/** A symbol of page/icons.svg; decoration only, the words beside it say the same. */
export function icon(name) {
  return svg('svg', { class: 'icon', 'aria-hidden': 'true', focusable: 'false' },
    svg('use', { href: `/page/icons.svg#${name}` }));
}
