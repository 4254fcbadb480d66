import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureDoor } from '../../.ci/measure-doors.mjs';
import { root } from './source-files.js';

interface Cell {
  readonly ms?: number;
  readonly overFloor?: number | null;
  readonly stoppedAfterMs?: number;
}

type Speed = Readonly<Record<string, Cell>>;

interface ParseResults {
  readonly speed: Readonly<Record<string, Readonly<Record<string, Speed>>>>;
  readonly growth: Readonly<
    Record<string, Readonly<Record<string, { readonly exponent: number }>>>
  >;
}

interface AgentResults {
  readonly answers: Readonly<
    Record<string, Readonly<Record<string, { readonly overFloor: number }>>>
  >;
  readonly shared: Readonly<Record<string, Readonly<Record<string, { readonly ms: number }>>>>;
}

interface RendersResults {
  readonly scenes: Readonly<
    Record<string, Readonly<Record<string, { readonly totalRenders: number }>>>
  >;
}

interface WireResults {
  readonly corpora: Readonly<Record<string, { readonly bytes: Readonly<Record<string, number>> }>>;
}

/** A table of two figures is read at a glance: they are rounded, and may be off by that much. */
const ROUNDING = 0.05;

const { speed, growth } = read('parse') as ParseResults;
const { answers, shared } = read('agent') as AgentResults;
const { scenes } = read('renders') as RendersResults;
const { corpora } = read('wire') as WireResults;
const readme = readFileSync(`${root}/README.md`, 'utf8');

const AI_SDK = 'AI SDK parsePartialJson';
const scene = scenes['200 fields, a chunk per task, as fast as they go'];
const wire = corpora['bullets 2 KB, 438 chunks']?.bytes;
const react = await measureDoor('./react');
const firstScreen = await measureDoor('./react', [
  'useInstantStream',
  'StructuredField',
  'StructuredList',
]);

test.each([
  ['200 KB in chunks of about 4', ...ratios('objects 200 KB', 'jsonriver', AI_SDK)],
  ['2 KB of bullet points', ...ratios('bullets 2 KB', 'jsonriver', AI_SDK)],
  ['1 MB of long strings', ...ratios('long strings 1 MB', 'jsonriver', AI_SDK)],
  ['200 KB with a zod schema', ratio('objects 200 KB', 'fieldwise + schema')],
  ['growth of that work', exponent('fieldwise tolerant'), exponent(AI_SDK)],
  [
    'a model’s 20 KB over HTTP',
    overProvider('fieldwise, events'),
    overProvider('AI SDK streamText, Output.object'),
  ],
  [
    '100 readers of the text',
    readersSeconds('fieldwise, text'),
    readersSeconds('the provider’s stream, tee()'),
    readersSeconds('AI SDK streamText, textStream'),
  ],
  ['200 fields at full speed', renders('fieldwise'), renders('useObject'), renders('floor')],
  [
    '2 KB in 438 chunks',
    kilobytes('fieldwise, flushed per chunk'),
    kilobytes('partial object per chunk'),
  ],
  ['the hook, a field and a list', firstScreen.gzip / 1000],
  ['all of `fieldwise/react`', react.gzip / 1000],
])('the README says what was measured of %s', (label, ...measured) => {
  const told = figuresOf(label);
  expect(told).toHaveLength(measured.length);
  for (const [index, figure] of told.entries()) {
    const expected = Number(measured[index]);
    expect(Math.abs(figure - expected)).toBeLessThanOrEqual(expected * ROUNDING);
  }
});

/** The numbers of a row, without those of its label. */
function figuresOf(label: string): readonly number[] {
  const row = readme.split('\n').find((line) => line.startsWith(`| ${label}`));
  const figures = row?.split('|').slice(2).join(' ').replaceAll(',', '') ?? '';
  return [...figures.matchAll(/\d+(?:\.\d+)?/g)].map(([figure]) => Number(figure));
}

function ratios(corpus: string, ...others: readonly string[]): readonly number[] {
  return ['fieldwise tolerant', ...others].map((name) => ratio(corpus, name));
}

/** CPU as a multiple of the floor; of those that were stopped, what they had taken by then. */
function ratio(corpus: string, name: string): number {
  const measured = speed['~4']?.[corpus];
  const cell = measured?.[name];
  const floorMs = measured?.['floor']?.ms ?? Number.NaN;
  return cell?.overFloor ?? (cell?.stoppedAfterMs ?? Number.NaN) / floorMs;
}

function exponent(name: string): number {
  return growth['objects']?.[name]?.exponent ?? Number.NaN;
}

function overProvider(name: string): number {
  return answers['20 KB, over HTTP']?.[name]?.overFloor ?? Number.NaN;
}

function readersSeconds(name: string): number {
  return (shared['together']?.[name]?.ms ?? Number.NaN) / 1000;
}

function renders(name: string): number {
  return scene?.[name]?.totalRenders ?? Number.NaN;
}

function kilobytes(name: string): number {
  return (wire?.[name] ?? Number.NaN) / 1000;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`${root}/bench/results/${name}.json`, 'utf8'));
}
