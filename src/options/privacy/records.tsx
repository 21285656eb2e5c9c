import { DataSection } from './data-section.tsx';
import { HostList } from './host-list.tsx';
import { Ledger } from './ledger.tsx';
import { Notices } from './notices.tsx';
import { ProveIt } from './prove-it.tsx';
import { Receipts } from './receipts.tsx';

/** What the service says, what was recorded, and the rights to it: below all settings, so the page's first paint does without. */
export function Records() {
  return (
    <>
      <Notices />
      <Ledger />
      <HostList />
      <ProveIt />
      <Receipts />
      <DataSection />
    </>
  );
}
