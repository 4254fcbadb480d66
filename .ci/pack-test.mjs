// @ts-check
// In: dist/, built. Out: proof that the packed tarball works in an app that has never seen this repository:
// its types with skipLibCheck off and model objects of every AI SDK, its bundle by Vite, every door imported by Node,
// its command run.
// The app lives in a temporary folder and goes away with it.

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';
import { tool } from './tool.mjs';

/** What the app needs besides the tarball, in the versions this repository uses. */
const APP_PACKAGES = [
  '@tanstack/react-query',
  'react',
  'react-dom',
  // That of `fieldwise/testing/react`, and what it asks for itself.
  '@testing-library/dom',
  '@testing-library/react',
  // Those of `fieldwise/markdown`, which only who uses it installs.
  'react-markdown',
  'remend',
  // That of `fieldwise/agent/files` and `fieldwise/flow/files`.
  'yaml',
  'zod',
  '@types/react',
  '@types/react-dom',
  'typescript',
  'vite',
];

/**
 * Each generation of the AI SDK's model interface. They are installed here and not for this repository, because the
 * newest asks for a newer Node than this package does; only its types are looked at.
 */
const MODEL_PACKAGES = {
  'ai-sdk-provider-2': 'npm:@ai-sdk/provider@2.0.5',
  'ai-sdk-provider-3': 'npm:@ai-sdk/provider@3.0.19',
  'ai-sdk-provider-4': 'npm:@ai-sdk/provider@4.0.38',
};

/** @type {{ exports: Record<string, unknown>; devDependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const app = mkdtempSync(join(tmpdir(), 'fieldwise-pack-'));

try {
  await runCommand(['npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', app]);
  const tarball = readdirSync(app).find((name) => name.endsWith('.tgz'));
  cpSync('.ci/pack-app', app, { recursive: true });
  writeFileSync(join(app, 'package.json'), JSON.stringify(appManifest(tarball), null, 2));
  writeFileSync(join(app, 'doors.mjs'), importDoors());
  await runCommand(['npm', 'install', '--no-audit', '--no-fund', '--no-package-lock'], {
    cwd: app,
  });
  for (const command of [
    [...tool('tsc'), '-p', '.'],
    [...tool('vite'), 'build'],
    [process.execPath, 'doors.mjs'],
    ['npm', 'exec', '--offline', '--', 'fieldwise', '--version'],
  ]) {
    await runCommand(command, { cwd: app });
  }
} finally {
  rmSync(app, { recursive: true, force: true });
}

/** @param {string | undefined} tarball */
function appManifest(tarball) {
  const versions = APP_PACKAGES.map((name) => [name, manifest.devDependencies[name]]);
  const dependencies = {
    ...Object.fromEntries(versions),
    ...MODEL_PACKAGES,
    fieldwise: `file:./${tarball}`,
  };
  return { name: 'pack-app', version: '0.0.0', private: true, type: 'module', dependencies };
}

/** A script that imports each door and fails on one that gives nothing. */
function importDoors() {
  const doors = Object.keys(manifest.exports).filter((door) => !door.endsWith('.json'));
  const names = doors.map((door) => `fieldwise${door.slice(1)}`);
  return `for (const door of ${JSON.stringify(names)}) {
  const count = Object.keys(await import(door)).length;
  if (count === 0) throw new Error(door + ' exports nothing');
  console.log(door, count);
}
`;
}
