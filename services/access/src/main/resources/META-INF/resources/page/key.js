/** The key that requests carry where the service asks for one. The browser keeps it for this tab, until the tab is closed. */
const NAME = 'deconas-key';

/** @returns {Record<string, string>} what a request says of the key */
export function keyHeaders() {
  const key = sessionStorage.getItem(NAME);
  return key ? { 'X-Api-Key': key } : {};
}

/** The field for the key. */
export class KeyForm {
  #parts;
  #asked = null; // a promise while the visitor is asked

  /** @param {{form: HTMLFormElement, input: HTMLInputElement, words: HTMLElement}} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /**
   * Asks for a key, and keeps it.
   *
   * @param {string} words why
   * @param {AbortSignal} [signal] of the request that waits for it
   * @returns {Promise<void>}
   */
  ask(words, signal) {
    this.#asked ??= this.#given(words).finally(() => { this.#asked = null; });
    return Promise.race([this.#asked, aborted(signal)]);
  }

  #given(words) {
    const { form, input } = this.#parts;
    this.#parts.words.textContent = words;
    form.hidden = false;
    input.focus();
    return new Promise((resolve) => {
      form.onsubmit = (event) => {
        event.preventDefault();
        sessionStorage.setItem(NAME, input.value.trim());
        input.value = '';
        form.hidden = true;
        resolve();
      };
    });
  }
}

function aborted(signal) {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
