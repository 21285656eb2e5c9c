import { calls } from '../engine.ts';

/** Small ones are shown whole. */
export const saveFile = (name: string, text: string) =>
  calls.push(`saveFile ${name}${text.length < 500 ? ` ${text}` : ''}`);
