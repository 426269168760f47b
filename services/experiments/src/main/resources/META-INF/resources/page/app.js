import { again, failure, make } from './dom.js';
import { KeyForm } from './key.js';
import { Problem, whenAKeyIsNeeded } from './requests.js';
import { themeSwitch } from './theme.js';

/** Where each address leads: the module that shows it is loaded when it is asked for. */
const ROUTES = [
  [/^\/experiments\/([^/]+)(?:\/([a-z]+))?$/, () => import('./experiment.js')],
  [/^\/experiments\/?$/, () => import('./experiments.js')],
  [/^\/start(?:\/([^/]+))?$/, () => import('./start.js')],
  [/^\/compare\/([^/]+)$/, () => import('./compare.js')],
];

const view = document.getElementById('view');
let leave = new AbortController();
let shown = ''; // what the address was before its last part

const keyForm = new KeyForm({
  form: document.getElementById('key-form'),
  input: document.getElementById('key'),
  words: document.getElementById('key-words'),
});
whenAKeyIsNeeded((words, signal) => keyForm.ask(words, signal));
themeSwitch(document.getElementById('theme'));
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  view.focus();
});
addEventListener('hashchange', go);
go();

async function go() {
  const path = decodeURIComponent(location.hash.slice(1)) || '/experiments';
  leave.abort();
  leave = new AbortController();
  const { signal } = leave;
  mark(path);
  const [pattern, load] = ROUTES.find(([route]) => route.test(path)) ?? [];
  if (!load) {
    view.replaceChildren(make('h1', { tabindex: '-1' }, 'Nothing is here'), make('a', { href: '#/experiments' }, 'To the experiments'));
    return;
  }
  try {
    const { show } = await load();
    if (!signal.aborted) {
      const parts = pattern.exec(path).slice(1);
      await show(view, parts, signal);
      arrived(path, signal);
    }
  } catch (error) {
    if (signal.aborted) {
      return;
    }
    view.replaceChildren(
      make('h1', { tabindex: '-1' }, 'This cannot be shown'),
      failure(error instanceof Problem ? error.message : 'The page failed.', again(go)));
    if (!(error instanceof Problem)) {
      throw error;
    }
  }
}

/**
 * The focus goes to the heading of a new view, so that it is read out; between the parts of one view it stays, and with whoever has begun to
 * use the new one while it was still loading.
 */
function arrived(path, signal) {
  const whole = path.split('/').slice(0, 3).join('/');
  const heading = view.querySelector('h1');
  if (!signal.aborted && heading) {
    document.title = `${heading.textContent} · DeCoNAS`;
    if (shown && shown !== whole && !view.querySelector(':focus')) {
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    shown = whole;
  }
}

function mark(path) {
  for (const link of document.querySelectorAll('nav[aria-label=Main] a')) {
    const current = path.startsWith(link.getAttribute('href').slice(1));
    link.toggleAttribute('aria-current', false);
    if (current) {
      link.setAttribute('aria-current', 'page');
    }
  }
}
