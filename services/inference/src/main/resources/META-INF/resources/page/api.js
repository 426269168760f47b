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

import { ask } from './requests.js';

/** @returns {Promise<Model[]>} the newest first, then those that do not serve */
export const models = () => ask('v1/models', { headers: { Accept: 'application/json' } }, (response) => response.json());

/**
 * Has a model enlarge an image, however long it takes: the visitor sees the seconds, and may cancel it.
 *
 * @param {Blob} file sent as it is
 * @param {{model: string, format: string}} options the format is png, jpeg or webp
 * @param {AbortSignal} signal
 * @returns {Promise<Enlarged>}
 */
export function upscale(file, options, signal) {
  const begin = performance.now();
  const headers = { 'Content-Type': file.type || 'application/octet-stream' };
  const path = `v1/upscale?${new URLSearchParams(options)}`;
  return ask(path, { method: 'POST', body: file, headers, signal }, async (response) => ({
    image: await response.blob(),
    model: response.headers.get('Deconas-Model'),
    networkTime: number(response.headers.get('Deconas-Time')),
    wholeTime: performance.now() - begin,
  }), 0);
}

function number(header) {
  const value = Number.parseFloat(header ?? '');
  return Number.isFinite(value) ? value : null;
}
