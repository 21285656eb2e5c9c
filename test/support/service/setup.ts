import { afterAll } from 'vitest';
import { removeAllTemporary } from '../temporary.ts';
import { endAll } from './process.ts';

// Of hooks the first comes last: when everything that a file of tests opened is closed. Vitest ends its workers without their `exit`.
afterAll(() => {
  endAll();
  removeAllTemporary();
});
