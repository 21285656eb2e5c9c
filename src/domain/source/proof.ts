import type { Hint } from '../task/task.ts';
import type { Answer } from './answer.ts';
import type { LeaveReason } from './leave-reason.ts';
import { sameVersion } from './validator.ts';

/**
 * Whether our first answer proves that taking over works and that it is the same file: 206, same length, same
 * validator, and a strong one (with less there is one connection only, which brings nothing).
 * @returns null when proven, else why the download stays with the browser
 */
export function refuseTakeover(offered: Hint, answer: Answer): LeaveReason | null {
  if (answer.kind !== 'range') return 'no-ranges';
  if (offered.size !== null && offered.size !== answer.size) return 'differs';
  if (offered.validator !== null && !sameVersion(offered.validator, answer.validator)) return 'differs';
  return answer.validator?.strong ? null : 'weak-validator';
}
