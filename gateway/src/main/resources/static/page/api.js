// The node's API. Whatever goes wrong comes out as one Trouble that says in both languages what to do next.

import { learnFrom } from './clock.js';

const TIMEOUT_MILLIS = 12000;

/** A refusal or failure in words that a person can act on. */
export class Trouble extends Error {
  /** @param {{wire: string, status: number, title: {zh, en}, remedy: {zh, en}, facts?: Object, retryAfterSeconds?: number}} it */
  constructor(it) {
    super(it.wire);
    Object.assign(this, it);
  }
  /** Nothing was decided; the same thing may be tried again. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
  /** The token is unknown, used up or of the wrong kind. */
  get unauthorised() {
    return this.status === 401 || this.wire === 'role-not-allowed';
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{token?: string|null, body?: Object, located?: function(string|null)}} options `located` hears where what was made can be found
 * @returns {Promise<*>} the answer's JSON, or null when it has none
 */
export async function call(method, path, { token = null, body, located = () => {} } = {}) {
  const response = await send(method, path, headersFor(token, body), body);
  const json = await readJson(response);
  if (response.ok) {
    located(response.headers.get('Location'));
    return json;
  }
  throw troubleOf(response, json);
}

function headersFor(token, body) {
  const headers = { Accept: 'application/json, application/problem+json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return headers;
}

async function send(method, path, headers, body) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), TIMEOUT_MILLIS);
  const sentAt = Date.now();
  try {
    const response = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
      signal: patience.signal, cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer',
    });
    learnFrom(response, sentAt, Date.now());
    return response;
  } catch {
    throw new Trouble(patience.signal.aborted ? SLOW : OFFLINE);
  } finally {
    clearTimeout(timer);
  }
}

async function readJson(response) {
  try {
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function troubleOf(response, json) {
  const problem = json && typeof json === 'object' ? json : {};
  const wire = String(problem.type || '').split('/').pop() || 'unknown';
  const general = response.status >= 500 ? FAILED : REFUSED;
  return new Trouble({
    wire, status: response.status,
    title: problem.titles || (problem.title ? both(problem.title) : general.title),
    remedy: problem.remedies || (problem.detail ? both(problem.detail) : general.remedy),
    facts: problem.facts || {},
    retryAfterSeconds: Number(response.headers.get('Retry-After')) || undefined,
  });
}

/** For what should never happen: a fault of the page itself. */
export function unexpected(error) {
  console.error(error);
  return new Trouble({ wire: 'page-fault', status: 500, ...FAILED });
}

const both = (text) => ({ zh: text, en: text });

const OFFLINE = {
  wire: 'network', status: 0,
  title: { zh: '网络不通', en: 'No connection' },
  remedy: { zh: '请检查网络后再试一次；没有任何内容丢失。', en: 'Check the connection and try again; nothing is lost.' },
};
const SLOW = {
  wire: 'timeout', status: 0,
  title: { zh: '等待超时', en: 'No answer in time' },
  remedy: { zh: '请稍候再试一次；没有任何内容丢失。', en: 'Wait a moment and try again; nothing is lost.' },
};
const FAILED = {
  title: { zh: '系统暂时无法处理', en: 'The system cannot do this just now' },
  remedy: { zh: '请稍后再试；若持续出现，请联系运维。', en: 'Try again later; if it goes on, tell the operator.' },
};
const REFUSED = {
  title: { zh: '请求未被接受', en: 'The request was not accepted' },
  remedy: { zh: '请刷新页面后重试；若仍失败，请联系工作人员。', en: 'Reload the page and try again; if it still fails, ask a member of staff.' },
};
