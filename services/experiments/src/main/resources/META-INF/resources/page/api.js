/** The service's HTTP API. All requests of the page but the event stream's are made here. */

import { keyHeaders } from './key.js';

let askForKey = async (words) => { throw new Problem(words, 401); };

/** @param {(words: string, signal?: AbortSignal) => Promise<void>} ask is called when the service asks for a key */
export function whenAKeyIsNeeded(ask) {
  askForKey = ask;
}

/** A request that got no answer, or one that says what is wrong. */
export class Problem extends Error {
  /** @param {number} [status] of HTTP @param {{key: string, message: string}[]} [errors] each setting that is wrong */
  constructor(words, status = 0, errors = []) {
    super(words);
    this.status = status;
    this.errors = errors;
  }
}

/**
 * What is at a path.
 *
 * @param {string} path below /v1
 * @param {AbortSignal} [signal]
 */
export async function get(path, signal) {
  const response = await answer(path, { headers: { Accept: 'application/json' }, signal });
  return response.json();
}

/** Like get, but null where there is nothing, or where this service does not know of such things. */
export async function find(path, signal) {
  try {
    return await get(path, signal);
  } catch (error) {
    if (error instanceof Problem && [404, 405, 409].includes(error.status)) {
      return null;
    }
    throw error;
  }
}

/** @returns {Promise<string>} */
export async function text(path, accept, signal) {
  return (await answer(path, { headers: { Accept: accept }, signal })).text();
}

/** @returns {Promise<Blob>} */
export async function blob(path, signal) {
  return (await answer(path, { signal })).blob();
}

/** Sends a body, or none. Gives the answer's body; null where it has none. */
export async function send(method, path, body) {
  const response = await answer(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const words = await response.text();
  return words ? JSON.parse(words) : null;
}

/** The response to a request, once it is a good one. */
export async function answer(path, request) {
  const attempt = () => reached(() => fetch(`v1/${path}`, { ...request, headers: { ...request.headers, ...keyHeaders() } }));
  let response = await attempt();
  while (response.status === 401) {
    await askForKey((await problem(response)).message, request.signal);
    response = await attempt();
  }
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
}

async function reached(attempt) {
  try {
    return await attempt();
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem('The service cannot be reached. Is it running?');
  }
}

/** What an answer says is wrong, as RFC 9457 has it; a proxy in between may say less. */
async function problem(response) {
  try {
    const { detail, title, errors } = await response.json();
    return new Problem(detail || title || `The service answered ${response.status}.`, response.status, errors ?? []);
  } catch {
    return new Problem(`The service answered ${response.status} ${response.statusText}`.trim(), response.status);
  }
}
