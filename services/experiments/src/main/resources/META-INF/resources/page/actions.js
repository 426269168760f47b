/** What can be done with an experiment: pause, resume, stop, clone, delete. */
import { send } from './api.js';
import { make, tell } from './dom.js';

const RUNS = new Set(['REQUESTED', 'RUNNING']);
const ENDED = new Set(['COMPLETED', 'FAILED', 'STOPPED']);

/** @param {string} state */
export const isEnded = (state) => ENDED.has(state);

/**
 * Buttons for what an experiment's state allows.
 *
 * @param {{id: string, name: string, state: string}} experiment
 * @param {{done: (deleted: boolean) => void, notice: import('./dom.js').Notice}} listener
 */
export function actions(experiment, { done, notice }) {
  const { id, name, state } = experiment;
  const act = (words, method, path, said, more = {}) => make('button', {
    type: 'button',
    class: more.grave ? 'grave' : null,
    'data-focus': `${words} ${id}`,
    'aria-label': `${words} ${name}`,
    onclick: async ({ currentTarget: button }) => {
      if (button.hasAttribute('aria-disabled') || more.ask && !confirm(more.ask)) {
        return;
      }
      notice.say('');
      button.setAttribute('aria-disabled', 'true'); // and not disabled, which would lose the focus
      try {
        await send(method, `experiments/${id}${path}`);
        tell(`${name}: ${said}`);
        done(method === 'DELETE');
      } catch (error) {
        notice.say(`${words} failed: ${error.message}`);
      } finally {
        button.removeAttribute('aria-disabled');
      }
    },
  }, words);
  return make('div', { class: 'actions', role: 'group', 'data-focus': id, 'aria-label': `Actions on ${name}` },
    RUNS.has(state) && act('Pause', 'POST', '/pause', 'will pause when its running work is done.'),
    state === 'PAUSED' && act('Resume', 'POST', '/resume', 'goes on.'),
    !isEnded(state) && state !== 'STOPPING' && act('Stop', 'POST', '/stop', 'stops when its running work is done.',
      { grave: true, ask: `Stop ${name} for good, without a winner?` }),
    make('a', { class: 'button', href: `#/start/${id}`, 'aria-label': `Clone ${name}` }, 'Clone'),
    isEnded(state) && act('Delete', 'DELETE', '', 'is deleted.',
      { grave: true, ask: `Delete ${name}? Its trials and curves go; a model that was promoted stays.` }));
}

/** A state as a coloured word. @param {string} state */
export const badge = (state) => make('span', { class: `badge ${state.toLowerCase()}` }, state.toLowerCase());
