/**
 * Charts: Apache ECharts. Each has a name for screen readers, and a table of the same numbers.
 */
import { make, table } from './dom.js';
import { redraw } from './redraw.js';
import { Problem } from './requests.js';
import { onTheme } from './theme.js';

let library = null;

/** Begins to load as soon as there is to be a chart, beside what it is to show; after a failure, when there is to be one again. */
function load() {
  library ??= import('../_static/echarts/6.0.0/dist/echarts.esm.min.js').catch(() => {
    library = null;
    throw new Problem('The library that draws the charts cannot be had. Is the service running?');
  });
  return library;
}
load().catch(() => {}); // whoever draws is told

const MOST_ROWS = 200;

const COLOURS = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6', '--series-7'];

const probe = make('span', { hidden: true });

/** A colour of the page as it is now, light or dark. */
export function colour(name) {
  if (!probe.isConnected) {
    document.body.append(probe);
  }
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

/**
 * A chart in the page. It draws itself again when the colours or its room change, and is gone when the signal says so.
 */
export class Chart {
  #room;
  #chart = null;
  #option = null;
  #clicked;
  #table;
  #numbers = make('div');
  #rows = null;

  /**
   * @param {string} name what it shows, in words
   * @param {AbortSignal} signal
   * @param {{tall?: boolean, height?: number, clicked?: (data: any) => void}} [options] height in CSS pixels; else the style sheet's
   */
  constructor(name, signal, { tall = false, height = 0, clicked = null } = {}) {
    this.#clicked = clicked;
    this.#room = make('div', { class: tall ? 'chart tall' : 'chart', role: 'img', 'aria-label': name });
    if (height) {
      this.#room.style.height = `${height}px`;
    }
    this.#table = make('details', { class: 'as-table', ontoggle: () => this.#fillTable() },
      make('summary', {}, 'As a table', make('span', { class: 'unseen' }, `: ${name}`)), this.#numbers);
    this.element = make('figure', {}, make('figcaption', {}, name), this.#room, this.#table);
    const stop = onTheme(() => this.#draw());
    const sizes = new ResizeObserver(() => this.#chart?.resize());
    sizes.observe(this.#room);
    signal.addEventListener('abort', () => {
      stop();
      sizes.disconnect();
      this.#chart?.dispose();
      this.#chart = null;
      this.#option = null;
    }, { once: true });
  }

  /**
   * Shows these.
   *
   * @param {() => object} option ECharts' option; asked for again when the colours change
   * @param {{heads: string[], rows: any[][]}} numbers the same as a table
   */
  async show(option, numbers) {
    this.#option = option;
    this.#rows = numbers;
    this.#fillTable();
    const { init } = await load();
    if (this.#option === null || !this.#room.isConnected) {
      return;
    }
    if (this.#chart === null) {
      this.#chart = init(this.#room, null, { renderer: 'canvas' });
      this.#chart.on('click', (event) => this.#clicked?.(event.data));
    }
    this.#draw();
  }

  #draw() {
    if (this.#chart && this.#option) {
      this.#chart.setOption({ ...base(), ...this.#option() }, { notMerge: true, lazyUpdate: true });
      this.#room.dataset.drawn = 'true';
    }
  }

  #fillTable() {
    if (!this.#table.open || !this.#rows) {
      return;
    }
    const { heads, rows } = this.#rows;
    const shown = rows.slice(-MOST_ROWS);
    redraw(this.#numbers, table(
      shown.length < rows.length ? `The last ${shown.length} of ${rows.length} rows` : `${rows.length} rows`,
      heads, shown, { className: 'low' }));
  }
}

/** What all charts have in common: the page's letters and colours, no motion, tooltips on the canvas (no markup of theirs). */
function base() {
  return {
    animation: false,
    color: COLOURS.map(colour),
    textStyle: { color: colour('--text'), fontFamily: 'system-ui, sans-serif' },
    grid: { left: 8, right: 20, top: 48, bottom: 26, containLabel: true },
    legend: {
      type: 'scroll',
      top: 4,
      textStyle: { color: colour('--text') },
      pageTextStyle: { color: colour('--text') },
      itemStyle: { opacity: 1 }, // also where the points are pale
      pageIconColor: colour('--text'),
      pageIconInactiveColor: colour('--line'),
    },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      backgroundColor: colour('--surface'),
      borderColor: colour('--edge'),
      textStyle: { color: colour('--text') },
    },
  };
}

/** An axis with a name that says the unit. */
export function axis(name, more = {}) {
  const line = { lineStyle: { color: colour('--line') } };
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 26,
    scale: true,
    nameTextStyle: { color: colour('--quiet') },
    axisLabel: { color: colour('--quiet'), hideOverlap: true },
    axisLine: line,
    splitLine: line,
    ...more,
  };
}

/** The same, upright on the left or right, its name above. */
export const upright = (name, more = {}) => axis(name, {
  nameLocation: 'end',
  nameGap: 8,
  nameTextStyle: { color: colour('--quiet'), align: more.position === 'right' ? 'right' : 'left' },
  ...more,
});

/** A curve through [x, y] pairs; where a y is null the curve breaks off. */
export const curve = (name, data, more = {}) => ({ name, type: 'line', showSymbol: data.length < 30, symbolSize: 5, data, ...more });
