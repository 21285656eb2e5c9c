import { PerseidError } from '#domain/error';
import { gatherLinks } from '#domain/add/page-links';
import { readPageLinks } from '#platform/page-links';
import { readTasks } from '#platform/task-store';
import { drawPage } from '#ui/base';
import { Refusal } from '#ui/downloads/refusal';
import { KnownLinks } from './known-links.ts';
import { LinksPage, Unread } from './links-page.tsx';
import { linksWords } from './words.ts';

/** Opens the page with the links of the page in the tab that our address names. */
export async function startLinks(): Promise<void> {
  try {
    await drawPage(linksWords, 'links.title', readLinks);
  } catch (error) {
    console.error(error);
    await drawPage(linksWords, 'links.title', () => (
      <Refusal code={error instanceof PerseidError ? error.code : 'internal'} />
    ));
  }
}

async function readLinks() {
  const tab = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  const [read, tasks] = await Promise.all([Number.isInteger(tab) ? readPageLinks(tab) : null, readTasks()]);
  if (read === null) return <Unread />;
  const links = gatherLinks(read.links, read.url);
  return <LinksPage page={read} links={links} known={KnownLinks.of(tasks)} />;
}
