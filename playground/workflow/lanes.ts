// In: nothing. Out: the lanes the workflow's answers are told in; the page finds them by these names.

/** Which lane an answer is told in. */
export const lanes = {
  plan: 'plan',
  finding: (title: string) => `find: ${title}`,
  report: 'report',
} as const;
