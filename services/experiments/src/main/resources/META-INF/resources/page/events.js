/**
 * An experiment's event stream (Server-Sent Events). Read by fetch and not by EventSource, which could not carry the key.
 */
import { Problem, answer } from './api.js';

const FIRST_WAIT = 500; // ms
const LONGEST_WAIT = 15_000;

/**
 * Follows a stream from a position on; goes on where it broke off, after ever longer pauses while the service is away.
 *
 * @param {string} id of the experiment
 * @param {number|string} position after which it begins
 * @param {{event: (kind: string, data: any) => void, connected: (is: boolean) => void}} listener
 * @param {AbortSignal} signal ends it
 * @returns {Promise<void>} when the experiment has ended and all its events have come
 */
export async function follow(id, position, listener, signal) {
  let last = String(position);
  let wait = FIRST_WAIT;
  while (!signal.aborted) {
    try {
      const response = await answer(`experiments/${id}/events`, {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': last },
        signal,
      });
      listener.connected(true);
      wait = FIRST_WAIT;
      await read(response.body, (event) => {
        last = event.id || last;
        listener.event(event.kind, JSON.parse(event.data));
      });
      return;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof Problem && error.status >= 400 && error.status < 500) {
        throw error;
      }
      listener.connected(false);
      await pause(wait, signal);
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
  }
}

/** @param {ReadableStream<Uint8Array>} body */
async function read(body, take) {
  let rest = '';
  for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
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
