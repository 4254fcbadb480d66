import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInstantParser, isFieldEvent } from '../protocol/index.js';
import { createJsonWriter } from './json-writer.js';

test('The pieces add up to what JSON.stringify makes of the value, however its text is cut.', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 9 }), (value, size) => {
      const text = JSON.stringify(value);
      const parser = createInstantParser({ strict: true });
      const writer = createJsonWriter();
      let written = '';
      const write = (events: ReturnType<typeof parser.feed>) => {
        for (const event of events)
          if (isFieldEvent(event)) written += writer.write(event, event.segments);
      };
      for (let at = 0; at < text.length; at += size) write(parser.feed(text.slice(at, at + size)));
      write(parser.end());
      expect(written).toBe(text);
    }),
  );
});
