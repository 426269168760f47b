/** How networks are trained: the super-network's loss by rounds, finalists and winner by steps, pictures, and who is at it. */
import { get } from './api.js';
import { Chart, axis, curve, upright } from './chart.js';
import { make, note } from './dom.js';
import { Previews } from './previews.js';
import { Trainers } from './trainers.js';
import { count, decibels, fixed } from './words.js';

const POINTS = 300;

export class Training {
  #id;
  #signal;
  #shared;
  #loss;
  #psnr;
  #none = make('div', {}, note('Loading the trainings …'));
  #trainers;
  #previews;

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#shared = new Chart('Loss of the shared training, by round', signal);
    this.#loss = new Chart('Loss of finalists and winner, by training step', signal);
    this.#psnr = new Chart('Validation PSNR of finalists and winner, by training step', signal);
    this.#trainers = new Trainers(experiment, signal);
    this.#previews = new Previews(experiment, signal);
    this.element = make('div', {},
      this.#trainers.element, this.#none,
      make('div', { class: 'charts' }, this.#psnr.element, this.#loss.element, this.#shared.element),
      this.#previews.element);
    this.ready = this.refresh(experiment);
  }

  event(kind, data) {
    this.#trainers.event(kind, data);
  }

  async refresh(experiment) {
    await Promise.all([this.#curves(), this.#trainers.refresh(experiment), this.#previews.refresh()]);
  }

  async #curves() {
    const { shared, segments, losses } = await get(`experiments/${this.#id}/training?points=${POINTS}`, this.#signal);
    const trained = segments.length + losses.length > 0;
    this.#none.replaceChildren(...(trained ? [] : [note(shared.length
      ? 'No network is trained on its own yet: finalists are, when the rounds are over.' : 'Nothing is trained yet.')]));
    this.#shared.element.hidden = shared.length === 0;
    this.#loss.element.hidden = !trained;
    this.#psnr.element.hidden = segments.length === 0;
    const steps = () => axis('step', { min: 0 });
    await Promise.all([
      shared.length && this.#shared.show(() => ({
        xAxis: axis('round', { minInterval: 1 }),
        yAxis: upright('mean absolute error'),
        series: [curve('shared weights', shared.map((one) => [one.round, one.loss]))],
      }), { heads: ['Round', 'Loss'], rows: shared.map((one) => [count(one.round), fixed(one.loss, 4)]) }),
      trained && this.#loss.show(() => ({
        xAxis: steps(),
        yAxis: upright('mean absolute error'),
        series: networks(losses.length ? losses : segments, (one) => one.loss),
      }), rows(losses.length ? losses : segments)),
      segments.length && this.#psnr.show(() => ({
        xAxis: steps(), yAxis: upright('dB'), series: networks(segments, (one) => one.psnr),
      }), rows(segments)),
    ]);
  }
}

/** The name of a network: the winner is a finalist that is trained on. */
export const network = ({ stage, candidate }) => (stage === 'WINNER' ? 'winner' : `finalist ${candidate}`);

function networks(points, value) {
  const names = [...new Set(points.map(network))];
  return names.map((name) => curve(name, points.filter((one) => network(one) === name).map((one) => [one.step, value(one)]),
    { showSymbol: points.length < 60 }));
}

const rows = (points) => ({
  heads: ['Network', 'Step', 'Loss', 'PSNR'],
  rows: points.map((one) => [network(one), count(one.step), fixed(one.loss, 4), decibels(one.psnr)]),
});
