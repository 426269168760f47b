/** One experiment, live: its head, and one of its parts below. */
import { actions, badge, isEnded } from './actions.js';
import { Problem, get } from './api.js';
import { failure, make, note } from './dom.js';
import { Live } from './live.js';
import { duration, moment, phase, rounds } from './words.js';

const PARTS = [
  ['overview', 'Overview', () => import('./overview.js').then((module) => module.Overview)],
  ['policy', 'Policy', () => import('./policy.js').then((module) => module.Policy)],
  ['architectures', 'Architectures', () => import('./pareto.js').then((module) => module.Architectures)],
  ['trials', 'Trials', () => import('./trials.js').then((module) => module.Trials)],
  ['training', 'Training', () => import('./training.js').then((module) => module.Training)],
  ['settings', 'Settings', () => import('./settings.js').then((module) => module.Settings)],
];

/** @param {HTMLElement} view @param {string[]} parts id and part @param {AbortSignal} signal */
export async function show(view, [id, name = 'overview'], signal) {
  const found = PARTS.find(([part]) => part === name);
  if (!found) {
    throw new Problem(`An experiment has no part '${name}'; there are ${PARTS.map(([part]) => part).join(', ')}.`);
  }
  const [experiment, Part] = await Promise.all([get(`experiments/${id}`, signal), found[2]()]);
  const head = new Head(experiment);
  const part = new Part(experiment, signal);
  const trouble = make('div');
  // The heading stays the same element while one goes from part to part, so that the page does not jump
  view.replaceChildren(head.element, tabs(id, name), trouble, part.element);
  view.querySelector('.tabs [aria-current]').scrollIntoView({ block: 'nearest', inline: 'center' });
  const ready = part.ready.catch((error) => {
    if (!signal.aborted) {
      trouble.replaceChildren(failure(error.message));
    }
  });
  await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, 3_000))]);

  const refresh = async () => {
    const now = await get(`experiments/${id}`, signal);
    head.show(now);
    await part.refresh(now);
    return now;
  };
  const live = new Live(id, signal, {
    refresh,
    event: (kind, data) => part.event?.(kind, data),
    state: (words, trouble_) => head.live(words, trouble_),
    failed: (words) => trouble.replaceChildren(...(words ? [failure(words)] : [])),
  });
  head.onAction({
    done: (deleted) => { if (deleted) { location.hash = '#/experiments'; } else { live.now(); } },
    failed: (words) => trouble.replaceChildren(failure(words)),
  });
  live.start(experiment);
  const clock = setInterval(() => head.tick(), 1_000);
  signal.addEventListener('abort', () => clearInterval(clock), { once: true });
}

function tabs(id, current) {
  return make('nav', { class: 'tabs', 'aria-label': 'Parts of the experiment' },
    ...PARTS.map(([part, words]) => make('a', {
      href: `#/experiments/${id}/${part}`,
      'aria-current': part === current ? 'page' : null,
    }, words)));
}

class Head {
  #facts = make('p', { class: 'facts-line' });
  #actions = make('div');
  #live = make('span', { class: 'live' });
  #reason = make('div');
  #time = make('span');
  #listener = null;
  #experiment;

  constructor(experiment) {
    this.element = make('div', {},
      make('div', { class: 'head' },
        make('h1', { tabindex: '-1' }, experiment.name), this.#actions),
      this.#facts, this.#reason);
    this.show(experiment);
  }

  onAction(listener) {
    this.#listener = listener;
  }

  live(words, trouble) {
    this.#live.textContent = words;
    this.#live.classList.toggle('trouble', trouble);
  }

  /** Time passes also while nothing happens. */
  tick() {
    if (!this.#experiment.endedAt) {
      this.#time.textContent = this.#duration();
    }
  }

  #duration() {
    const { requestedAt, endedAt } = this.#experiment;
    return `${endedAt ? 'took' : 'for'} ${duration(requestedAt, endedAt)}`;
  }

  show(experiment) {
    const before = this.#experiment;
    this.#experiment = experiment;
    const { state, requestedAt, endedAt } = experiment;
    this.#time.textContent = this.#duration();
    this.#facts.replaceChildren(
      badge(state),
      make('span', {}, endedAt ? `round ${rounds(experiment)}` : `${phase(experiment)}, round ${rounds(experiment)}`),
      make('span', {}, `started ${moment(requestedAt)}`),
      this.#time,
      make('span', { class: 'quiet' }, experiment.id),
      this.#live);
    if (!before || before.state !== state) {
      this.#actions.replaceChildren(actions(experiment, {
        done: (deleted) => this.#listener?.done(deleted),
        failed: (words) => this.#listener?.failed(words),
      }));
      this.#reason.replaceChildren(...(experiment.reason && isEnded(state) ? [note(experiment.reason)] : []));
    }
  }
}
