import { models, Problem } from './api.js';
import { modelFacts, modelName } from './words.js';

const NONE = 'One appears when a search or a training ends.';

/** The choice of a model, or why there is none. */
export class ModelChoice {
  #select;
  #all = [];

  /**
   * @param {{choice: HTMLElement, select: HTMLSelectElement, facts: HTMLElement, none: HTMLElement, reason: HTMLElement}} parts
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

  /** Asks the service which there are; the newest is chosen. */
  async load() {
    let reason = NONE;
    try {
      const listed = await models();
      this.#all = listed.filter((model) => model.state === 'SERVING');
      reason = listed.find((model) => model.reason)?.reason ?? (listed.length > 0 ? 'One is being fetched.' : NONE);
    } catch (error) {
      if (!(error instanceof Problem)) {
        throw error;
      }
      this.#all = [];
      reason = error.message;
    }
    this.#select.replaceChildren(...this.#all.map((model) => new Option(modelName(model), model.id, false, model.default)));
    this.parts.choice.hidden = this.#all.length === 0;
    this.parts.none.hidden = this.#all.length > 0;
    this.parts.reason.textContent = reason;
    this.#describe();
  }

  #describe() {
    this.parts.facts.textContent = this.chosen ? modelFacts(this.chosen) : '';
  }
}
