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
