export { newId } from '../../../../src/platform/clock.ts';
