// In: what a bench found. Out: a table on the screen and the latest result under bench/results/, as JSON and Markdown.
// Says what machine it was, never whose or where.
// Knows nothing of what the numbers mean.

import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, totalmem } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export function machine(): Machine {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() || 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}

/** A Markdown table whose columns line up when read as plain text, too. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? '', width, column > 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column > 0 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function pad(text: string, width: number, toTheRight: boolean): string {
  return toTheRight ? text.padStart(width) : text.padEnd(width);
}

/** Three significant figures at most, thousands separated. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export interface Report {
  readonly name: string;
  readonly title: string;
  /** Was it a shortened run? Such a run prints and does not replace the committed result. */
  readonly isQuick: boolean;
  readonly data: unknown;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
}

/** Prints a report; a full run also replaces `bench/results/<name>.json` and `.md`. */
export function publish({ name, title, isQuick, data, sections }: Report): void {
  const facts = machine();
  const about = `Node ${facts.node}, ${facts.cpu}, ${facts.cores} cores, ${facts.system}. Repeat with \`npm run bench -- ${name}\`.`;
  const body = sections.map((section) => `## ${section.title}\n\n${section.text}\n`).join('\n');
  const text = `# ${title}\n\n${about}\n\n${body.trimEnd()}\n`;
  process.stdout.write(`${text}\n`);
  if (isQuick) return;
  mkdirSync('bench/results', { recursive: true });
  writeFileSync(
    `bench/results/${name}.json`,
    `${JSON.stringify({ machine: facts, ...Object(data) }, null, 2)}\n`,
  );
  writeFileSync(`bench/results/${name}.md`, text);
}
