/** The architectures of an experiment: PSNR against multiply-adds, the Pareto set, and the cells of the one that is chosen. */
import { ArchitectureCard } from './architecture.js';
import { get } from './api.js';
import { Chart, axis, colour, upright } from './chart.js';
import { make, note, panel } from './dom.js';
import { redraw } from './redraw.js';
import { count, decibels, fixed, giga } from './words.js';

const KINDS = {
  SEARCH: 'trials, shared weights',
  CANDIDATE: 'candidates, shared weights',
  FINALIST: 'finalists, own weights',
  WINNER: 'winner, own weights',
};
const BETWEEN = 5_000; // ms
const SYMBOLS = { SEARCH: 'circle', CANDIDATE: 'rect', FINALIST: 'triangle', WINNER: 'diamond' };

export class Architectures {
  #id;
  #signal;
  #said = make('div', {}, note('Loading the architectures …'));
  #chart;
  #card;
  #kind;
  #members = make('div');
  #points = [];
  #chosen = null;
  #next = 0;

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#chart = new Chart('PSNR against multiply-adds of the architectures', signal, {
      tall: true, clicked: (data) => data?.point && this.#choose(data.point),
    });
    this.#card = new ArchitectureCard(experiment.id, signal);
    this.#kind = make('select', { id: 'kind', onchange: () => { this.#chosen = null; this.#list(); } },
      ...Object.entries(KINDS).map(([kind, words]) => make('option', { value: kind }, words)));
    const cells = panel('Cells', this.#card.element);
    this.element = make('div', {},
      panel('Pareto set',
        make('p', { class: 'quiet' }, 'Filled points belong to the Pareto set of their kind: nothing else of it is cheaper at no lower PSNR, or'
          + ' better at no higher cost. PSNR of different kinds cannot be compared. Click a point to see its cells.'),
        this.#said, this.#chart.element),
      make('div', { class: 'side' },
        panel('Members',
          make('div', { class: 'toolbar' }, make('label', { for: 'kind' }, 'Measured as'), this.#kind), this.#members),
        cells));
    this.ready = this.#load();
  }

  /** The service looks at all architectures again, so it is not asked with each event. */
  async refresh(experiment) {
    if (experiment.endedAt || performance.now() > this.#next) {
      await this.#load();
    }
  }

  async #load() {
    this.#next = performance.now() + BETWEEN;
    const { architectures, points } = await get(`experiments/${this.#id}/pareto`, this.#signal);
    const all = Object.values(architectures).reduce((a, b) => a + b, 0);
    this.#points = points;
    this.#chart.element.hidden = all === 0;
    this.#said.replaceChildren(all === 0
      ? note('No architecture is measured yet.')
      : make('p', { class: 'quiet' }, Object.entries(architectures).filter(([, number]) => number)
        .map(([kind, number]) => `${count(number)} ${KINDS[kind]}`).join('; '),
      points.length < all ? `. Shown are the Pareto sets and ${count(points.filter((one) => !one.paretoOptimal).length)} of the others.` : '.'));
    if (all) {
      await this.#chart.show(() => option(points), {
        heads: ['Measured as', 'PSNR', 'Multiply-adds', 'Pareto set', 'Sequence'],
        rows: points.map((one) => [KINDS[one.kind], fixed(one.psnr), giga(one.multiplyAdds), one.paretoOptimal ? 'yes' : 'no', one.sequence.replaceAll(' ', '')]),
      });
    }
    this.#list();
  }

  /** The members of the chosen kind; the one with the highest PSNR is shown until another is chosen. */
  #list() {
    const members = this.#points.filter((one) => one.paretoOptimal && one.kind === this.#kind.value);
    redraw(this.#members, members.length ? make('ul', { class: 'members' }, ...members.map((one) => make('li', {},
      make('button', {
        type: 'button',
        'data-focus': one.sequence,
        'aria-pressed': String(one.sequence === this.#chosen?.sequence),
        onclick: () => this.#choose(one),
      }, `${decibels(one.psnr)} at ${giga(one.multiplyAdds)}`)))) : note('None of this kind yet.'));
    if (this.#chosen === null) {
      if (members.length) {
        this.#choose(members[members.length - 1]);
      } else {
        this.#card.none('Choose an architecture.');
      }
    }
  }

  #choose(point) {
    this.#chosen = point;
    const buttons = this.#members.querySelectorAll('button');
    const members = this.#points.filter((one) => one.paretoOptimal && one.kind === this.#kind.value);
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(members[i]?.sequence === point.sequence)));
    return this.#card.show(point.sequence, [['Measured as', KINDS[point.kind]], ['PSNR', decibels(point.psnr)]]);
  }
}

function option(points) {
  const kinds = Object.keys(KINDS).filter((kind) => points.some((one) => one.kind === kind));
  const at = (one) => ({ value: [one.multiplyAdds / 1e9, one.psnr], point: one });
  return {
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      formatter: ({ data, seriesName }) => `${seriesName}\n${data.value[1].toFixed(2)} dB, ${data.value[0].toFixed(1)} G`,
    },
    xAxis: axis('multiply-adds (1280×720), G'),
    yAxis: upright('PSNR, dB'),
    series: kinds.flatMap((kind, i) => {
      const own = points.filter((one) => one.kind === kind);
      const members = own.filter((one) => one.paretoOptimal);
      const look = { name: KINDS[kind], symbol: SYMBOLS[kind], cursor: 'pointer' };
      return [
        { ...look, type: 'scatter', symbolSize: 7, itemStyle: { opacity: 0.35 }, data: own.filter((one) => !one.paretoOptimal).map(at), colorBy: 'series' },
        { ...look, type: members.length > 1 ? 'line' : 'scatter', step: members.length > 1 ? 'end' : undefined, symbolSize: 11, data: members.toSorted((a, b) => a.multiplyAdds - b.multiplyAdds).map(at) },
      ].map((series) => ({ ...series, colorIndex: i }));
    }).map((series) => ({ ...series, itemStyle: { ...series.itemStyle, color: palette(series.colorIndex) }, lineStyle: { color: palette(series.colorIndex), width: 1.5 } })),
  };
}

const palette = (i) => colour(`--series-${i + 1}`);
