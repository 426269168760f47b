/**
 * The service's HTTP API. All requests of the page are made here.
 *
 * @typedef {object} Model what GET /v1/models says of a model; more than this, and any number may be missing
 * @property {string} id
 * @property {boolean} default
 * @property {number} scale
 * @property {number} [validationPsnr] dB
 * @property {number} [bicubicPsnr] dB
 * @property {number} [parameters]
 * @property {{file: string}} [imported]
 * @property {string} state SERVING, ANNOUNCED or PASSED_OVER
 * @property {?string} reason
 *
 * @typedef {object} Enlarged
 * @property {Blob} image
 * @property {?string} model the id of the model that made it
 * @property {?number} networkTime milliseconds
 * @property {number} wholeTime milliseconds, with both transfers
 */

import { keyHeaders } from './key.js';

let askForKey = async (words) => { throw new Problem(words); };

/** @param {(words: string, signal?: AbortSignal) => Promise<void>} ask is called when the service asks for a key */
export function whenAKeyIsNeeded(ask) {
  askForKey = ask;
}

/** A request that got no answer, or one that says what is wrong. */
export class Problem extends Error {}

/** @returns {Promise<Model[]>} the newest first, then those that do not serve */
export async function models() {
  const response = await answer('v1/models', { headers: { Accept: 'application/json' } });
  return response.json();
}

/**
 * @param {Blob} file sent as it is
 * @param {{model: string, format: string}} options
 * @param {AbortSignal} signal
 * @returns {Promise<Enlarged>}
 */
export async function upscale(file, options, signal) {
  const begin = performance.now();
  const headers = { 'Content-Type': file.type || 'application/octet-stream' };
  const response = await answer(`v1/upscale?${query(options)}`, { method: 'POST', body: file, headers, signal });
  const image = await whole(response);
  return {
    image,
    model: response.headers.get('Deconas-Model'),
    networkTime: number(response.headers.get('Deconas-Time')),
    wholeTime: performance.now() - begin,
  };
}

/** The one place that says what of the page's options the service is sent: it answers with PNG when nothing else is asked for. */
function query({ model }) {
  return new URLSearchParams({ model });
}

async function answer(path, request) {
  const send = () => reached(() => fetch(path, { ...request, headers: { ...request.headers, ...keyHeaders() } }));
  let response = await send();
  while (response.status === 401) {
    await askForKey(await detail(response), request.signal);
    response = await send();
  }
  if (!response.ok) {
    throw new Problem(await detail(response));
  }
  return response;
}

const whole = (response) => reached(() => response.blob());

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
async function detail(response) {
  try {
    const { detail, title } = await response.json();
    return detail || title || `The service answered ${response.status}.`;
  } catch {
    return `The service answered ${response.status} ${response.statusText}`.trim();
  }
}

function number(header) {
  const value = Number.parseFloat(header ?? '');
  return Number.isFinite(value) ? value : null;
}
