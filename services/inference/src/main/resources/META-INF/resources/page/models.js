import { models } from './api.js';
import { Problem } from './requests.js';
import { modelFacts, modelName } from './words.js';

const NONE = 'One appears when a search or a training ends.';

/** The choice of a model, or why there is none. */
export class ModelChoice {
  #select;
  #all = [];
  #turn = 0;

  /**
   * @param {{choice: HTMLElement, select: HTMLSelectElement, facts: HTMLElement, none: HTMLElement,
   *     title: HTMLElement, reason: HTMLElement}} parts
   */
  constructor(parts) {
    this.#select = parts.select;
    this.parts = parts;
    parts.select.addEventListener('change', () => this.#describe());
  }

  /** @returns {import('./api.js').Model | undefined} */
  get chosen() {
    return this.#all.find((model) => model.id === this.#select.value);
  }

  /** Asks the service which there are; the newest is chosen. What an earlier question is answered later counts no more. */
  async load() {
    const turn = ++this.#turn;
    let title = 'No model serves yet.';
    let reason = NONE;
    let listed = [];
    try {
      listed = await models();
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      title = 'The models cannot be listed.';
      reason = error.message;
    }
    if (turn !== this.#turn) {
      return;
    }
    this.#all = listed.filter((model) => model.state === 'SERVING');
    if (listed.length > 0) {
      reason = listed.find((model) => model.reason)?.reason ?? 'One is being fetched.';
    }
    this.#select.replaceChildren(...this.#all.map((model) => new Option(modelName(model), model.id, false, model.default)));
    this.parts.choice.hidden = this.#all.length === 0;
    this.parts.none.hidden = this.#all.length > 0;
    this.parts.title.textContent = title;
    this.parts.reason.textContent = reason;
    this.#describe();
  }

  #describe() {
    this.parts.facts.textContent = this.chosen ? modelFacts(this.chosen) : '';
  }
}
