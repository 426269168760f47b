/** One experiment, live: its head, and one of its parts below. */
import { actions, badge, isEnded } from './actions.js';
import { get } from './api.js';
import { Notice, again, make, note } from './dom.js';
import { Live } from './live.js';
import { passing } from './passing.js';
import { redraw } from './redraw.js';
import { Problem } from './requests.js';
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
  let now = experiment;
  const part = new Part(experiment, signal);
  const trouble = new Notice(again(() => live.now()));
  const live = new Live(`experiments/${id}/events?from=now`, signal, {
    refresh: async () => {
      now = await get(`experiments/${id}`, signal);
      head.show(now);
      await part.refresh(now);
    },
    isOver: () => isEnded(now.state),
    event: (kind, data) => part.event?.(kind, data),
    failed: (words) => trouble.say(words),
  });
  const head = new Head(experiment, live.element, (deleted) => {
    if (deleted) {
      location.hash = '#/experiments';
    } else {
      live.now();
    }
  });
  // The heading stays the same element while one goes from part to part, so that the page does not jump
  view.replaceChildren(head.element, tabs(id, name), trouble.element, part.element);
  view.querySelector('.tabs [aria-current]').scrollIntoView({ block: 'nearest', inline: 'center' });
  await Promise.race([live.start(part.ready), new Promise((resolve) => setTimeout(resolve, 3_000))]);
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
  #reason = make('div');
  #notice = new Notice();
  #live;
  #done;
  #state = '';

  /** @param {any} experiment @param {HTMLElement} live @param {(deleted: boolean) => void} done an action is done */
  constructor(experiment, live, done) {
    this.#live = live;
    this.#done = done;
    this.element = make('div', {},
      make('div', { class: 'head' },
        make('h1', { tabindex: '-1' }, experiment.name), this.#actions),
      this.#notice.element, this.#facts, this.#reason);
    this.show(experiment);
  }

  show(experiment) {
    const { state, requestedAt, endedAt } = experiment;
    this.#facts.replaceChildren(
      badge(state),
      make('span', {}, endedAt ? `round ${rounds(experiment)}` : `${phase(experiment)}, round ${rounds(experiment)}`),
      make('span', {}, `started ${moment(requestedAt)}`),
      passing(() => `${endedAt ? 'took' : 'for'} ${duration(requestedAt, endedAt)}`),
      make('span', { class: 'quiet' }, experiment.id),
      this.#live);
    if (this.#state !== state) {
      this.#state = state;
      redraw(this.#actions, actions(experiment, { done: this.#done, notice: this.#notice }));
      this.#reason.replaceChildren(...(experiment.reason && isEnded(state) ? [note(experiment.reason)] : []));
    }
  }
}
