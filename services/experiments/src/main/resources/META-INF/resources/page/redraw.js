/** Draws a part of the page again without taking anything from whoever is at it: the focus stays, and what was scrolled stays so. */

const FOCUSABLE = 'a[href], button:not(:disabled), input, select, [tabindex]';

/** What an element is known by, before and after. */
const nameOf = (element) => element.dataset.focus ?? element.getAttribute('href') ?? element.getAttribute('aria-label');

/**
 * Puts children in the place of those that are there. The focus goes to what has the name of what had it ({@code data-focus}, else its
 * address or label); where that is gone, into the innermost named part that is still there; else to the first thing in the element, or the
 * heading of the view.
 *
 * @param {HTMLElement} element
 * @param {...Node} children
 */
export function redraw(element, ...children) {
  const focused = document.activeElement;
  const names = element.contains(focused) ? namesFrom(focused, element) : null;
  const places = [...element.querySelectorAll('.scroll, .members')].map(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }));
  element.replaceChildren(...children);
  element.querySelectorAll('.scroll, .members').forEach((one, i) => Object.assign(one, places[i] ?? {}));
  if (names) {
    (place(element, names) ?? document.querySelector('main h1'))?.focus({ preventScroll: true });
  }
}

function namesFrom(focused, root) {
  const names = [];
  for (let one = focused; one !== root; one = one.parentElement) {
    names.push(nameOf(one));
  }
  return names.filter(Boolean);
}

function place(root, names) {
  const all = [...root.querySelectorAll('[data-focus], [href], [aria-label]')];
  for (const name of names) {
    const same = all.find((one) => nameOf(one) === name);
    const found = same?.matches(FOCUSABLE) ? same : same?.querySelector(FOCUSABLE);
    if (found) {
      return found;
    }
  }
  return root.querySelector(FOCUSABLE);
}
