/** Pictures of validation images, after each segment of a training: bicubic, the network, the original. */
import { blob, find } from './api.js';
import { again, failure, make, note, panel } from './dom.js';
import { network } from './training.js';
import { count } from './words.js';

export class Previews {
  #id;
  #signal;
  #all = [];
  #known = '';
  #select = make('select', { id: 'preview-network', onchange: () => this.#choose() });
  #slider = make('input', { type: 'range', id: 'preview-step', min: 0, step: 1, oninput: () => this.#show() });
  #step = make('output', { for: 'preview-step' });
  #image = make('img', { alt: '', class: 'preview' });
  #there;
  #said = make('div', {}, note('Looking for pictures …'));
  #url = null;
  #turn = 0;

  constructor(experiment, signal) {
    this.#id = experiment.id;
    this.#signal = signal;
    this.#there = make('div', { hidden: true },
      make('div', { class: 'toolbar' },
        make('label', { for: 'preview-network' }, 'Network'), this.#select,
        make('label', { for: 'preview-step' }, 'Step'), this.#slider, this.#step),
      make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Picture' }, this.#image),
      make('p', { class: 'quiet' }, 'Each row is a validation image: enlarged by bicubic, by the network, and the original.'));
    this.element = panel('Before and after', this.#said, this.#there);
    signal.addEventListener('abort', () => URL.revokeObjectURL(this.#url), { once: true });
  }

  async refresh() {
    const found = await find(`experiments/${this.#id}/previews`, this.#signal);
    const items = (Array.isArray(found) ? found : found?.items ?? []);
    const now = JSON.stringify(items);
    if (now === this.#known) {
      return;
    }
    this.#known = now;
    this.#all = items;
    this.#there.hidden = items.length === 0;
    this.#said.replaceChildren(...(items.length ? [] : [note(
      'There are no pictures: trainers make one after each segment of a finalist’s or the winner’s training, if the settings ask for it.')]));
    const names = [...new Set(items.map(network))];
    const before = this.#select.value;
    const place = before && Number(this.#slider.value) < Number(this.#slider.max) ? Number(this.#slider.value) : Infinity;
    this.#select.replaceChildren(...names.map((name) => make('option', { value: name }, name)));
    this.#select.value = names.includes(before) ? before : names.at(-1) ?? '';
    if (items.length) {
      this.#choose(this.#select.value === before ? place : Infinity);
    }
  }

  get #steps() {
    return this.#all.filter((one) => network(one) === this.#select.value).sort((a, b) => a.step - b.step);
  }

  /** The newest picture of the network, or the one that is looked at while it is not the newest. */
  #choose(place = Infinity) {
    const last = this.#steps.length - 1;
    this.#slider.max = String(last);
    this.#slider.value = String(Math.min(place, last));
    return this.#show();
  }

  async #show() {
    const turn = ++this.#turn;
    const one = this.#steps[Number(this.#slider.value)];
    const words = `step ${count(one.step)}${Number.isFinite(one.psnr) ? `, ${one.psnr.toFixed(2)} dB` : ''}`;
    this.#step.textContent = words;
    this.#slider.setAttribute('aria-valuetext', words);
    try {
      const url = URL.createObjectURL(await blob(one.url.replace(/^\/?v1\//, ''), this.#signal));
      if (turn !== this.#turn) {
        URL.revokeObjectURL(url);
        return;
      }
      URL.revokeObjectURL(this.#url);
      this.#url = url;
      this.#image.src = url;
      this.#image.alt = `Validation images by bicubic, by the ${network(one)} at ${words}, and the originals`;
      this.#said.replaceChildren();
    } catch (error) {
      if (!this.#signal.aborted && turn === this.#turn) {
        this.#said.replaceChildren(failure(error.message, again(() => this.#show())));
      }
    }
  }
}
