import { policy } from '#domain/i18n/en/policy';
import type { Words } from '#domain/i18n/words';
import { WordsProvider } from '../words.tsx';
import { CallerBanner } from './caller-banner.tsx';
import { ConsentBanner } from './consent-banner.tsx';
import { MismatchBanner } from './mismatch-banner.tsx';
import { NoticeBanner } from './notice-banner.tsx';

const policyWords: Words = { en: policy };

/** What must be said above the list; loaded after the first paint. */
export function Banners() {
  return (
    <WordsProvider words={policyWords}>
      <MismatchBanner />
      <ConsentBanner />
      <NoticeBanner />
      <CallerBanner />
    </WordsProvider>
  );
}
