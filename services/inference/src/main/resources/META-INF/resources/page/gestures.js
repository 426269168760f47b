const NEAR_THE_DIVIDER = 22; // CSS pixels to either side
const WHEEL = 0.0015; // natural logarithm of the zoom's factor for a pixel of the wheel
const LINE = 16; // pixels of a wheel that counts lines

/**
 * What mouse, pen and fingers mean on the viewer. One pointer moves the divider when it begins near it or when there is
 * nothing to move the image for, else the image; two pinch; the wheel zooms.
 *
 * @param {HTMLElement} element
 * @param {object} meaning all places are in the element
 * @param {(dx: number, dy: number) => void} meaning.moved
 * @param {(factor: number, x: number, y: number) => boolean} meaning.zoomed says whether anything changed
 * @param {(x: number) => void} meaning.slid
 * @param {() => boolean} meaning.canMove
 */
export function gestures(element, { moved, zoomed, slid, canMove }) {
  const pointers = new Map();
  let sliding = false;

  const place = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left - element.clientLeft, y: event.clientY - box.top - element.clientTop };
  };

  const nearDivider = ({ x }) => {
    const split = Number.parseFloat(element.style.getPropertyValue('--split')) / 100;
    return Math.abs(x - split * element.clientWidth) <= NEAR_THE_DIVIDER;
  };

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) {
      return;
    }
    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    sliding = pointers.size === 1 && (nearDivider(place(event)) || !canMove());
    if (sliding) {
      slid(place(event).x);
    }
  });

  element.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = place(event);
    pointers.set(event.pointerId, now);
    if (pointers.size === 2) {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      zoomed(distance(now, other) / Math.max(1, distance(before, other)), (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else if (sliding) {
      slid(now.x);
    } else {
      moved(now.x - before.x, now.y - before.y);
    }
  });

  for (const end of ['pointerup', 'pointercancel']) {
    element.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      sliding = false;
    });
  }

  element.addEventListener('wheel', (event) => {
    const { x, y } = place(event);
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    if (zoomed(Math.exp(-pixels * WHEEL), x, y)) {
      event.preventDefault(); // at the smallest and largest zoom the page scrolls
    }
  }, { passive: false });
}

const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);
