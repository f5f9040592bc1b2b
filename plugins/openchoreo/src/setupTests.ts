import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A page is rendered in a whole app; a busy machine may take its time over that, and none of these tests is about time.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
