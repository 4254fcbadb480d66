// In: nothing. Out: how many fields the long page has, for the page and for its specs.

export const lineCount = 1000;
