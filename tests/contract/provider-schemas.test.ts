import { DIALECTS } from './provider-dialects.js';
import { testSchemas } from './provider-schemas.js';

for (const dialect of DIALECTS) testSchemas(dialect);
