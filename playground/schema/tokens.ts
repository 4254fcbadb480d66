// In: the text of a notation. Out: its words, texts, numbers and marks, each with its place.
// Knows nothing of what they mean.

import { SchemaError } from './schema-error.js';

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'mark' | 'end';
  /** What is written; of a text, what it says. */
  readonly value: string;
  readonly at: number;
}

const TOKEN =
  /(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<number>-?\d+(?:\.\d+)?)|(?<text>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\.)*`)|(?<mark>[()[\]{}.,:;=])/uy;

/** @throws {SchemaError} at what is none of them. */
export function toTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match?.groups) throw new SchemaError(text, at, strange(text, at));
    const { name, number, text: quoted, mark } = match.groups;
    if (name !== undefined) tokens.push({ kind: 'name', value: name, at });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number, at });
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: unquote(quoted), at });
    else if (mark !== undefined) tokens.push({ kind: 'mark', value: mark, at });
    at += match[0].length;
  }
  return [...tokens, { kind: 'end', value: 'the end', at: text.length }];
}

function strange(text: string, at: number): string {
  const [character = ''] = text.slice(at, at + 2);
  if (/['"`]/.test(character))
    return 'This text in quotes does not end on its line, or has ${…} in it. Close it, and write it without expressions.';
  return `“${character}” has no meaning here. Only calls like z.string(), names, texts, numbers, lists and objects do; functions are not read.`;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\(?:u([\da-f]{4})|([\s\S]))/gi, (_, code: string | undefined, plain: string) =>
      code === undefined
        ? (ESCAPES[plain] ?? plain)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
