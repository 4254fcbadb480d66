// In: what a model object answered with, beside its stream. Out: whether it was one JSON body, and the error for that.
// Clients of providers look for a stream in it and find nothing: the answer was given, and cannot be had any more.
// Knows nothing of what it says.

import { UnsoundModel } from './model-failed.js';
import { read } from './read-cause.js';

/** It would be given, paid for and lost once more. */
export class JsonBody extends UnsoundModel {
  constructor() {
    super(
      'its address answered with one JSON body in the place of a stream, and the client of its provider reads none. ' +
        'Have it stream, or give the address itself: model: { baseURL, model } reads both.',
    );
  }
}

/** By the headers that came, where the client of the provider shows them. */
export function isJsonBody(answer: unknown): boolean {
  const headers = read(read(answer, 'response'), 'headers');
  return /^application\/json\b/i.test(String(read(headers, 'content-type')));
}
