import type { Answer } from '../source/answer.ts';
import { sameVersion, type Validator } from '../source/validator.ts';

/**
 * Whether an answer to a request without cookies is of the very file that was downloaded, and its server lets others keep it
 * (RFC 9111 section 5.2.2: neither `no-store` nor `private`).
 */
export function isPublicAnswer(
  answer: Answer,
  header: (name: string) => string | null,
  { size, validator }: { readonly size: number; readonly validator: Validator | null },
): boolean {
  const isSame =
    answer.kind === 'range' &&
    answer.size === size &&
    answer.validator !== null &&
    sameVersion(validator, answer.validator);
  const control = (header('cache-control') ?? '').toLowerCase();
  return isSame && !/(?:^|[\s,])(?:no-store|private)\b/.test(control);
}
