import { describe, expect, test } from 'vitest';
import { readText } from './source-files.js';

interface Manifest {
  readonly engines?: { readonly node?: string };
}

interface Lock {
  readonly packages: Readonly<Record<string, Manifest>>;
}

const { engines } = JSON.parse(readText('package.json')) as Manifest;

/** The first version of Node that a range such as `>=20.19` or `^18 || >=20` takes in: 20.019 stands for 20.19. */
function leastNode(range: string): number {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return Number(major) + Number(minor) / 1000;
}

describe('the Node version that package.json promises', () => {
  const promised = leastNode(engines?.node ?? '');

  test('is stated', () => {
    expect(promised).toBe(20.019);
  });

  // npm warns of a package that asks for more, types or not; yarn refuses it.
  test.each(['package-lock.json', 'examples/nextjs/package-lock.json'])(
    'is enough for every package in %s',
    (lock) => {
      const { packages } = JSON.parse(readText(lock)) as Lock;
      const needy = Object.entries(packages).filter(
        ([, manifest]) => leastNode(manifest.engines?.node ?? '0') > promised,
      );
      expect(needy.map(([path]) => path)).toEqual([]);
    },
  );
});
