/** An architecture: the drawing of its cells, what it costs, and its sequence. */
import { get, text } from './api.js';
import { again, facts, failure, make, note } from './dom.js';
import { count, fixed, giga } from './words.js';

export class ArchitectureCard {
  #id;
  #signal;
  #turn = 0;

  /** @param {string} id of the experiment whose network it is */
  constructor(id, signal) {
    this.#id = id;
    this.#signal = signal;
    this.element = make('div', { class: 'architecture' });
  }

  /** @param {string} sequence @param {[string, any][]} [more] what else is known of it */
  async show(sequence, more = []) {
    const turn = ++this.#turn;
    const at = `architectures/${encodeURIComponent(sequence.replaceAll(' ', ''))}`;
    try {
      const [counts, svg] = await Promise.all([
        get(`${at}?experiment=${this.#id}`, this.#signal),
        text(`${at}/drawing.svg?experiment=${this.#id}`, 'image/svg+xml', this.#signal)]);
      if (turn !== this.#turn) {
        return;
      }
      this.element.replaceChildren(
        make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Drawing of the cells' }, drawing(svg)),
        legend(),
        facts([
          ...more,
          ['Parameters', count(counts.parameters)],
          ['Multiply-adds, 1280×720', giga(counts.multiplyAdds)],
          ['Penalty', fixed(counts.penalty, 3)],
        ]),
        make('details', {}, make('summary', {}, 'Cells in words, and the sequence'),
          make('ul', {}, ...[...counts.cells, ...counts.fusion].map((line) => make('li', {}, line))),
          make('p', {}, make('code', {}, counts.sequence))));
    } catch (error) {
      if (!this.#signal.aborted && turn === this.#turn) {
        this.element.replaceChildren(failure(error.message, again(() => this.show(sequence, more))));
      }
    }
  }

  none(words) {
    this.#turn++;
    this.element.replaceChildren(note(words));
  }
}

/** The service's drawing becomes part of the page, so that the page's colours are its colours. */
function drawing(svg) {
  return document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true);
}

function legend() {
  return make('p', { class: 'legend quiet' },
    make('span', { class: 'conv' }, 'conv: 3×3'), make('span', { class: 'sep' }, 'sep: separable 3×3'),
    make('span', { class: 'dil' }, 'dil: 3×3, dilation 3'));
}
