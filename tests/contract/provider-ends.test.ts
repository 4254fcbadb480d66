import { DIALECTS } from './provider-dialects.js';
import { testEnds } from './provider-ends.js';

for (const dialect of DIALECTS) testEnds(dialect);
