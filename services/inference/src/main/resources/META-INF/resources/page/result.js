import { ImageSlot } from './images.js';
import { Slider } from './slider.js';
import { Viewer } from './viewer.js';
import { pixels, size, time } from './words.js';

/** The enlarged image over the original, with its facts and its download. */
export class ResultView {
  #part;
  #before;
  #after;
  #slider;
  #viewer;

  /** @param {(id: string) => any} part gives the page's elements */
  constructor(part) {
    this.#part = part;
    this.#before = new ImageSlot(part('before'));
    this.#after = new ImageSlot(part('after'));
    this.#slider = new Slider(part('split'), part('viewer'), part('before-layer'));
    this.#viewer = new Viewer(part('viewer'), [part('before'), part('after')], {
      zoomed: (zoom) => { part('zoom-level').textContent = `${Math.round(zoom * 100)}%`; },
      slid: (percent) => this.#slider.set(percent),
    });
    part('zoom-in').addEventListener('click', () => this.#viewer.zoomIn());
    part('zoom-out').addEventListener('click', () => this.#viewer.zoomOut());
    part('zoom-fit').addEventListener('click', () => this.#viewer.fit());
    part('zoom-whole').addEventListener('click', () => this.#viewer.whole());
  }

  /**
   * @param {File} file the original
   * @param {import('./api.js').Enlarged} enlarged
   * @param {string} name what the download is called
   * @param {AbortSignal} signal ends it before anything is shown
   * @returns {Promise<{width: number, height: number}>} the enlarged image's size
   */
  async show(file, enlarged, name, signal) {
    const original = await this.#before.show(file);
    signal.throwIfAborted();
    const dimensions = await this.#after.show(enlarged.image);
    signal.throwIfAborted();
    if (dimensions === null) {
      throw new Error('the enlarged image cannot be shown');
    }
    this.#compare(original, dimensions);
    this.#facts(file, original, enlarged, dimensions);
    const download = this.#part('download');
    download.href = this.#after.url;
    download.download = name;
    download.textContent = `Download ${name}`;
    this.#part('result').hidden = false;
    this.#slider.set(50);
    this.#viewer.show(dimensions);
    return dimensions;
  }

  focus() {
    this.#part('result-title').focus({ preventScroll: true });
    this.#part('result').scrollIntoView({ block: 'nearest' });
  }

  clear() {
    this.#part('result').hidden = true;
    this.#part('download').removeAttribute('href');
    this.#before.clear();
    this.#after.clear();
  }

  #compare(original, dimensions) {
    const shown = original !== null;
    for (const id of ['compare', 'before-layer', 'before-tag', 'divider']) {
      this.#part(id).hidden = !shown;
    }
    this.#part('no-compare').hidden = shown;
    // A photograph may say that it was taken on its side: where the service does not turn it, neither may the browser.
    const turned = shown && original.width > original.height !== dimensions.width > dimensions.height;
    this.#part('before').classList.toggle('as-stored', turned);
  }

  #facts(file, original, enlarged, dimensions) {
    const facts = [
      ['Original', [original && pixels(original), size(file.size)]],
      ['Enlarged', [pixels(dimensions), size(enlarged.image.size)]],
      ['Model', [enlarged.model]],
      ['Time', [enlarged.networkTime !== null && `${time(enlarged.networkTime)} in the network`,
        `${time(enlarged.wholeTime)} in all`]],
    ];
    this.#part('facts').replaceChildren(...facts
      .map(([name, values]) => [name, values.filter(Boolean).join(', ')])
      .filter(([, value]) => value)
      .map(([name, value]) => pair(name, value)));
  }
}

function pair(name, value) {
  const group = document.createElement('div');
  for (const [tag, text] of [['dt', name], ['dd', value]]) {
    const element = document.createElement(tag);
    element.textContent = text;
    group.append(element);
  }
  return group;
}
