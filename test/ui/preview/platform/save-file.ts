import { calls } from '../engine.ts';

export const saveFile = (name: string) => calls.push(`saveFile ${name}`);
