/** The service's HTTP API. All requests of the page but the event streams' are made here. */
import { Problem, ask } from './requests.js';

const COMMAND = 60_000; // ms: a command is answered when the read model shows what it did

const json = (response) => response.json();

/**
 * What is at a path.
 *
 * @param {string} path below /v1
 * @param {AbortSignal} signal
 * @param {number} [limit] ms
 */
export const get = (path, signal, limit) => ask(`v1/${path}`, { headers: { Accept: 'application/json' }, signal }, json, limit);

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
export const text = (path, accept, signal) => ask(`v1/${path}`, { headers: { Accept: accept }, signal }, (response) => response.text());

/** @returns {Promise<Blob>} */
export const blob = (path, signal, limit) => ask(`v1/${path}`, { signal }, (response) => response.blob(), limit);

/** Sends a body, or none. Gives the answer's body; null where it has none. */
export async function send(method, path, body) {
  const words = await ask(`v1/${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  }, (response) => response.text(), COMMAND);
  return words ? JSON.parse(words) : null;
}
