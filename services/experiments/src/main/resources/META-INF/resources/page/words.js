/** Numbers, times and states as people read them. What is not known is a dash. */

const NONE = '–';
const known = (value) => Number.isFinite(value);

/** @param {?number} value dB */
export const decibels = (value) => (known(value) ? `${value.toFixed(2)} dB` : NONE);

/** @param {?number} value */
export const fixed = (value, digits = 2) => (known(value) ? value.toFixed(digits) : NONE);

/** @param {?number} value */
export const count = (value) => (known(value) ? value.toLocaleString('en') : NONE);

/** @param {?number} value multiply-adds */
export const giga = (value) => (known(value) ? `${(value / 1e9).toFixed(value < 1e10 ? 2 : 1)} G` : NONE);

/** @param {?string} time ISO 8601 */
export function ago(time, now = Date.now()) {
  if (!time) {
    return NONE;
  }
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  const [number, unit] = seconds < 60 ? [seconds, 'second']
    : seconds < 3600 ? [Math.floor(seconds / 60), 'minute']
      : seconds < 86400 ? [Math.floor(seconds / 3600), 'hour'] : [Math.floor(seconds / 86400), 'day'];
  return `${number} ${unit}${number === 1 ? '' : 's'} ago`;
}

/** @param {?string} from ISO 8601 @param {?string} to now where it is absent */
export function duration(from, to, now = Date.now()) {
  if (!from) {
    return NONE;
  }
  const seconds = Math.max(0, Math.round(((to ? Date.parse(to) : now) - Date.parse(from)) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return [hours && `${hours} h`, (hours || minutes) && `${minutes} min`, !hours && `${seconds % 60} s`]
    .filter(Boolean).join(' ');
}

/** @param {?string} time ISO 8601 */
export const moment = (time) => (time ? new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' }) : NONE);

const PHASES = {
  TRAIN: 'training shared weights',
  EVALUATE: 'measuring trials',
  DERIVE: 'scoring candidates',
  RETRAIN: 'training finalists',
  TRAIN_WINNER: 'training the winner',
};

/** @param {{phase: ?string, state: string, endedAt: ?string}} experiment */
export function phase(experiment) {
  if (experiment.endedAt) {
    return NONE;
  }
  if (!experiment.phase) {
    return experiment.state === 'REQUESTED' ? 'waiting for the sampler' : NONE;
  }
  return PHASES[experiment.phase] ?? experiment.phase;
}

/** @param {{round: ?number, rounds: ?number}} experiment */
export function rounds({ round, rounds: all }) {
  return known(round) ? `${Math.min(round + 1, all)} of ${all}` : NONE;
}

/** 'COMPLETED' → 'completed' */
export const lower = (state) => state.toLowerCase().replaceAll('_', ' ');

/** A setting's value as it is typed. */
export const setting = (value) => (value === null || value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value));

/** An experiment's name; where others have the same one, its id tells it apart. */
export const called = ({ id, name }, all) => (all.filter((one) => one.name === name).length > 1 ? `${name} (${id})` : name);
