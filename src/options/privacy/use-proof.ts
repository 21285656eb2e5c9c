import { useRef, useState } from 'preact/hooks';
import type { Evidence } from '#domain/ledger/proof';
import { requestSites } from '#platform/site-access';
import { usePrivacy } from '#ui/privacy/use-privacy';
import { useWords } from '#ui/words';
import { gatherEvidence } from './prove-run.ts';

/** How far a proof is. */
export type Proof =
  | { readonly kind: 'none' }
  /** A sentence says what is in its way. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly evidence: Evidence };

/** Runs one proof at a time. */
export function useProof(): { proof: Proof; run: (link: string) => void; stop: () => void } {
  const t = useWords();
  const { privacy } = usePrivacy();
  const [proof, setProof] = useState<Proof>({ kind: 'none' });
  const waiting = useRef(new AbortController());
  const refuse = (why: string): void => setProof({ kind: 'refused', why });

  const gather = async (link: string, allowed: Promise<boolean>): Promise<Proof> => {
    if (!(await allowed)) return { kind: 'refused', why: t('privacy.needsAccess') };
    setProof({ kind: 'running' });
    const evidence = await gatherEvidence(link, waiting.current.signal);
    return evidence === null ? { kind: 'refused', why: t('prove.gone') } : { kind: 'done', evidence };
  };

  const run = (text: string): void => {
    const link = text.trim();
    if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) return refuse(t('privacy.badAddress'));
    if (privacy.consent.standing !== 'accepted') return refuse(t('privacy.acceptFirst'));
    if (privacy.consent.grants.length > 0) return refuse(t('prove.switchesOn'));
    waiting.current = new AbortController();
    // Asked in the click's own turn, or the browser refuses to ask.
    const allowed = requestSites([new URL(link).hostname]);
    gather(link, allowed)
      .then(setProof)
      .catch((error: unknown) => {
        console.error(error);
        refuse(t('prove.failed'));
      });
  };
  return { proof, run, stop: () => waiting.current.abort() };
}
