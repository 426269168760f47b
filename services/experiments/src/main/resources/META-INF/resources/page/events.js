/**
 * Event streams (Server-Sent Events). Read by fetch and not by EventSource, which could not carry the key.
 */
import { Problem, ask } from './requests.js';

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 15_000;
const SILENCE = 45_000; // ms without the sign of life that comes every 15 s: the stream is dead, whatever the connection says

/**
 * Follows a stream from now on; takes it up where it broke off, after ever longer pauses while the service is away.
 *
 * @param {string} path below /v1
 * @param {{event: (kind: string, data: any) => void, connected: (is: boolean) => void, isOver: () => Promise<boolean>}} listener
 *     isOver is asked when the service ends the stream: whether nothing more can come
 * @param {AbortSignal} signal ends it
 * @throws {Problem} when the service refuses
 */
export async function follow(path, listener, signal) {
  let last = '';
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    const silence = new Silence();
    try {
      const headers = { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) };
      const begun = { headers, signal: AbortSignal.any([signal, silence.signal]) };
      const body = await ask(`v1/${path}`, begun, (response) => response.body);
      listener.connected(true);
      await read(body, silence, (event) => {
        wait = FIRST_WAIT;
        last = event.id || last;
        listener.event(event.kind, JSON.parse(event.data));
      });
      if (await listener.isOver()) {
        return;
      }
    } catch (error) {
      if (error instanceof Problem && error.status >= 400 && error.status < 500) {
        throw error;
      }
    } finally {
      silence.end();
    }
    if (!signal.aborted) {
      listener.connected(false);
      await pause(wait, signal);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
  }
}

/** Ends a request of which nothing was heard for too long. */
class Silence {
  #controller = new AbortController();
  #timer;

  get signal() {
    return this.#controller.signal;
  }

  begin() {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), SILENCE);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/** @param {ReadableStream<Uint8Array>} body */
async function read(body, silence, take) {
  let rest = '';
  silence.begin();
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    silence.begin();
    const blocks = (rest + value.replaceAll('\r\n', '\n')).split('\n\n');
    rest = blocks.pop();
    blocks.map(parsed).filter((event) => event.data).forEach(take);
  }
}

/** A block of lines as the HTML standard has it, section 9.2.6; comments are signs of life. */
function parsed(block) {
  const event = { id: '', kind: 'message', data: '' };
  for (const line of block.split('\n')) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === 'data') {
      event.data += event.data ? `\n${value}` : value;
    } else if (field === 'id') {
      event.id = value;
    } else if (field === 'event') {
      event.kind = value;
    }
  }
  return event;
}

function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
