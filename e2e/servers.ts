// In: nothing. Out: where each server of the browser tests listens; only this machine can reach them.
// The ports are far from those that `npm start` and Next.js take, so a running playground is in nobody's way.

/** The playground, as `npm start` serves it. */
export const playgroundUrl = 'http://127.0.0.1:4610';

/** Pages made for the specs, in React's development build. */
export const pagesUrl = 'http://127.0.0.1:4611';

/** The Next.js example, built. */
export const nextUrl = 'http://127.0.0.1:4612';
