import { kinds } from '#domain/i18n/en/kinds';
import { links } from '#domain/i18n/en/links';
import { popup } from '#domain/i18n/en/popup';
import { shared } from '#domain/i18n/en/shared';
import type { Words } from '#domain/i18n/words';

/** The words of the page with a page's links. */
export const linksWords: Words = { en: { ...shared, ...popup, ...kinds, ...links } };
