/** Elements of the page. Text is always set as text, never as markup. */

/**
 * Makes an element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes] 'on…' are listeners; true is an attribute without a value; null and false are left out
 * @param {...(Node|string|null|false|undefined)} children
 * @returns {any}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * A table.
 *
 * @param {string} caption read out before it; shown when the table stands alone
 * @param {string[]} heads
 * @param {any[][]} rows of texts and elements; numbers are written by whoever calls
 * @param {{className?: string, hideCaption?: boolean}} [options]
 */
export function table(caption, heads, rows, { className = '', hideCaption = false } = {}) {
  return make('div', { class: `scroll ${className}`, tabindex: '0', role: 'group', 'aria-label': caption },
    make('table', {},
      make('caption', { class: hideCaption ? 'unseen' : null }, caption),
      make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, head)))),
      make('tbody', {}, ...rows.map((row) => make('tr', {}, ...row.map((cell) => make('td', {}, cell)))))));
}

/** Pairs of a name and a value. @param {[string, any][]} pairs */
export function facts(pairs, className = 'facts') {
  return make('dl', { class: className }, ...pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))));
}

/** A part of the page under a heading. */
export function panel(title, ...children) {
  const id = `panel-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return make('section', { class: 'panel', 'aria-labelledby': id }, make('h2', { id }, title), ...children);
}

/** What is said where something is not there, or not yet. */
export const note = (words) => make('p', { class: 'note' }, words);

/** What is said where something failed. @param {string} words @param {...Node} more a button, say */
export const failure = (words, ...more) => make('div', { class: 'failure', role: 'alert' }, make('p', {}, words), ...more);

/** @param {() => void} onclick */
export const again = (onclick) => make('button', { type: 'button', onclick }, 'Try again');

/** A place where it is said that something failed. What it says stays, until it says something else. */
export class Notice {
  #words = '';
  #button;
  element = make('div');

  /** @param {HTMLElement} [button] below the words; else one that takes them away */
  constructor(button = make('button', { type: 'button', onclick: () => this.say('') }, 'Dismiss')) {
    this.#button = button;
  }

  /** @param {string} words '' for nothing */
  say(words) {
    if (words !== this.#words) {
      this.#words = words;
      this.element.replaceChildren(...(words ? [failure(words, this.#button)] : []));
    }
  }
}

/** Tells what has happened to those who cannot see it, too. */
export function tell(words) {
  document.getElementById('status').textContent = words;
}
