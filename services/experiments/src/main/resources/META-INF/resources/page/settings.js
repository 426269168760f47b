/** An experiment's settings. */
import { get } from './api.js';
import { panel, table } from './dom.js';
import { setting } from './words.js';

/** Nested settings by dotted keys, as {@code --set} names them. */
export function flat(settings, prefix = '') {
  return Object.fromEntries(Object.entries(settings).flatMap(([key, value]) =>
    (value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(flat(value, `${prefix}${key}.`)) : [[prefix + key, value]])));
}

/**
 * What was typed, as a JSON value of the type that the setting has. What does not read as such stays text, and so does a whole number that
 * JavaScript cannot hold: the service converts it, or says what is wrong with it.
 *
 * @param {string} text
 * @param {any} like a value of the setting; undefined where none is known
 */
export function typed(text, like) {
  if (typeof like === 'boolean' && ['true', 'false'].includes(text)) {
    return text === 'true';
  }
  if (typeof like === 'number' && /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text)) {
    const number = Number(text);
    return Number.isFinite(number) && (Number.isSafeInteger(number) || !/^-?\d+$/.test(text)) ? number : text;
  }
  return text;
}

/** The part of an experiment's page that shows its settings, beside those of its profile. */
export class Settings {
  constructor(experiment, signal) {
    this.element = panel('Settings');
    this.ready = this.#load(experiment, signal);
  }

  async #load(experiment, signal) {
    const profile = (await get('profiles', signal).catch(() => ({})))[experiment.profile];
    const base = profile ? flat(profile) : {};
    const rows = Object.entries(flat(experiment.settings)).map(([key, value]) => {
      const changed = profile && key in base && setting(base[key]) !== setting(value);
      return [key, setting(value), !profile || !(key in base) ? '' : changed ? setting(base[key]) : 'the same'];
    });
    this.element.append(table(
      `Settings of ${experiment.name}`, ['Setting', 'Value', `Profile ${experiment.profile ?? ''}`], rows, { hideCaption: true }));
  }

  refresh() {}
}
