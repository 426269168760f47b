import { gestures } from './gestures.js';

const STEP = 1.25;
const LARGEST = 8;
const ARROW = 40;
const ARROWS = { ArrowLeft: [ARROW, 0], ArrowRight: [-ARROW, 0], ArrowUp: [0, ARROW], ArrowDown: [0, -ARROW] };

/**
 * Shows images of one size, one over the other, at one zoom and place. Zoom 1 is one image pixel for one CSS pixel. Until a
 * visitor zooms, and after fit(), the whole image fills the element, whatever size that has.
 */
export class Viewer {
  #element;
  #images;
  #changed;
  #size = { width: 1, height: 1 };
  #zoom = 1;
  #x = 0; // of the images' left upper corner in the element
  #y = 0;
  #fitting = true;

  /**
   * @param {HTMLElement} element
   * @param {HTMLImageElement[]} images
   * @param {{zoomed: (zoom: number) => void, slid: (percent: number) => void}} listener slid: the visitor moves the divider
   */
  constructor(element, images, { zoomed, slid }) {
    this.#element = element;
    this.#images = images;
    this.#changed = zoomed;
    gestures(element, {
      moved: (dx, dy) => this.#move(dx, dy),
      zoomed: (factor, x, y) => this.zoomBy(factor, x, y),
      slid: (x) => slid((x / element.clientWidth) * 100),
      canMove: () => this.#overflows(),
    });
    element.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => (this.#fitting ? this.fit() : this.#place())).observe(element);
  }

  /** @param {{width: number, height: number}} size of the images that are shown from now on */
  show(size) {
    this.#size = size;
    const shape = Math.min(2.5, Math.max(0.6, size.width / size.height));
    this.#element.style.setProperty('--shape', String(shape));
    for (const image of this.#images) {
      image.style.width = `${size.width}px`;
      image.style.height = `${size.height}px`;
    }
    this.fit();
  }

  fit() {
    this.#fitting = true;
    this.#zoom = this.#fit();
    this.#place();
  }

  /** One image pixel for one CSS pixel, around the middle. */
  whole() {
    this.zoomBy(1 / this.#zoom);
  }

  zoomIn() {
    this.zoomBy(STEP);
  }

  zoomOut() {
    this.zoomBy(1 / STEP);
  }

  /**
   * @param {number} factor
   * @param {number} [x] the place that stays where it is, in the element
   * @param {number} [y]
   * @returns {boolean} whether it changed anything
   */
  zoomBy(factor, x = this.#element.clientWidth / 2, y = this.#element.clientHeight / 2) {
    const fit = this.#fit();
    const zoom = Math.min(Math.max(LARGEST, fit), Math.max(Math.min(1, fit), this.#zoom * factor));
    if (Math.abs(zoom / this.#zoom - 1) < 1e-6) {
      return false;
    }
    this.#x = x - ((x - this.#x) * zoom) / this.#zoom;
    this.#y = y - ((y - this.#y) * zoom) / this.#zoom;
    this.#zoom = zoom;
    this.#fitting = zoom === fit;
    this.#place();
    return true;
  }

  #fit() {
    const { clientWidth, clientHeight } = this.#element;
    return Math.min(clientWidth / this.#size.width, clientHeight / this.#size.height) || 1;
  }

  #overflows() {
    return this.#size.width * this.#zoom > this.#element.clientWidth + 1
      || this.#size.height * this.#zoom > this.#element.clientHeight + 1;
  }

  #move(dx, dy) {
    this.#x += dx;
    this.#y += dy;
    this.#place();
  }

  #place() {
    const { clientWidth, clientHeight } = this.#element;
    this.#x = within(this.#x, this.#size.width * this.#zoom, clientWidth);
    this.#y = within(this.#y, this.#size.height * this.#zoom, clientHeight);
    for (const image of this.#images) {
      image.style.transform = `translate(${this.#x}px, ${this.#y}px) scale(${this.#zoom})`;
    }
    this.#element.classList.toggle('movable', this.#overflows());
    this.#changed(this.#zoom);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = {
      '+': () => this.zoomIn(),
      '=': () => this.zoomIn(),
      '-': () => this.zoomOut(),
      '−': () => this.zoomOut(),
      0: () => this.fit(),
      1: () => this.whole(),
    }[event.key] ?? (event.key in ARROWS && this.#overflows() && (() => this.#move(...ARROWS[event.key])));
    if (action) {
      event.preventDefault();
      action();
    }
  }
}

/** An image that is smaller than the room is in its middle; of a larger one no edge comes inside. */
function within(offset, length, room) {
  return length <= room ? (room - length) / 2 : Math.min(0, Math.max(room - length, offset));
}
