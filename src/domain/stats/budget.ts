import { reportEvery } from '../policy/wires/statistics.ts';
import { days } from '../policy/units.ts';
import { epsilon } from './randomise.ts';

/** What all reports of 28 days can give away together (as `epsilon` for one): there are no more than four of them. */
export const epsilonIn28Days = epsilon * Math.ceil((28 * days) / reportEvery);
