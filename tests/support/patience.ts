// In: nothing. Out: Testing Library, which waits as long as a slow machine may need.
// How long something takes is not what a test is about; what never comes fails all the same.
// Knows nothing of what is waited for.

import { configure } from '@testing-library/react';

configure({ asyncUtilTimeout: 20_000 });
