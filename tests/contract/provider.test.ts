import { DIALECTS } from './provider-dialects.js';
import { testProvider } from './provider-suite.js';

for (const dialect of DIALECTS) testProvider(dialect);
