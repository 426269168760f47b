/** The list of experiments, live. */
import { actions, badge } from './actions.js';
import { get } from './api.js';
import { Notice, again, make, note } from './dom.js';
import { Live } from './live.js';
import { age } from './passing.js';
import { redraw } from './redraw.js';
import { called, decibels, phase, rounds } from './words.js';

const PAGE = 50;
const STATES = ['REQUESTED', 'RUNNING', 'PAUSED', 'STOPPING', 'COMPLETED', 'FAILED', 'STOPPED'];

/** What changes the list. */
const KINDS = ['ExperimentRequested', 'ExperimentDeleted', 'ExperimentPauseRequested', 'ExperimentResumeRequested', 'ExperimentStopRequested', 'ExperimentEnded',
  'PhaseStarted', 'RewardMeasured', 'PolicyUpdated'];

/** @param {HTMLElement} view @param {string[]} parts @param {AbortSignal} signal */
export async function show(view, parts, signal) {
  const list = new List(signal);
  view.replaceChildren(list.element);
  await list.start();
}

class List {
  #signal;
  #state;
  #live;
  #rows = make('div', { 'aria-busy': 'true' }, note('Loading the experiments …'));
  #trouble = new Notice(again(() => this.#turnTo(this.#offset)));
  #notice = new Notice();
  #compare = make('button', { type: 'button', disabled: true, onclick: () => this.#toCompare() }, 'Compare');
  #paging = make('div', { class: 'paging' });
  #chosen = new Set();
  #offset = 0;
  #before = '';
  #turn = 0;

  constructor(signal) {
    this.#signal = signal;
    this.#state = make('select', { id: 'state', onchange: () => this.#turnTo(0) },
      make('option', { value: '' }, 'all'),
      ...STATES.map((state) => make('option', { value: state }, state.toLowerCase())));
    this.#live = new Live(`events?from=now&kinds=${KINDS}`, signal, {
      refresh: () => this.#load(),
      isOver: () => false,
      event: () => {},
      failed: (words) => this.#failed(words),
    });
    this.element = make('div', {},
      make('div', { class: 'head' },
        make('h1', { tabindex: '-1' }, 'Experiments'),
        make('a', { class: 'button main', href: '#/start' }, 'New search')),
      make('div', { class: 'toolbar' },
        make('label', { for: 'state' }, 'State'), this.#state, this.#compare,
        make('span', { class: 'quiet' }, 'Tick two or more to compare them.'), this.#live.element),
      this.#notice.element, this.#trouble.element, this.#rows, this.#paging);
  }

  start() {
    return this.#live.start(this.#load());
  }

  /** Asks for the list as the visitor wants it now; what an earlier question is answered later counts no more. */
  async #load() {
    const turn = ++this.#turn;
    const state = this.#state.value ? `&state=${this.#state.value}` : '';
    try {
      const list = await get(`experiments?limit=${PAGE}&offset=${this.#offset}${state}`, this.#signal);
      if (turn === this.#turn) {
        this.#show(list);
      }
    } catch (error) {
      if (turn === this.#turn) {
        throw error;
      }
    }
  }

  /** At once, whatever the list is being asked for meanwhile. */
  #turnTo(offset) {
    this.#offset = offset;
    this.#load().then(() => this.#failed(''), (error) => this.#failed(error.message));
  }

  #failed(words) {
    if (this.#signal.aborted) {
      return;
    }
    if (words && this.#before === '') {
      this.#rows.replaceChildren();
    }
    this.#trouble.say(words && `${words} ${this.#before ? 'What is below may be old; this' : 'This'} looks again by itself.`);
  }

  /** Only what changed is drawn again. */
  #show(list) {
    const { items } = list;
    const now = JSON.stringify([list, this.#state.value]);
    if (now === this.#before) {
      return;
    }
    this.#before = now;
    this.#rows.removeAttribute('aria-busy');
    redraw(this.#rows, items.length ? this.#table(items) : note(this.#state.value
      ? `No experiment is ${this.#state.value.toLowerCase()}.`
      : 'There are no experiments yet. Start one with New search, or with ./deconas search.'));
    this.#pages(list);
  }

  #table(items) {
    const heads = ['', 'Name', 'State', 'Phase', 'Round', 'Best reward', 'Started', 'Actions'];
    return make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Experiments' },
      make('table', { class: 'cards' },
        make('caption', { class: 'unseen' }, 'Experiments, the newest first'),
        make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' },
          head || make('span', { class: 'unseen' }, 'Compare'))))),
        make('tbody', {}, ...items.map((item) => this.#row(item, called(item, items), heads)))));
  }

  #row(item, name, heads) {
    const cells = [
      make('input', {
        type: 'checkbox',
        'data-focus': `compare ${item.id}`,
        'aria-label': `Compare ${name}`,
        checked: this.#chosen.has(item.id),
        onchange: (event) => this.#choose(item.id, event.target.checked),
      }),
      make('a', { href: `#/experiments/${item.id}` }, name),
      badge(item.state),
      item.reason ?? phase(item),
      rounds(item),
      decibels(item.bestReward),
      age(item.requestedAt),
      actions({ ...item, name }, { done: (deleted) => this.#acted(item.id, deleted), notice: this.#notice }),
    ];
    return make('tr', {}, ...cells.map((cell, i) => make('td', { 'data-head': heads[i] }, cell)));
  }

  #acted(id, deleted) {
    if (deleted) {
      this.#choose(id, false);
    }
    this.#turnTo(this.#offset);
  }

  #choose(id, is) {
    this.#chosen[is ? 'add' : 'delete'](id);
    this.#compare.disabled = this.#chosen.size < 2;
    this.#compare.textContent = this.#chosen.size > 1 ? `Compare ${this.#chosen.size}` : 'Compare';
  }

  #toCompare() {
    location.hash = `#/compare/${[...this.#chosen].join(',')}`;
  }

  #pages({ total }) {
    const turn = (words, offset, can) => make('button', {
      type: 'button', 'data-focus': words, disabled: !can, onclick: () => this.#turnTo(offset),
    }, words);
    redraw(this.#paging, ...(total > PAGE ? [
      turn('Newer', this.#offset - PAGE, this.#offset > 0),
      make('span', {}, `${this.#offset + 1} to ${Math.min(total, this.#offset + PAGE)} of ${total}`),
      turn('Older', this.#offset + PAGE, this.#offset + PAGE < total),
    ] : []));
  }
}
