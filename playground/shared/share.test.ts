import { describe, expect, it } from 'vitest';
import { firstOwn } from './own.js';
import { settingsSchema } from './settings.js';
import { formatShare, parseShare, type Shared } from './share.js';

const shared: Shared = {
  settings: settingsSchema.parse({ speed: 'fast', faults: ['prose', 'commas'] }),
  layout: 'generated',
  own: { ...firstOwn, prompt: 'Größe? 😀' },
  text: '{"a":"→"}',
};

const encode = (value: unknown) => btoa(JSON.stringify(value));

describe('an address', () => {
  it('holds what is chosen, and gives it back', () => {
    const hash = formatShare('own', shared);
    expect(hash).toMatch(/^#\/own\?s=[\w-]+$/);
    expect(parseShare(hash ?? '')).toEqual({ shared });
  });

  it('without anything of the kind is no share', () => {
    for (const hash of ['', '#/travel', '#/travel?x=1']) expect(parseShare(hash)).toBeUndefined();
  });

  it('is not made when it would be too long', () => {
    expect(formatShare('own', { ...shared, text: 'x'.repeat(7000) })).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['no JSON', btoa('{"a":')],
    ['no UTF-8', btoa('"\u00ff"')],
    ['something else', encode({ a: 1 })],
    [
      'an endpoint',
      encode({ ...shared, own: undefined, text: '', source: { baseURL: 'http://x' } }),
    ],
    ['a setting nobody knows', encode({ settings: { speed: 'warp' }, layout: 'made' })],
    [
      'a schema too long',
      encode({ settings: {}, layout: 'made', own: { prompt: '', notation: '' } }),
    ],
    ['too much', 'A'.repeat(8001)],
  ])('that holds %s is refused in words', (_, text) => {
    expect(parseShare(`#/own?s=${text}`)?.problem).toMatch(/^This link/);
  });
});
