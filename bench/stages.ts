// In: the corpora and --quick. Out: bench/results/stages: what each stage of reading adds, in CPU per chunk of about four.
// Each stage is run with all before it and without those after; what it adds is the difference.
// Knows nothing of other libraries.

import { createInstantParser, isFieldEvent, type InstantEvent } from '../src/index.js';
import { TextReader, type JsonSink } from '../src/json/index.js';
import { CHUNKINGS, createCorpora, cut } from './corpora.js';
import { cpuMs, median } from './measure.js';
import { figure, publish, table } from './results.js';

const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 12 : 40;
/** Rounds in which engines still compile. */
const WARM_UP = ROUNDS / 2;
const TURN_MS = 25;

type Run = (chunks: readonly string[]) => unknown;

const deaf = (): JsonSink => ({
  key: () => false,
  start: () => undefined,
  append: () => undefined,
  end: () => undefined,
  scalar: () => undefined,
  reopen: () => '',
  shorten: () => false,
  unlist: () => undefined,
  revise: () => undefined,
});

/** Reads with a listener to every event. */
const reading =
  (look: (event: InstantEvent) => number): Run =>
  (chunks) => {
    const parser = createInstantParser();
    let seen = 0;
    for (const chunk of chunks) for (const event of parser.feed(chunk)) seen += look(event);
    return seen + parser.end().length;
  };

const STAGES: Readonly<Record<string, Run>> = {
  'the grammar, telling nobody': (chunks) => {
    const reader = new TextReader({ createSink: deaf });
    for (const chunk of chunks) reader.feed(chunk);
    reader.end();
  },
  '+ the value and the events': (chunks) => {
    const parser = createInstantParser();
    let seen = 0;
    for (const chunk of chunks) seen += parser.feed(chunk).length;
    return seen + parser.end().length;
  },
  '+ reading type, path and value': reading((event) =>
    isFieldEvent(event) && event.value !== undefined ? event.path.length : 0,
  ),
  '+ reading wildcardPath, too': reading((event) =>
    isFieldEvent(event) && event.value !== undefined
      ? event.path.length + event.wildcardPath.length
      : 0,
  ),
};

/** CPU nanoseconds per chunk, stage by stage; stages take turns. */
async function measure(chunks: readonly string[]): Promise<number[]> {
  const turns = Object.values(STAGES).map((run) => ({ run, repeats: 1, costs: [] as number[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const turn of turns) {
      const cost = await cpuMs(() => {
        for (let repeat = 0; repeat < turn.repeats; repeat += 1) turn.run(chunks);
      });
      turn.costs.push(cost / turn.repeats);
      turn.repeats = Math.max(1, Math.round((TURN_MS * turn.repeats) / cost));
    }
  }
  return turns.map(({ costs }) => (median(costs.slice(WARM_UP)) * 1e6) / chunks.length);
}

const data: Record<string, { chunks: number; nsPerChunk: number[] }> = {};
for (const { name, text } of createCorpora()) {
  process.stderr.write(`${name}\n`);
  const chunks = cut(text, CHUNKINGS['~4'] ?? { size: 4 });
  data[name] = { chunks: chunks.length, nsPerChunk: await measure(chunks) };
}

const columns = Object.entries(data);
publish({
  name: 'stages',
  title: 'Where the time goes',
  isQuick,
  data: { stages: Object.keys(STAGES), corpora: data },
  sections: [
    {
      title: 'CPU nanoseconds per chunk of about four characters, each stage with all before it',
      text: table(
        ['', ...columns.map(([name]) => name)],
        [
          ...Object.keys(STAGES).map((stage, index) => [
            stage,
            ...columns.map(([, { nsPerChunk }]) => figure(nsPerChunk[index] ?? Number.NaN)),
          ]),
          ['chunks', ...columns.map(([, { chunks }]) => chunks.toLocaleString('en-US'))],
        ],
      ),
    },
  ],
});
