/** Keeps a view up to date: the event stream says that something is new, and what is shown is asked for again, not too often. */
import { isEnded } from './actions.js';
import { get } from './api.js';
import { follow } from './events.js';

const BETWEEN = 1_000; // ms between two refreshes
const AGAIN = 3_000; // ms after a failure

export class Live {
  #id;
  #signal;
  #listener;
  #running = false;
  #due = false;
  #timer = null;
  #last = 0;

  /**
   * @param {string} id
   * @param {AbortSignal} signal
   * @param {{refresh: () => Promise<any>, event: (kind: string, data: any) => void,
   *     state: (words: string, trouble: boolean) => void, failed: (words: string) => void}} listener
   */
  constructor(id, signal, listener) {
    this.#id = id;
    this.#signal = signal;
    this.#listener = listener;
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** @param {any} experiment as it was shown; one that has ended changes no more */
  async start(experiment) {
    let ended = isEnded(experiment.state);
    while (!ended && !this.#signal.aborted) {
      try {
        const { position } = await get(`experiments/${this.#id}/series?points=1`, this.#signal);
        ended = isEnded((await this.#refresh())?.state ?? '');
        if (!ended) {
          await follow(this.#id, position, {
            event: (kind, data) => { this.#listener.event(kind, data); this.now(); },
            connected: (is) => this.#listener.state(is ? 'live' : 'the connection broke off; trying again', !is),
          }, this.#signal);
        }
      } catch (error) {
        if (this.#signal.aborted) {
          return;
        }
        this.#listener.failed(error.message);
        if (error.status === 404) {
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
    this.#listener.state('', false);
  }

  /** Something is new. */
  now() {
    this.#due = true;
    if (!this.#running && this.#timer === null) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#refresh().catch(() => {}); // said by the refresh itself
      }, Math.max(0, this.#last + BETWEEN - performance.now()));
    }
  }

  async #refresh() {
    this.#running = true;
    this.#due = false;
    try {
      const experiment = await this.#listener.refresh();
      this.#listener.failed('');
      return experiment;
    } catch (error) {
      if (!this.#signal.aborted) {
        this.#listener.failed(error.message);
      }
      throw error;
    } finally {
      this.#running = false;
      this.#last = performance.now();
      if (this.#due && !this.#signal.aborted) {
        this.now();
      }
    }
  }
}
