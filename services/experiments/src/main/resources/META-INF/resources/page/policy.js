/** What the policy would draw: the probability of each bit, version by version. */
import { get } from './api.js';
import { Chart, axis, colour } from './chart.js';
import { make, note, panel } from './dom.js';
import { count, fixed } from './words.js';

const FEW = 12; // versions of the first look: each that was not looked at before takes the service a moment
const MOST = 100;
const BETWEEN = 5_000; // ms
const LIMIT = 120_000; // ms

export class Policy {
  #id;
  #signal;
  #names;
  #said = make('div', {}, note('Looking at the policy’s versions …'));
  #chart;
  #shown = -1;
  #turn = 0;
  #next = 0;

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#names = bitNames(experiment.settings.network);
    this.#chart = new Chart('Probability of each bit, by policy version', signal,
      { height: 100 + 14 * this.#names.length });
    this.element = panel('Policy',
      make('p', { class: 'quiet' }, 'How probable it is that a bit is 1, whatever the bits before it: a bit stands for an operation'
        + ' that a cell applies to one of its inputs. Estimated from draws.'),
      this.#said, this.#chart.element);
    this.ready = this.#load(FEW).then((all) => { if (all > FEW) { this.#load(MOST).catch(() => {}); } });
  }

  async refresh(experiment) {
    if ((experiment.policyVersion ?? -1) > this.#shown && (experiment.endedAt || performance.now() > this.#next)) {
      this.#next = performance.now() + BETWEEN;
      await this.#load(MOST);
    }
  }

  async #load(versions) {
    const turn = ++this.#turn;
    const { items, versions: all, samples, reason } = await get(
      `experiments/${this.#id}/policies/probabilities?versions=${versions}`, this.#signal, LIMIT);
    if (turn !== this.#turn) {
      return all;
    }
    const there = items.filter((item) => item.ones !== null);
    this.#chart.element.hidden = there.length === 0;
    this.#said.replaceChildren(...words(reason, items, there, all, samples));
    if (there.length) {
      this.#shown = there[there.length - 1].version;
      await this.#chart.show(() => option(this.#names, there), table(this.#names, there));
    }
    return all;
  }
}

function words(reason, items, there, all, samples) {
  if (reason) {
    return [note(reason)];
  }
  const missing = items.filter((item) => item.missing);
  const error = Math.max(0, ...there.map((item) => item.largestError));
  return [
    there.length > 0 && make('p', { class: 'quiet' },
      `${count(there.length)} of ${count(all)} versions, ${samples} draws each; standard error at most ${fixed(error, 3)}.`),
    missing.length > 0 && note(`${count(missing.length)} versions cannot be shown: ${missing[0].missing}`),
  ].filter(Boolean);
}

function option(names, versions) {
  return {
    grid: { left: 24, right: 16, top: 8, bottom: 76, containLabel: true },
    legend: { show: false },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      backgroundColor: colour('--surface'),
      borderColor: colour('--edge'),
      textStyle: { color: colour('--text') },
      formatter: ({ data }) => `version ${versions[data[0]].version}\n${names[data[1]]}: ${data[2].toFixed(2)}`,
    },
    xAxis: axis('policy version', { type: 'category', data: versions.map((item) => item.version), splitLine: { show: false } }),
    yAxis: axis('', {
      type: 'category',
      data: names,
      inverse: true,
      splitLine: { show: false },
      axisLabel: { color: colour('--quiet'), interval: 0, fontSize: 11 },
    }),
    visualMap: {
      min: 0,
      max: 1,
      calculable: false,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      text: ['1', '0'],
      textStyle: { color: colour('--text') },
      inRange: { color: [colour('--low'), colour('--middle'), colour('--high')] },
    },
    series: [{
      type: 'heatmap',
      data: versions.flatMap((item, x) => item.ones.map((one, y) => [x, y, one])),
      progressive: 0,
    }],
  };
}

function table(names, versions) {
  const last = versions[versions.length - 1];
  return {
    heads: ['Bit', `Version ${versions[0].version}`, `Version ${last.version}`],
    rows: names.map((name, bit) => [name, fixed(versions[0].ones[bit], 3), fixed(last.ones[bit], 3)]),
  };
}

/** What each bit of a sequence says, in its order. */
function bitNames({ cells, blocks, 'fusion-search': fusion }) {
  const source = (input) => (input === 0 ? 'input' : `cell ${input - 1}`);
  const names = [];
  for (let cell = 0; cell < cells; cell++) {
    for (let input = 0; input <= cell; input++) {
      names.push(...['conv', 'sep', 'dil'].map((operation) => `cell ${cell}: ${operation} of ${source(input)}`));
    }
  }
  if (fusion) {
    for (let layer = 0; layer < cells; layer++) {
      names.push(`local fusion of ${source(layer)}`);
    }
    for (let feature = 0; feature < blocks; feature++) {
      names.push(`global fusion of ${feature === 0 ? 'shallow features' : `block ${feature}`}`);
    }
  }
  return names;
}
