/** An image element whose object URL is given back when another takes its place. */
export class ImageSlot {
  #element;
  #url = null;

  /** @param {HTMLImageElement} element */
  constructor(element) {
    this.#element = element;
  }

  /** The object URL of what is shown, or null. */
  get url() {
    return this.#url;
  }

  /**
   * @param {Blob} blob
   * @returns {Promise<?{width: number, height: number}>} its size in pixels; null when this browser cannot show it, or
   *     when another took its place before it was read
   */
  async show(blob) {
    this.clear();
    const url = URL.createObjectURL(blob);
    this.#url = url;
    this.#element.src = url;
    try {
      await this.#element.decode();
    } catch {
      return null;
    }
    return url === this.#url ? { width: this.#element.naturalWidth, height: this.#element.naturalHeight } : null;
  }

  clear() {
    if (this.#url) {
      this.#element.removeAttribute('src');
      URL.revokeObjectURL(this.#url);
      this.#url = null;
    }
  }
}
