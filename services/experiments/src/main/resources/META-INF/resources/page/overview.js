/** How a search goes: what it has found so far, and its curves over the policy's updates. */
import { ArchitectureCard } from './architecture.js';
import { blob, get } from './api.js';
import { Chart, axis, curve, upright } from './chart.js';
import { facts, failure, make, note, panel } from './dom.js';
import { count, decibels, fixed } from './words.js';

const POINTS = 300;
const DOWNLOAD = 600_000; // ms: an archive may be large

export class Overview {
  #id;
  #signal;
  #facts = make('div');
  #winner = make('div');
  #winnerShown = '';
  #reward;
  #quality;
  #penalty;
  #entropy;
  #empty = make('div');

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#reward = new Chart('Reward of the trials and baseline, by policy update', signal);
    this.#quality = new Chart('PSNR of the trials, by policy update', signal);
    this.#penalty = new Chart('Complexity penalty of the trials, by policy update', signal);
    this.#entropy = new Chart('Entropy of the policy, by update', signal);
    this.element = make('div', {}, this.#facts, this.#winner, this.#empty,
      make('div', { class: 'charts' }, this.#reward.element, this.#quality.element, this.#penalty.element, this.#entropy.element));
    this.ready = this.refresh(experiment);
  }

  async refresh(experiment) {
    this.#showFacts(experiment);
    const series = await get(`experiments/${this.#id}/series?points=${POINTS}`, this.#signal);
    this.#empty.replaceChildren(...(series.points.length ? [] : [
      note('No trial is measured yet. The first rounds train the shared weights only; curves begin after them.')]));
    await Promise.all([this.#showCurves(series), this.#showWinner(experiment)]);
  }

  #showFacts({ bestReward, baseline, policyVersion, trials, winner }) {
    const all = Object.values(trials).reduce((a, b) => a + b, 0);
    const measured = trials.MEASURED + trials.APPLIED;
    this.#facts.replaceChildren(facts([
      ['Best reward', decibels(bestReward)],
      ['Baseline', policyVersion ? decibels(baseline) : null],
      ['Policy version', policyVersion === null ? null : count(policyVersion)],
      ['Trials', all ? `${count(all)}, ${count(measured)} measured${trials.FAILED ? `, ${count(trials.FAILED)} failed` : ''}` : 'none yet'],
      ['Winner', winner ? `${decibels(winner.validationPsnr)}, ${fixed(winner.validationPsnr - winner.bicubicPsnr)} dB above bicubic` : null],
    ], 'facts tiles'));
  }

  async #showCurves({ points, updates }) {
    const x = (key) => points.map((point) => [point.update, point[key]]);
    const label = updates > points.length ? `update (a point for each ${Math.ceil(updates / points.length)})` : 'update';
    const heads = ['Update', 'Round', 'Reward', 'Best', 'Baseline', 'PSNR', 'Penalty', 'Entropy'];
    const rows = points.map((point) => [count(point.update), count(point.round), fixed(point.reward), fixed(point.best),
      fixed(point.baseline), fixed(point.psnr), fixed(point.penalty, 3), fixed(point.entropy)]);
    const option = (axes, series) => ({ xAxis: axis(label, { minInterval: 1, min: 'dataMin', max: 'dataMax' }), yAxis: axes, series });
    await Promise.all([
      this.#reward.show(() => option(upright('dB'), [
        curve('mean reward', x('reward')),
        curve('best reward', x('best'), { lineStyle: { type: 'dotted', width: 2 } }),
        curve('baseline', x('baseline'), { lineStyle: { type: 'dashed', width: 2 } }),
      ]), { heads, rows }),
      this.#quality.show(() => option(upright('dB'), [curve('mean PSNR', x('psnr'))]), { heads, rows }),
      this.#penalty.show(() => option(upright('share of the possible weights'), [curve('mean penalty', x('penalty'))]), { heads, rows }),
      this.#entropy.show(() => option(upright('nats'), [curve('entropy', x('entropy'))]), { heads, rows }),
    ]);
  }

  async #showWinner({ winner, modelId }) {
    if (!winner || this.#winnerShown === modelId) {
      return;
    }
    this.#winnerShown = modelId;
    const card = new ArchitectureCard(this.#id, this.#signal);
    this.#winner.replaceChildren(panel('Winner',
      facts([
        ['Model', modelId],
        ['PSNR on all validation patches', decibels(winner.validationPsnr)],
        ['Bicubic on the same', decibels(winner.bicubicPsnr)],
        ['Training steps', count(winner.steps)],
        ['Parameters', count(winner.parameters)],
        ['Multiply-adds for a pixel', count(winner.multiplyAddsPerPixel)],
      ]),
      this.#download(modelId), card.element));
    await card.show(winner.sequence);
  }

  /** Fetched, and not followed as a link: a link carries no key, and would save what the service says is wrong as a file. */
  #download(modelId) {
    const path = `experiments/${this.#id}/winner`;
    const said = make('div');
    const link = make('a', { class: 'button main', href: `v1/${path}`, download: `${modelId}.zip` }, 'Download the winner');
    link.addEventListener('click', async (event) => {
      event.preventDefault();
      said.replaceChildren(note('Fetching it …'));
      try {
        const url = URL.createObjectURL(await blob(path, this.#signal, DOWNLOAD));
        make('a', { href: url, download: `${modelId}.zip` }).click();
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
        said.replaceChildren();
      } catch (error) {
        if (!this.#signal.aborted) {
          said.replaceChildren(failure(error.message));
        }
      }
    });
    return make('div', {}, link, ' ', make('span', { class: 'quiet' }, 'a ZIP archive: network, model card, drawing'), said);
  }
}
