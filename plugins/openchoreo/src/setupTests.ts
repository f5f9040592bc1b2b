import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Tests render a whole app, which takes long on a busy machine. No test depends on the time that it takes.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
