// In: nothing. Out: the names of the fields of the rows page, for the page and for its specs.

export const rowCount = 50;

export const fieldNames = ['name', 'price', 'isFresh', 'note'] as const;

/** The two hundred of them. */
export const fieldPaths = Array.from({ length: rowCount }, (_, index) =>
  fieldNames.map((name) => `rows[${index}].${name}`),
).flat();
