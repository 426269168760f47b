/** How much of the picture is the original: a range input, and the divider over the picture that follows it. */
export class Slider {
  #input;
  #viewer;
  #layer;

  /**
   * @param {HTMLInputElement} input 0 shows the enlarged image alone, 100 the original alone
   * @param {HTMLElement} viewer told the position as the custom property --split
   * @param {HTMLElement} layer what holds the original; cut off at the position
   */
  constructor(input, viewer, layer) {
    this.#input = input;
    this.#viewer = viewer;
    this.#layer = layer;
    input.addEventListener('input', () => this.#follow());
    this.#follow();
  }

  /** @param {number} percent of the picture's width */
  set(percent) {
    this.#input.value = String(Math.min(100, Math.max(0, percent)));
    this.#follow();
  }

  #follow() {
    const original = Number(this.#input.value);
    this.#viewer.style.setProperty('--split', `${original}%`);
    this.#layer.style.clipPath = `inset(0 ${100 - original}% 0 0)`;
    this.#input.setAttribute('aria-valuetext', `${original}% original, ${100 - original}% enlarged`);
  }
}
