import { DIALECTS } from './provider-dialects.js';
import { testFaults } from './provider-faults.js';

for (const dialect of DIALECTS) testFaults(dialect);
