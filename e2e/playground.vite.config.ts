// In: the playground's own configuration. Out: the same, blind to files that change.
// A page must not reload under a spec because someone has saved a file.

import { mergeConfig } from 'vite';
import playground from '../vite.config.js';

export default mergeConfig(playground, { server: { hmr: false, watch: null } });
