/** Starts a search: from a profile, or from another experiment's settings. */
import { get, send } from './api.js';
import { failure, make, tell } from './dom.js';
import { flat, typed } from './settings.js';
import { setting } from './words.js';

/** Settings that have fields of their own. */
const OWN = { 'data.images': 'images', 'data.validation': 'validation', seed: 'seed' };

/** @param {HTMLElement} view @param {string[]} parts the experiment to clone, or none @param {AbortSignal} signal */
export async function show(view, [source], signal) {
  const [profiles, original] = await Promise.all([
    get('profiles', signal), source ? get(`experiments/${source}`, signal) : null]);
  view.replaceChildren(new StartForm(profiles, original).element);
}

class StartForm {
  #profiles;
  #original;
  #form;
  #changes = make('div');
  #keys = make('datalist', { id: 'keys' });
  #errors = make('div');
  #rows = 0;

  constructor(profiles, original) {
    this.#profiles = profiles;
    this.#original = original;
    const profile = make('select', { id: 'profile', name: 'profile', onchange: () => this.#settle() },
      ...Object.keys(profiles).map((name) => make('option', { value: name }, name)));
    this.#form = make('form', { class: 'start', novalidate: true, onsubmit: (event) => this.#submit(event) },
      !original && field('profile', 'Profile', profile, 'What the settings start from: quick takes minutes, small an evening; paper is for GPUs.'),
      field('name', 'Name', input('name'), 'What people call it; may be empty.'),
      field('images', 'Folder of training images', input('images', { value: original?.settings.data.images }), 'As the trainers see it; an absolute path.'),
      field('validation', 'Folder of validation images', input('validation', { value: original?.settings.data.validation }),
        original?.settings.data.validation ? 'Empty: as it was.' : 'Empty: a part of the training images is set aside.'),
      field('seed', 'Seed', input('seed', { inputmode: 'numeric' }), 'Every random choice follows from it.'),
      make('fieldset', { class: 'wide' },
        make('legend', {}, 'Changed settings'),
        make('p', { class: 'quiet' }, original
          ? `All others are those of ${original.name}.` : 'All others are those of the profile.'),
        this.#changes, this.#keys,
        make('button', { type: 'button', onclick: () => this.#addChange().focus() }, 'Change a setting')),
      make('div', { class: 'wide' }, this.#errors,
        make('button', { type: 'submit', class: 'main' }, original ? 'Start the clone' : 'Start the search')));
    this.element = make('div', {},
      make('h1', { tabindex: '-1' }, original ? `Clone ${original.name}` : 'New search'), this.#form);
    this.#settle();
  }

  get #base() {
    return flat(this.#original?.settings ?? this.#profiles[this.#form.elements.profile.value]);
  }

  /** What the fields show where they are empty. */
  #settle() {
    const base = this.#base;
    this.#keys.replaceChildren(...Object.keys(base).filter((key) => !(key in OWN)).map((key) => make('option', { value: key })));
    this.#form.elements.seed.placeholder = setting(base.seed);
    this.#changes.querySelectorAll('.change').forEach((row) => this.#hint(row));
  }

  #addChange() {
    const number = ++this.#rows;
    const row = make('div', { class: 'change' },
      make('label', { for: `key-${number}` }, 'Setting'),
      make('input', { id: `key-${number}`, class: 'key', list: 'keys', autocomplete: 'off', 'aria-describedby': `said-${number}`, oninput: () => this.#hint(row) }),
      make('label', { for: `value-${number}` }, 'Value'),
      make('input', { id: `value-${number}`, class: 'value', autocomplete: 'off', 'aria-describedby': `said-${number}` }),
      make('button', { type: 'button', 'aria-label': 'Leave this setting as it is', onclick: () => row.remove() }, '×'),
      make('p', { class: 'said', id: `said-${number}` }));
    this.#changes.append(row);
    return row.querySelector('.key');
  }

  #hint(row) {
    const value = this.#base[row.querySelector('.key').value.trim()];
    row.querySelector('.value').placeholder = value === undefined ? '' : setting(value);
  }

  #settings() {
    const base = this.#base;
    const settings = {};
    for (const [key, name] of Object.entries(OWN)) {
      const text = this.#form.elements[name].value.trim();
      if (text) {
        settings[key] = typed(text, base[key]);
      }
    }
    for (const row of this.#changes.querySelectorAll('.change')) {
      const key = row.querySelector('.key').value.trim();
      if (key) {
        settings[key] = typed(row.querySelector('.value').value.trim(), base[key]);
      }
    }
    return settings;
  }

  async #submit(event) {
    event.preventDefault();
    const submit = this.#form.querySelector('[type=submit]');
    if (submit.hasAttribute('aria-disabled')) {
      return;
    }
    this.#forget();
    submit.setAttribute('aria-disabled', 'true'); // and not disabled, which would lose the focus
    try {
      const name = this.#form.elements.name.value.trim() || undefined;
      const settings = this.#settings();
      const started = this.#original
        ? await send('POST', `experiments/${this.#original.id}/clone`, { name, settings })
        : await send('POST', 'experiments', { name, profile: this.#form.elements.profile.value, settings });
      tell(`${started.name} is started.`);
      location.hash = `#/experiments/${started.id}`;
    } catch (error) {
      submit.removeAttribute('aria-disabled');
      this.#refused(error);
    }
  }

  #forget() {
    this.#errors.replaceChildren();
    this.#form.querySelectorAll('.said').forEach((said) => said.replaceChildren());
    this.#form.querySelectorAll('[aria-invalid]').forEach((wrong) => wrong.removeAttribute('aria-invalid'));
  }

  /** Each fault stands at its field; those of settings that have none stand together. */
  #refused(error) {
    const elsewhere = [];
    for (const fault of error.errors ?? []) {
      const wrong = this.#fieldOf(fault.key);
      if (wrong) {
        wrong.setAttribute('aria-invalid', 'true');
        document.getElementById(wrong.getAttribute('aria-describedby').split(' ')[0]).textContent = fault.message;
      } else {
        elsewhere.push(fault.message);
      }
    }
    const words = error.errors?.length
      ? [`${error.errors.length === 1 ? 'One setting is' : `${error.errors.length} settings are`} wrong.`, ...elsewhere]
      : [error.message];
    this.#errors.replaceChildren(failure(words.join(' ')));
    this.#form.querySelector('[aria-invalid]')?.focus();
  }

  #fieldOf(key) {
    const own = OWN[key] ?? (['profile', 'name'].includes(key) ? key : null);
    if (own) {
      return this.#form.elements[own];
    }
    const row = [...this.#changes.querySelectorAll('.change')].find((one) => one.querySelector('.key').value.trim() === key);
    return row?.querySelector(key in this.#base ? '.value' : '.key');
  }
}

const input = (name, more = {}) => make('input', { id: name, name, autocomplete: 'off', ...more });

function field(id, label, control, words) {
  control.setAttribute('aria-describedby', `said-${id} words-${id}`);
  return make('div', { class: 'field' },
    make('label', { for: id }, label), control,
    make('p', { class: 'said', id: `said-${id}` }),
    make('p', { class: 'quiet', id: `words-${id}` }, words));
}
