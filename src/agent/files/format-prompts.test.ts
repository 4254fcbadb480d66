import { expect, test } from 'vitest';
import { refusals } from '../../../tests/support/refusal.js';
import { createScriptedModel } from '../../testing/index.js';
import type { AgentRequest } from '../agent-request.js';
import { createAgent } from '../create-agent.js';
import { createSession } from '../create-session.js';
import { AgentError } from '../error.js';
import { formatPrompts, formatSession, parsePrompts, parseSession } from './index.js';

const blank = createAgent({ model: createScriptedModel({ text: 'Yes.' }) });
const refusalOf = refusals(AgentError);

const full = blank
  .rule(['r'])
  .chatHistory([{ role: 'user', content: 'old' }])
  .info({ b: 1, a: 2 })
  .attachment({ type: 'image', image: 'https://a.example/x.png' });
const parted = blank.section('A', 'one').section('B', 'two');

test.each<[string, AgentRequest, AgentRequest]>([
  ['the conversation emptied', full, full.chatHistory([]).input('q')],
  ['the attachments emptied', full, full.attachment([]).input('q')],
  ['the same facts in another order', full, full.info({ a: 2, b: 1 }).input('q')],
  ['an emptied list of rules', full, full.rule([]).input('q')],
  ['no text in the place of rules', full, full.rule('').input('q')],
  ['sections in another order', parted, blank.section('B', 'two').section('A', 'one').input('q')],
  ['sections that the agent has not', parted, blank.section('C', 'three').input('q')],
  ['nothing of the agent', full, blank.input('q')],
])('a request with %s is the same when it is read again', (_, agent, request) => {
  const others = { x: request, plain: agent.input('z') };
  for (const format of ['yaml', 'json'] as const) {
    const file = parsePrompts(formatPrompts(others, { agent, format }));
    expect(file.request(blank, 'x').getMessages()).toEqual(request.getMessages());
    expect(file.request(blank, 'plain').getMessages()).toEqual(others.plain.getMessages());
  }
});

test('plain JavaScript is told what it passes', () => {
  const x = blank.input('q');
  const calls = {
    environment: () => parsePrompts('input: x', { environment: {} } as never),
    buffer: () => parsePrompts(new TextEncoder().encode('input: x') as never),
    'no options': () => parsePrompts('input: x', null as never),
    'no session text': () => parseSession(undefined as never),
    fromat: () => formatPrompts({ x }, { fromat: 'json' } as never),
    xml: () => formatPrompts({ x }, { format: 'xml' } as never),
    'one request': () => formatPrompts(x as never),
    'no request': () => formatPrompts({ x: 'q' } as never),
    'no agent': () => formatPrompts({ x }, { agent: {} } as never),
    'a session as xml': () => formatSession(createSession(), { format: 'xml' } as never),
  };
  const codes = Object.entries(calls).map(([name, call]) => [name, refusalOf(call).code]);
  expect(codes).toEqual(Object.keys(calls).map((name) => [name, 'invalid-option']));
});
