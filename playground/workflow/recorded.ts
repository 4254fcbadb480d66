// In: nothing. Out: the recorded answers of the workflow's first topic, each with what it answers, for the stand-in model.

import type { z } from 'zod';
import { firstWorkflow } from '../shared/workflow.js';
import { findPrompt, planPrompt, reportPrompt } from './prompts.js';
import type { Finding, Plan, Report } from './schemas.js';

const { topic } = firstWorkflow;

const plan: Plan = {
  title: 'Bread from sunlight',
  tasks: [
    {
      title: 'How much the ovens take',
      why: 'Everything else is measured against the energy of one night of baking.',
    },
    {
      title: 'What the roof can give',
      why: 'Its slope, its shade and the winter decide how many panels are worth their price.',
    },
    {
      title: 'When the baking happens',
      why: 'The ovens are lit at two in the morning, when the panels sleep.',
    },
    {
      title: 'What storing it costs',
      why: 'A battery, or hot stone, has to carry the day over into the night.',
    },
    {
      title: 'Who else has done it',
      why: 'A bakery that went this way before knows what no data sheet says.',
    },
  ],
  risk: 'The plan takes for granted that the village lets panels be seen from the church square. Should the heritage office say no, the roof of the barn is all there is, and it faces east.',
};

const findings: readonly Finding[] = [
  {
    headline: 'One night of baking takes 96 kilowatt hours',
    detail:
      'Two deck ovens draw 24 kilowatts while they heat and 9 while they bake. On Saturdays it is half as much again, because of the plaited loaves.',
    certainty: 'sure',
  },
  {
    headline: 'The roof gives 110 kilowatt hours on a day in May',
    detail:
      'Sixty square metres face south at thirty degrees. In December the same roof gives eighteen, and after two o’clock the chimney of the inn throws its shade on a third of it.',
    certainty: 'likely',
  },
  {
    headline: 'Nine tenths of the heat is needed before sunrise',
    detail:
      'Only the cakes of the afternoon are baked by daylight. Rolls could be baked from dough that rests overnight, at seven instead of four, without anybody tasting it.',
    certainty: 'sure',
  },
  {
    headline: 'Hot stone stores a night for a fifth of a battery’s price',
    detail:
      'A battery for ninety kilowatt hours costs about 38,000 euros. A store of basalt, heated by day to 600 degrees, costs 8,000 and takes the room of a delivery van.',
    certainty: 'likely',
  },
  {
    headline: 'A bakery in the next valley buys a third of what it did',
    detail:
      'It put panels on its barn in 2022 and moved the rolls to the morning. The first winter was dear, because the old ovens could not be turned down far enough.',
    certainty: 'open',
  },
];

const report: z.infer<typeof Report> = {
  summary:
    'From April to September the roof gives more than a night of baking takes; in December it gives a fifth of it. What is missing is not sunlight but the hours between noon and two in the morning. A store of hot stone bridges them for far less than a battery would.',
  sections: [
    {
      heading: 'Half the year, all of it',
      text: 'Sixty square metres give about 110 kilowatt hours on a day in May, and a night takes 96. Through the winter the grid stays, and three quarters of its power with it.',
    },
    {
      heading: 'Move the rolls, not the bread',
      text: 'Bread wants its night. Rolls from dough that rests can be baked at seven, by the first sun, which takes a quarter off what has to be stored.',
    },
    {
      heading: 'Stone before batteries',
      text: 'Basalt in a box of steel holds the heat until morning for 8,000 euros. Whether the old ovens can be fed from it is the one thing nobody has tried here.',
    },
  ],
  next: [
    'Measure a week of baking at the meter, oven by oven.',
    'Ask the heritage office about the roof before anybody is paid for a drawing.',
    'Visit the bakery in the next valley on a morning in January.',
  ],
};

const write = (value: unknown) => JSON.stringify(value, null, 2);

/** Its first line: whatever its title becomes and whatever was found, the stand-in has one report. */
const [reportLine = ''] = reportPrompt(topic, '', []).split('\n');

export const workflowAnswers = [
  { prompt: planPrompt(topic), text: write(plan) },
  ...plan.tasks.map((task, index) => ({
    prompt: findPrompt(topic, task),
    text: write(findings[index]),
  })),
  { prompt: reportLine, text: write(report) },
];

/** What was recorded for a prompt. */
export function recordedAnswer(asked: string): string | undefined {
  return workflowAnswers.find(({ prompt }) => asked.includes(prompt))?.text;
}
