export { newId, wait } from '../../../../src/platform/clock.ts';
