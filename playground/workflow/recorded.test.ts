import { describe, expect, it } from 'vitest';
import { firstWorkflow } from '../shared/workflow.js';
import { findPrompt, planPrompt, reportPrompt } from './prompts.js';
import { recordedAnswer, workflowAnswers } from './recorded.js';
import { Finding, Plan, Report } from './schemas.js';

const { topic } = firstWorkflow;
const read = (prompt: string): unknown => JSON.parse(recordedAnswer(prompt) ?? 'null');

describe('the recorded answers of the workflow', () => {
  it('fit their schemas, one for each task of the plan, and whatever the title and the findings are', () => {
    const { tasks } = Plan.parse(read(planPrompt(topic)));
    const findings = tasks.map((task) => Finding.parse(read(findPrompt(topic, task))));
    expect(new Set(findings.map(({ headline }) => headline)).size).toBe(tasks.length);
    for (const title of ['Bread from sunlight', 'Mine'])
      expect(Report.parse(read(reportPrompt(topic, title, findings.slice(1))))).toBeDefined();
  });

  it('are not given to another topic', () => {
    expect(recordedAnswer(planPrompt('Why do tides come twice a day?'))).toBeUndefined();
  });

  it('each have a prompt that no other prompt contains', () => {
    for (const { prompt } of workflowAnswers)
      expect(workflowAnswers.filter((other) => other.prompt.includes(prompt))).toHaveLength(1);
  });
});
