/**
 * Keeps a view up to date: the event stream says that something is new, and what is shown is asked for again: one question after the
 * other, so that no older answer comes last, and not too often. Without the stream, and now and then with it, because it does not tell
 * all (who works, what is deleted), it is asked for by the clock.
 */
import { make } from './dom.js';
import { follow } from './events.js';

const BETWEEN = 1_000; // ms between two questions
const WITHOUT_STREAM = 5_000; // ms
const WITH_STREAM = 15_000; // ms
const LATE = 60_000; // ms after the end in which a busy service may still learn of what was before it

export class Live {
  #path;
  #signal;
  #listener;
  #asked = Promise.resolve();
  #asking = 0;
  #due = false;
  #timer = null;
  #last = 0;
  #connected = false;

  /** What of the stream the visitor should know: live, or not. */
  element = make('span', { class: 'live' });

  /**
   * @param {string} path of the stream, below /v1
   * @param {AbortSignal} signal
   * @param {{refresh: () => Promise<any>, isOver: () => boolean, event: (kind: string, data: any) => void,
   *     failed: (words: string) => void}} listener refresh asks for what is shown, and shows it; failed is told why that failed, or ''
   */
  constructor(path, signal, listener) {
    this.#path = path;
    this.#signal = signal;
    this.#listener = listener;
  }

  /**
   * Begins.
   *
   * @param {Promise<any>} first a question that is under way
   * @returns {Promise<void>} when that is answered, or has failed
   */
  async start(first) {
    const begun = this.#ask(() => first);
    if (!this.#listener.isOver()) {
      const clock = setInterval(() => this.#tick(), WITHOUT_STREAM);
      const end = () => clearInterval(clock);
      this.#signal.addEventListener('abort', end, { once: true });
      this.#follow().then(() => setTimeout(end, LATE), (error) => { this.#failed(error); end(); });
    }
    await begun;
  }

  async #follow() {
    try {
      await follow(this.#path, {
        event: (kind, data) => { this.#listener.event(kind, data); this.now(); },
        connected: (is) => this.#show(is),
        isOver: async () => { await this.#ask(() => this.#listener.refresh()); return this.#listener.isOver(); },
      }, this.#signal);
    } finally {
      this.#connected = false;
      this.element.replaceChildren();
    }
  }

  /** What happened while there was no stream is asked for as soon as there is one. */
  #show(connected) {
    this.#connected = connected;
    this.element.classList.toggle('trouble', !connected);
    this.element.textContent = connected ? 'live'
      : `the connection broke off; trying again, and looking every ${WITHOUT_STREAM / 1000} seconds meanwhile`;
    if (connected) {
      this.now();
    }
  }

  #tick() {
    if (!this.#connected || performance.now() - this.#last >= WITH_STREAM) {
      this.now();
    }
  }

  /** Something is new. */
  now() {
    this.#due = true;
    if (this.#asking === 0 && this.#timer === null && !this.#signal.aborted) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#ask(() => this.#listener.refresh());
      }, Math.max(0, this.#last + BETWEEN - performance.now()));
    }
  }

  #ask(question) {
    this.#asking++;
    this.#asked = this.#asked.then(() => this.#answered(question));
    return this.#asked;
  }

  async #answered(question) {
    this.#due = false;
    try {
      await question();
      this.#failed(null);
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#asking--;
      this.#last = performance.now();
      if (this.#due) {
        this.now();
      }
    }
  }

  #failed(error) {
    if (!this.#signal.aborted) {
      this.#listener.failed(error?.message ?? '');
    }
  }
}
