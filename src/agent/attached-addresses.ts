// In: a model object, and messages with files that are addresses. Out: nothing, or an error that names the one it does not take.
// Nothing is fetched here in a provider's place: an address of a user's may lead to where only this machine gets.
// Knows nothing of how models are called.

import type { LanguageModel } from './ai-sdk-model.js';
import { AgentError } from './error.js';
import type { ModelMessage } from './model.js';
import { read } from './read-cause.js';

/**
 * Images on the web go to every provider. What else a model fetches itself, it says by media types and patterns.
 * @throws {AgentError} `invalid-prompt`
 */
export async function checkAddresses(
  model: LanguageModel,
  messages: readonly ModelMessage[],
): Promise<void> {
  const supported: unknown = await read(model, 'supportedUrls');
  if (typeof supported !== 'object' || supported === null) return;
  const patterns = Object.entries(supported);
  for (const { data, mediaType } of messages.flatMap(({ attachments = [] }) => attachments)) {
    if (!(data instanceof URL)) continue;
    if (/^https?:$/.test(data.protocol) && mediaType.startsWith('image/')) continue;
    const isTaken = patterns.some(
      ([type, urls]) => isOf(type, mediaType) && Array.isArray(urls) && urls.some(matches(data)),
    );
    if (isTaken) continue;
    throw new AgentError(
      'invalid-prompt',
      `The slot \`attachment\` holds an address on ${data.protocol}//${data.host} of \`${mediaType}\`, which the model does not fetch. Fetch it, and attach its bytes.`,
    );
  }
}

function isOf(type: string, mediaType: string): boolean {
  const start = type
    .toLowerCase()
    .replace(/^\*(?:\/\*)?$/, '')
    .replace('*', '');
  const is = mediaType.toLowerCase();
  return start === '' || start.endsWith('/') ? is.startsWith(start) : is === start;
}

function matches({ href }: URL): (pattern: unknown) => boolean {
  return (pattern) => pattern instanceof RegExp && href.search(pattern) !== -1;
}
