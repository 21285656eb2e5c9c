import { PerseidError } from '#domain/error';
import { errorSentence } from '#domain/i18n/error-text';
import type { Translate } from '#domain/i18n/translate';

/** What went wrong, as a sentence. */
export function failure(t: Translate, error: unknown): string {
  if (error instanceof PerseidError) return errorSentence(t, error.toTaskError());
  console.error(error);
  return errorSentence(t, { code: 'internal' });
}
