/** The trials of an experiment, page by page. */
import { ArchitectureCard } from './architecture.js';
import { get } from './api.js';
import { again, failure, make, note, panel } from './dom.js';
import { redraw } from './redraw.js';
import { count, decibels, fixed, lower } from './words.js';

const PAGE = 25;
const STATES = ['SAMPLED', 'MEASURED', 'APPLIED', 'FAILED', 'SUPERSEDED'];
const PURPOSES = { REINFORCE: 'search', DERIVE: 'derive the winner' };

/** Heads, and what the service sorts by; null where it does not. */
const COLUMNS = [
  ['Place', 'place'], ['State', 'state'], ['Purpose', 'purpose'], ['Reward', 'reward'], ['PSNR', 'psnr'], ['Penalty', 'penalty'],
  ['Policy', null], ['Architecture', null],
];

export class Trials {
  #id;
  #signal;
  #state;
  #purpose;
  #rows = make('div', {}, note('Loading the trials …'));
  #paging = make('div', { class: 'paging' });
  #card;
  #cells;
  #sort = 'place';
  #offset = 0;
  #before = '';
  #turn = 0;

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#card = new ArchitectureCard(experiment.id, signal);
    this.#cells = make('div', { hidden: true }, panel('Cells of the trial', this.#card.element));
    this.#state = choice('state', Object.fromEntries(STATES.map((state) => [state, lower(state)])), () => this.#again());
    this.#purpose = choice('purpose', PURPOSES, () => this.#again());
    this.element = make('div', {}, panel('Trials',
      make('div', { class: 'toolbar' },
        labelled('State', this.#state), labelled('Purpose', this.#purpose)),
      this.#rows, this.#paging), this.#cells);
    this.ready = this.refresh();
  }

  #again() {
    this.#offset = 0;
    return this.#shown();
  }

  #shown() {
    return this.refresh().catch((error) => {
      if (!this.#signal.aborted) {
        this.#before = '';
        this.#rows.replaceChildren(failure(error.message, again(() => this.#shown())));
      }
    });
  }

  async refresh() {
    const turn = ++this.#turn;
    const wish = new URLSearchParams({ limit: PAGE, offset: this.#offset, sort: this.#sort });
    for (const [name, select] of [['state', this.#state], ['purpose', this.#purpose]]) {
      if (select.value) {
        wish.set(name, select.value);
      }
    }
    const list = await get(`experiments/${this.#id}/trials?${wish}`, this.#signal);
    const now = JSON.stringify(list) + this.#sort;
    if (turn !== this.#turn || now === this.#before) {
      return;
    }
    this.#before = now;
    redraw(this.#rows, list.items.length ? this.#table(list.items)
      : note(this.#state.value || this.#purpose.value ? 'No trial is like that.' : 'No trial is drawn yet.'));
    this.#pages(list.total);
  }

  #table(items) {
    return make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Trials' },
      make('table', {},
        make('caption', { class: 'unseen' }, 'Trials'),
        make('thead', {}, make('tr', {}, ...COLUMNS.map(([head, key]) => this.#head(head, key)))),
        make('tbody', {}, ...items.map((trial) => this.#row(trial)))));
  }

  #head(words, key) {
    if (!key) {
      return make('th', { scope: 'col' }, words);
    }
    const up = this.#sort === key;
    const down = this.#sort === `-${key}`;
    return make('th', { scope: 'col', 'aria-sort': up ? 'ascending' : down ? 'descending' : 'none' },
      make('button', {
        type: 'button',
        class: 'sort',
        'data-focus': `sort-${key}`,
        onclick: () => { this.#sort = down || (key === 'place' && !up) ? key : up || key !== 'place' ? `-${key}` : key; this.#again(); },
      }, words, make('span', { 'aria-hidden': 'true' }, up ? ' ▲' : down ? ' ▼' : '')));
  }

  #row(trial) {
    const name = `round ${trial.round}, update ${trial.update}, ${trial.index}`;
    const cells = [
      name,
      trial.failure ? make('span', { title: trial.failure }, `failed: ${trial.failure}`) : lower(trial.state),
      PURPOSES[trial.purpose] ?? trial.purpose,
      decibels(trial.reward), decibels(trial.psnr), fixed(trial.penalty, 3),
      trial.appliedIn === null ? `drawn from ${trial.policyVersion}` : `${trial.policyVersion} → ${trial.appliedIn}`,
      trial.sequence ? make('button', {
        type: 'button',
        class: 'bits',
        'data-focus': trial.id,
        'aria-label': `Show the cells of ${name}`,
        onclick: () => this.#show(trial, name),
      }, trial.sequence.replaceAll(' ', '')) : '–',
    ];
    return make('tr', {}, ...cells.map((cell) => make('td', {}, cell)));
  }

  async #show(trial, name) {
    this.#cells.hidden = false;
    await this.#card.show(trial.sequence, [['Trial', name], ['Reward', decibels(trial.reward)], ['PSNR', decibels(trial.psnr)]]);
    this.#cells.scrollIntoView({ block: 'nearest' });
  }

  #pages(total) {
    const turn = (words, offset) => make('button', {
      type: 'button',
      'data-focus': `page-${words}`,
      disabled: offset < 0 || offset >= total || offset === this.#offset,
      onclick: () => { this.#offset = offset; this.#shown(); },
    }, words);
    const last = Math.max(0, Math.floor((total - 1) / PAGE) * PAGE);
    redraw(this.#paging, ...(total > PAGE ? [
      turn('First', 0), turn('Before', this.#offset - PAGE),
      make('span', {}, `${count(this.#offset + 1)} to ${count(Math.min(total, this.#offset + PAGE))} of ${count(total)}`),
      turn('Next', this.#offset + PAGE), turn('Last', last),
    ] : [make('span', {}, total === 1 ? '1 trial' : `${count(total)} trials`)]));
  }
}

const labelled = (words, select) => make('span', { class: 'choice' }, make('label', { for: select.id }, words), select);

function choice(id, options, changed) {
  return make('select', { id, onchange: changed }, make('option', { value: '' }, 'all'),
    ...Object.entries(options).map(([value, words]) => make('option', { value }, words)));
}
