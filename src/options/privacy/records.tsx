import { DataSection } from './data-section.tsx';
import { Given } from './given.tsx';
import { HostList } from './host-list.tsx';
import { Ledger } from './ledger.tsx';
import { NextReport } from './next-report.tsx';
import { Notices } from './notices.tsx';
import { ProveIt } from './prove-it.tsx';
import { Receipts } from './receipts.tsx';

/** What the service says, what it will be told next, what was recorded, and the rights to it: below all settings, so the page's first paint does without. */
export function Records() {
  return (
    <>
      <Notices />
      <Given />
      <NextReport />
      <Ledger />
      <HostList />
      <ProveIt />
      <Receipts />
      <DataSection />
    </>
  );
}
