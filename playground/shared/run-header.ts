// In: nothing. Out: the request header by which the page names a run, so that it can ask for its connection to be cut.

export const RUN_HEADER = 'x-playground-run';
