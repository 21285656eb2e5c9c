import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { firefoxCategories } from '#domain/policy/firefox-consent';
import type { PurposeId } from '#domain/policy/purpose';
import { requestConsent } from '#platform/data-consent';
import { callPrivacy } from '#platform/privacy-client';
import type { ConsentView } from '#protocol/privacy-api';

/** How things stand. */
export interface Privacy {
  readonly consent: ConsentView;
  /** Of the service; '' for none. */
  readonly address: string;
}

/** Whether a purpose may act now. */
export const isGranted = ({ consent }: Privacy, id: PurposeId): boolean =>
  consent.grants.some(({ purpose, live }) => purpose === id && live);

/** How things stand, and how to change them. What could not be stored changes nothing, and `failed` says so. */
export interface PrivacyControl {
  readonly privacy: Privacy;
  readonly failed: boolean;
  readonly decide: (decision: 'accepted' | 'declined') => void;
  readonly set: (purpose: PurposeId, granted: boolean) => void;
  readonly setAddress: (address: string) => void;
  /** Looks how things stand now. */
  readonly look: () => void;
}

/** How things stand now, from the background. */
export async function readPrivacy(): Promise<Privacy> {
  const [consent, { address }] = await Promise.all([callPrivacy('consent.read', {}), callPrivacy('service.read', {})]);
  return { consent, address };
}

/** Keeps what the background says; asks again when the user comes back, who may have changed something elsewhere: in the browser's settings, on another page. */
export function usePrivacyControl(first: Privacy): PrivacyControl {
  const [privacy, setPrivacy] = useState(first);
  const [failed, setFailed] = useState(false);
  const look = (): void => void readPrivacy().then(setPrivacy).catch(console.error);
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  const take = (answer: Promise<ConsentView>): void => {
    answer
      .then((consent) => {
        setPrivacy((known) => ({ ...known, consent }));
        setFailed(false);
      })
      .catch((error: unknown) => {
        console.error(error);
        setFailed(true);
      });
  };
  return {
    privacy,
    failed,
    decide: (decision) => take(callPrivacy('consent.decide', { decision, policyHash: privacy.consent.policy.hash })),
    set: (purpose, granted) => take(granted ? give(purpose) : callPrivacy('grant.take-back', { purpose })),
    setAddress: (address) => setPrivacy((known) => ({ ...known, address })),
    look,
  };
}

/** In a click's first turn: the browser may ask, too. @throws when the user says no there */
async function give(purpose: PurposeId): Promise<ConsentView> {
  if (!(await requestConsent(firefoxCategories[purpose], []))) throw new Error('the browser was told no');
  return callPrivacy('grant.give', { purpose });
}

const Control = createContext<PrivacyControl | null>(null);
export const PrivacyProvider = Control.Provider;

/** How things stand on this page. */
export function usePrivacy(): PrivacyControl {
  const control = useContext(Control);
  if (!control) throw new TypeError('usePrivacy: no PrivacyProvider around this component');
  return control;
}
