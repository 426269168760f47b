import { upscale } from './api.js';
import { ImageSlot } from './images.js';
import { KeyForm } from './key.js';
import { ModelChoice } from './models.js';
import { picker } from './picker.js';
import { Problem, whenAKeyIsNeeded } from './requests.js';
import { ResultView } from './result.js';
import { pixels, resultName, size, time } from './words.js';

/** @returns {any} the element of that id */
const part = (id) => document.getElementById(id);

const preview = new ImageSlot(part('preview'));
const result = new ResultView(part);
const choice = new ModelChoice({
  choice: part('choice'),
  select: part('model'),
  facts: part('model-facts'),
  none: part('no-model'),
  title: part('no-model-title'),
  reason: part('no-model-reason'),
});

let chosen = null; // the file
let running = null; // the AbortController of the request that runs

const keyForm = new KeyForm({ form: part('key-form'), input: part('key'), words: part('key-words') });
whenAKeyIsNeeded((words, signal) => keyForm.ask(words, signal));

picker(part('file'), part('drop-here'), choose);
part('request').addEventListener('submit', (event) => {
  event.preventDefault();
  enlarge();
});
part('cancel').addEventListener('click', () => running?.abort());
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') {
    running?.abort();
  }
});
part('look-again').addEventListener('click', loadModels);
loadModels();

async function loadModels() {
  await choice.load();
  settle();
}

/** Takes a file in the place of the one before; what ran for that one ends. */
async function choose(file, others) {
  running?.abort();
  running = null;
  chosen = file;
  result.clear();
  tellError('');
  part('file-name').textContent = file.name;
  part('file-facts').textContent = size(file.size);
  tell(`${file.name} is chosen.${others > 0 ? ' One image at a time: the others were left out.' : ''}`);
  settle();
  const dimensions = await preview.show(file);
  if (file === chosen) {
    part('preview').hidden = dimensions === null;
    part('file-facts').textContent = [dimensions && pixels(dimensions), size(file.size)].filter(Boolean).join(', ');
  }
}

async function enlarge() {
  const model = choice.chosen;
  if (!chosen || !model || running) {
    return;
  }
  const file = chosen;
  const abort = new AbortController();
  running = abort;
  result.clear();
  tellError('');
  tell(`Enlarging ${file.name} …`);
  settle();
  const stopClock = clock();
  try {
    const format = new FormData(part('request')).get('format');
    const enlarged = await upscale(file, { model: model.id, format }, abort.signal);
    const shown = await result.show(
      file,
      enlarged,
      resultName(file.name, model.scale, enlarged.image.type),
      abort.signal);
    if (running === abort) {
      tell(`${file.name} is enlarged to ${pixels(shown)} in ${time(enlarged.wholeTime)}.`);
      result.focus();
    }
  } catch (error) {
    if (running === abort) {
      failed(error, file);
    }
  } finally {
    stopClock();
    if (running === abort) {
      running = null;
      settle();
    }
  }
}

function failed(error, file) {
  result.clear();
  if (error.name === 'AbortError') {
    tell(`Cancelled; ${file.name} is still chosen.`);
  } else if (error instanceof Problem) {
    tell('');
    tellError(error.message);
  } else {
    tell('');
    tellError('The page failed on this image.');
    throw error;
  }
}

/** Shows the seconds that pass; the function that it returns ends that. */
function clock() {
  const begin = performance.now();
  const tick = () => { part('elapsed').textContent = `${Math.floor((performance.now() - begin) / 1000)} s`; };
  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

/** Shows which actions there are now. The focus stays on an action. */
function settle() {
  const busy = running !== null;
  const focus = document.activeElement === part('enlarge') || document.activeElement === part('cancel');
  part('progress').hidden = !busy;
  part('cancel').hidden = !busy;
  part('enlarge').hidden = busy;
  part('enlarge').disabled = !chosen || !choice.chosen;
  if (focus) {
    part(busy ? 'cancel' : 'enlarge').focus();
  }
}

function tell(words) {
  part('status').textContent = words;
}

function tellError(words) {
  part('error').textContent = words;
}
