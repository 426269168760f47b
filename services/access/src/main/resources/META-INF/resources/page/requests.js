/** Requests to a service's HTTP API: they carry the key, have a time limit, and say in words what is wrong. */
import { keyHeaders } from './key.js';

const LIMIT = 30_000; // ms

let askForKey = async (words) => { throw new Problem(words, 401); };

/** @param {(words: string, signal?: AbortSignal) => Promise<void>} ask is called when the service asks for a key */
export function whenAKeyIsNeeded(ask) {
  askForKey = ask;
}

/** A request that got no answer, or one that says what is wrong. */
export class Problem extends Error {
  /** @param {string} words @param {number} [status] of HTTP @param {{key: string, message: string}[]} [errors] each setting that is wrong */
  constructor(words, status = 0, errors = []) {
    super(words);
    this.status = status;
    this.errors = errors;
  }
}

/**
 * What a service answers, once it is no error.
 *
 * @template T
 * @param {string} path
 * @param {RequestInit} request its signal ends it
 * @param {(response: Response) => T | Promise<T>} read the answer; as long as it does, the time limit holds
 * @param {number} [limit] ms for an attempt; 0 for as long as it takes
 * @returns {Promise<T>}
 */
export async function ask(path, request, read, limit = LIMIT) {
  for (;;) {
    const answer = await within(limit, request.signal, async (signal) => {
      const headers = { ...request.headers, ...keyHeaders() };
      const response = await fetch(path, { ...request, headers, signal });
      return response.ok ? { read: await read(response) } : { problem: await problem(response) };
    });
    if (!answer.problem) {
      return answer.read;
    }
    if (answer.problem.status !== 401) {
      throw answer.problem;
    }
    await askForKey(answer.problem.message, request.signal);
  }
}

async function within(limit, signal, attempt) {
  const late = new AbortController();
  const timer = limit > 0 ? setTimeout(() => late.abort(), limit) : undefined;
  try {
    return await attempt(AbortSignal.any([late.signal, ...(signal ? [signal] : [])]));
  } catch (error) {
    signal?.throwIfAborted();
    if (late.signal.aborted) {
      throw new Problem(`The service has not answered within ${limit / 1000} seconds.`);
    }
    throw error instanceof SyntaxError
      ? new Problem('The service answered what this page cannot read.')
      : new Problem('The service cannot be reached. Is it running?');
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer says is wrong, as RFC 9457 has it; a proxy in between may say less. */
async function problem(response) {
  try {
    const { detail, title, errors } = await response.json();
    return new Problem(detail || title || `The service answered ${response.status}.`, response.status, errors ?? []);
  } catch {
    return new Problem(`The service answered ${response.status} ${response.statusText}`.trim(), response.status);
  }
}
