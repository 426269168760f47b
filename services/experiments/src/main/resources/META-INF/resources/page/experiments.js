/** The list of experiments, live. */
import { actions, badge } from './actions.js';
import { get } from './api.js';
import { failure, make, note } from './dom.js';
import { ago, decibels, moment, phase, rounds } from './words.js';

const EVERY = 2_000; // ms
const PAGE = 50;
const STATES = ['REQUESTED', 'RUNNING', 'PAUSED', 'STOPPING', 'COMPLETED', 'FAILED', 'STOPPED'];

/** @param {HTMLElement} view @param {string[]} parts @param {AbortSignal} signal */
export async function show(view, parts, signal) {
  const list = new List(signal);
  view.replaceChildren(list.element);
  await list.load();
  const timer = setInterval(() => document.visibilityState === 'visible' && list.load(), EVERY);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

class List {
  #signal;
  #state;
  #rows = make('div', { 'aria-busy': 'true' }, note('Loading the experiments …'));
  #trouble = make('div');
  #compare = make('button', { type: 'button', disabled: true, onclick: () => this.#toCompare() }, 'Compare');
  #paging = make('div', { class: 'paging' });
  #chosen = new Set();
  #offset = 0;
  #before = '';
  #loading = 0;

  constructor(signal) {
    this.#signal = signal;
    this.#state = make('select', { id: 'state', onchange: () => { this.#offset = 0; this.load(); } },
      make('option', { value: '' }, 'all'),
      ...STATES.map((state) => make('option', { value: state }, state.toLowerCase())));
    this.element = make('div', {},
      make('div', { class: 'head' },
        make('h1', { tabindex: '-1' }, 'Experiments'),
        make('a', { class: 'button main', href: '#/start' }, 'New search')),
      make('div', { class: 'toolbar' },
        make('label', { for: 'state' }, 'State'), this.#state, this.#compare,
        make('span', { class: 'quiet' }, 'Tick two or more to compare them.')),
      this.#trouble, this.#rows, this.#paging);
  }

  async load() {
    const turn = ++this.#loading;
    try {
      const state = this.#state.value ? `&state=${this.#state.value}` : '';
      const list = await get(`experiments?limit=${PAGE}&offset=${this.#offset}${state}`, this.#signal);
      if (turn === this.#loading) {
        this.#trouble.replaceChildren();
        this.#show(list);
      }
    } catch (error) {
      if (error.name !== 'AbortError' && turn === this.#loading) {
        this.#failed(error);
      }
    }
  }

  #failed(error) {
    if (this.#before === '') {
      this.#rows.replaceChildren();
    }
    const words = `${error.message} What is below may be old; this looks again by itself.`;
    if (this.#trouble.textContent !== words) {
      this.#trouble.replaceChildren(failure(words));
    }
  }

  /** Only what changed is drawn again, so that the focus stays where it is. */
  #show(list) {
    const { items } = list;
    const now = JSON.stringify([list, this.#state.value]);
    if (now === this.#before) {
      return;
    }
    this.#before = now;
    const focused = document.activeElement?.getAttribute?.('aria-label');
    this.#rows.removeAttribute('aria-busy');
    this.#rows.replaceChildren(items.length ? this.#table(items) : note(this.#state.value
      ? `No experiment is ${this.#state.value.toLowerCase()}.`
      : 'There are no experiments yet. Start one with New search, or with ./deconas search.'));
    if (focused) {
      this.#rows.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    }
    this.#pages(list);
  }

  #table(items) {
    const heads = ['', 'Name', 'State', 'Phase', 'Round', 'Best reward', 'Started', 'Actions'];
    return make('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Experiments' },
      make('table', { class: 'cards' },
        make('caption', { class: 'unseen' }, 'Experiments, the newest first'),
        make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' },
          head || make('span', { class: 'unseen' }, 'Compare'))))),
        make('tbody', {}, ...items.map((item) => this.#row(item, heads)))));
  }

  #row(item, heads) {
    const cells = [
      make('input', {
        type: 'checkbox',
        'aria-label': `Compare ${item.name}`,
        checked: this.#chosen.has(item.id),
        onchange: (event) => this.#choose(item.id, event.target.checked),
      }),
      make('a', { href: `#/experiments/${item.id}` }, item.name),
      badge(item.state),
      item.reason ?? phase(item),
      rounds(item),
      decibels(item.bestReward),
      make('time', { datetime: item.requestedAt, title: moment(item.requestedAt) }, ago(item.requestedAt)),
      actions(item, {
        done: () => this.load(),
        failed: (words) => this.#trouble.replaceChildren(failure(words)),
      }),
    ];
    return make('tr', {}, ...cells.map((cell, i) => make('td', { 'data-head': heads[i] }, cell)));
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
      type: 'button', disabled: !can, onclick: () => { this.#offset = offset; this.load(); },
    }, words);
    this.#paging.replaceChildren(...(total > PAGE ? [
      turn('Newer', this.#offset - PAGE, this.#offset > 0),
      make('span', {}, `${this.#offset + 1} to ${Math.min(total, this.#offset + PAGE)} of ${total}`),
      turn('Older', this.#offset + PAGE, this.#offset + PAGE < total),
    ] : []));
  }
}
