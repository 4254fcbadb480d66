import { describe, expect, test } from 'vitest';
import { readSources, readText } from './source-files.js';

interface Manifest {
  readonly engines?: { readonly node?: string };
  readonly dependencies: Readonly<Record<string, string>>;
}

const { engines, dependencies } = JSON.parse(readText('package.json')) as Manifest;
const packages = Object.keys(dependencies);

/** The first version of Node that a range such as `>=20.19` or `^18 || >=20` takes in, as [major, minor]. */
function leastNode(range: string): readonly [number, number] {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return [Number(major), Number(minor)];
}

/** True when some line of the sources runs code of the package, and does not just name its types. */
function isRun(name: string): boolean {
  const pattern = new RegExp(
    `^(?!import type|export type).*(?:from|import\\()\\s*'${name}['/]`,
    'm',
  );
  return [...readSources().values()].some((text) => pattern.test(unwrap(text)));
}

/** Imports on one line each. */
function unwrap(text: string): string {
  return text.replaceAll(/\{[^{}]*\} from/g, (names) => names.replaceAll('\n', ' '));
}

describe('the Node versions that package.json promises', () => {
  const [major, minor] = leastNode(engines?.node ?? '');

  test('are stated', () => {
    expect([major, minor]).toEqual([20, 19]);
  });

  test.each(packages.filter(isRun))('are enough for %s', (name) => {
    const needed = (JSON.parse(readText(`node_modules/${name}/package.json`)) as Manifest).engines;
    const [leastMajor, leastMinor] = leastNode(needed?.node ?? '0');
    expect(leastMajor * 1000 + leastMinor).toBeLessThanOrEqual(major * 1000 + minor);
  });

  test('concern what is run: of the other packages only types are used', () => {
    expect(packages.filter((name) => !isRun(name))).toEqual([
      '@ai-sdk/provider',
      '@standard-schema/spec',
      '@types/json-schema',
    ]);
  });
});
