/** Two or more experiments beside each other: curves, settings that differ, whether they are the same search. */
import { badge } from './actions.js';
import { get } from './api.js';
import { Chart, axis, curve, upright } from './chart.js';
import { make, note, panel, table } from './dom.js';
import { flat } from './settings.js';
import { called, count, decibels, duration, fixed, setting } from './words.js';

const POINTS = 300;
const LIMIT = 120_000; // ms: both logs are read

/** @param {HTMLElement} view @param {string[]} parts ids, by commas @param {AbortSignal} signal */
export async function show(view, [ids], signal) {
  const all = await Promise.all([...new Set(ids.split(','))].map(async (id) => {
    const [experiment, series] = await Promise.all([
      get(`experiments/${id}`, signal), get(`experiments/${id}/series?points=${POINTS}`, signal)]);
    return { experiment, series };
  }));
  const reward = new Chart('Mean reward, by policy update', signal);
  const psnr = new Chart('Mean PSNR, by policy update', signal);
  const entropy = new Chart('Entropy of the policy, by update', signal);
  const verdicts = make('div', {}, note('Comparing the logs …'));
  view.replaceChildren(
    make('h1', { tabindex: '-1' }, all.length > 1 ? `${all.length} experiments compared` : 'One experiment, and none to compare it with'),
    panel('Results', results(all)),
    make('div', { class: 'charts' }, reward.element, psnr.element, entropy.element),
    panel('Settings that differ', ...differing(all)),
    panel('The same search?', verdicts));
  await Promise.all([
    draw(reward, all, 'reward', 'dB'), draw(psnr, all, 'psnr', 'dB'), draw(entropy, all, 'entropy', 'nats')]);
  const others = all.slice(1).map(({ experiment }) => experiment);
  const said = await Promise.all(others.map((other) => verdict(all[0].experiment, other, all, signal)));
  verdicts.replaceChildren(...said, ...(others.length ? [] : [note('There is nothing to compare with.')]));
}

const experimentsOf = (all) => all.map(({ experiment }) => experiment);

function results(all) {
  return table('Results', ['Experiment', 'State', 'Best reward', 'Winner', 'Above bicubic', 'Parameters', 'Multiply-adds for a pixel', 'Time'],
    all.map(({ experiment: { id, name, state, bestReward, winner, requestedAt, endedAt } }) => [
      make('a', { href: `#/experiments/${id}` }, name), badge(state), decibels(bestReward), decibels(winner?.validationPsnr),
      winner ? decibels(winner.validationPsnr - winner.bicubicPsnr) : '–',
      count(winner?.parameters), count(winner?.multiplyAddsPerPixel), duration(requestedAt, endedAt)]),
    { hideCaption: true });
}

/** A curve for each experiment. */
function draw(chart, all, key, unit) {
  const name = (i) => called(all[i].experiment, experimentsOf(all));
  const types = ['solid', 'dashed', 'dotted'];
  const updates = [...new Set(all.flatMap(({ series }) => series.points.map((point) => point.update)))].sort((a, b) => a - b);
  const values = all.map(({ series }) => new Map(series.points.map((point) => [point.update, point[key]])));
  return chart.show(() => ({
    xAxis: axis('update', { minInterval: 1 }),
    yAxis: upright(unit),
    series: all.map(({ series }, i) => curve(name(i), series.points.map((point) => [point.update, point[key]]),
      { lineStyle: { type: types[i % types.length], width: 2 } })),
  }), {
    heads: ['Update', ...all.map((_, i) => name(i))],
    rows: updates.map((update) => [count(update), ...values.map((own) => fixed(own.get(update)))]),
  });
}

function differing(all) {
  const settings = all.map(({ experiment }) => flat(experiment.settings));
  const keys = [...new Set(settings.flatMap(Object.keys))]
    .filter((key) => new Set(settings.map((one) => setting(one[key]))).size > 1);
  return [keys.length
    ? table('Settings that differ', ['Setting', ...all.map(({ experiment }) => called(experiment, experimentsOf(all)))],
      keys.map((key) => [key, ...settings.map((one) => setting(one[key]))]), { hideCaption: true })
    : note('None: all settings are the same.')];
}

/** Where the logs cannot be compared yet, the service says why. */
async function verdict(first, other, all, signal) {
  const words = await get(`experiments/${first.id}/compare/${other.id}`, signal, LIMIT).then(sentence, (error) => error.message);
  return make('p', {}, make('strong', {}, `${called(first, experimentsOf(all))} and ${called(other, experimentsOf(all))}: `), words);
}

/** What `deconas compare` says, in a sentence. */
function sentence({ same, trials, policies, first }) {
  const share = ({ identical, all }) => `${count(identical)} of ${count(all)}`;
  const shares = `${share(trials)} trials and ${share(policies)} policy versions are identical`;
  return same ? `the same search, to the bit: ${shares}.`
    : `not the same search: ${shares}. They first differ at ${first.where}: ${first.what} is ${first.first} and ${first.second}.`;
}
