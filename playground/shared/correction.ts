// In: nothing. Out: what a model is told when a field that did not fit is asked for anew; the stand-in heeds it.

export const CORRECTION =
  'Your last answer did not fit the schema. Mind the type of each field and how many items each list has.';
