/** Light or dark: as the system says, or as the visitor chose here. */
const NAME = 'deconas-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

/** Calls back when the colours change; the function that it returns ends that. */
export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {HTMLSelectElement} select */
export function themeSwitch(select) {
  select.value = stored();
  apply(select.value);
  select.addEventListener('change', () => {
    try {
      localStorage.setItem(NAME, select.value);
    } catch {
      // A browser that keeps nothing forgets the choice with the page
    }
    apply(select.value);
  });
  system.addEventListener('change', () => listeners.forEach((listener) => listener()));
}

function stored() {
  try {
    return localStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

function apply(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
  listeners.forEach((listener) => listener());
}
