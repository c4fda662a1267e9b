// What a page remembers. A browser that forbids storage only forgets: nothing breaks.

const PREFIX = 'xinqiao.';

/** Remembers on this device; never personal data. */
export const remember = (name, value) => put(() => localStorage, name, value);
export const recall = (name) => get(() => localStorage, name);

/** Takes a token out of the fragment, so that it stays neither in the address bar nor in the history. */
export function tokenFromFragment(parameter) {
  const token = new URLSearchParams(location.hash.slice(1)).get(parameter);
  if (token) {
    put(() => sessionStorage, parameter, token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return get(() => sessionStorage, parameter);
}

/** Keeps a token until the tab closes; null forgets it. */
export const keepToken = (parameter, token) => put(() => sessionStorage, parameter, token);

const fallback = new Map();

function put(storage, name, value) {
  fallback.set(name, value);
  try {
    if (value === null) storage().removeItem(PREFIX + name);
    else storage().setItem(PREFIX + name, value);
  } catch {
    // private browsing: this tab's own memory must do
  }
}

function get(storage, name) {
  try {
    return storage().getItem(PREFIX + name);
  } catch {
    return fallback.get(name) || null;
  }
}
