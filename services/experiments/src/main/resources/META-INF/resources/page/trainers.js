/** Who works for an experiment, and how fast. */
import { find } from './api.js';
import { make, note, panel, table } from './dom.js';
import { age } from './passing.js';
import { redraw } from './redraw.js';
import { count, fixed } from './words.js';

const BETWEEN = 3_000; // ms
const STATES = { AT_WORK: 'at work', SILENT: 'silent', IDLE: 'waits for work' };

/** What a trainer computes on, and how much of what that can do its training of late was. */
function device({ device: name, shareOfPeak }) {
  return name ? `${name}${Number.isFinite(shareOfPeak) ? `, ${Math.round(shareOfPeak * 100)} % of its peak` : ''}` : '–';
}

export class Trainers {
  #id;
  #signal;
  #rows = make('div', {}, note('Looking for trainers …'));
  #items = [];
  #next = 0;
  #reports = new Map(); // the newest that came over the stream, by trainer

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.element = panel('Trainers', this.#rows);
  }

  event(kind, data) {
    if (kind === 'TrainingProgressed') {
      this.#reports.set(data.trainer, data);
      this.#show();
    }
  }

  async refresh(experiment) {
    if (performance.now() < this.#next && !experiment.endedAt) {
      return;
    }
    this.#next = performance.now() + BETWEEN;
    this.#items = (await find(`experiments/${this.#id}/trainers`, this.#signal))?.items ?? [];
    this.#show();
  }

  #show() {
    redraw(this.#rows, this.#items.length ? table('Trainers',
      ['Trainer', 'State', 'Works on', 'Steps per second', 'Device', 'Time at work', 'Pieces done', 'Last seen'],
      this.#items.map((one) => {
        const report = this.#reports.get(one.trainer);
        const fresh = report && one.work?.includes(report.workId);
        return [
          one.trainer,
          STATES[one.state] ?? one.state,
          one.work?.length ? `${one.work.join(', ')}${fresh ? `, step ${count(report.step)} of ${count(report.steps)}` : ''}` : '–',
          fixed(fresh ? report.stepsPerSecond : one.stepsPerSecond, 1),
          device(fresh ? report : one),
          Number.isFinite(one.shareAtWork) ? `${Math.round(one.shareAtWork * 100)} %` : '–',
          count(one.done),
          age(one.lastSeenAt),
        ];
      }), { hideCaption: true }) : note('No trainer has worked for this experiment as far as this service knows.'));
  }
}
