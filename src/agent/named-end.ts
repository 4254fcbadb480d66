// In: the stream of an endpoint, as it came. Out: the same; where it says that it is over, but not why, with a reason before.
// Some servers name none. What they end by their own word is whole; a stream that breaks has no such word.
// Knows nothing of what the frames say.

const REASON = /"finish_reason"\s*:\s*"/;
/** Longer than what the reason is known by: it may come in two pieces. */
const TAIL = 32;
const STOP = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';

export function withNamedEnd(response: Response): Response {
  const { body, status, headers } = response;
  if (body === null) return response;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let tail = '';
  let hasReason = false;
  let hasBegun = false;
  const named = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) return controller.close();
      const text = decoder.decode(value, { stream: true });
      const seen = tail + text;
      hasReason ||= REASON.test(seen);
      hasBegun ||= seen.includes('"choices"');
      tail = seen.slice(-TAIL);
      const at = hasReason || !hasBegun ? -1 : text.search(/^data: \[DONE\]/m);
      if (at < 0) return controller.enqueue(value);
      // From there on a character is a byte.
      const end = value.length - (text.length - at);
      controller.enqueue(value.subarray(0, end));
      controller.enqueue(new TextEncoder().encode(STOP));
      controller.enqueue(value.subarray(end));
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(named, { status, headers });
}
