/** Words that change as time passes, whether anything else happens or not. */
import { make } from './dom.js';
import { ago, moment } from './words.js';

const EVERY = 1_000; // ms
const words = new WeakMap();

/**
 * An element whose words are written again each second.
 *
 * @param {() => string} write
 * @param {string} [tag]
 * @param {Record<string, any>} [attributes]
 */
export function passing(write, tag = 'span', attributes = {}) {
  const element = make(tag, { ...attributes, 'data-passing': true }, write());
  words.set(element, write);
  return element;
}

/** How long ago something was. @param {?string} time ISO 8601 */
export const age = (time) => (time ? passing(() => ago(time), 'time', { datetime: time, title: moment(time) }) : ago(time));

setInterval(() => document.querySelectorAll('[data-passing]').forEach((element) => {
  const now = words.get(element)();
  if (element.textContent !== now) {
    element.textContent = now;
  }
}), EVERY);
