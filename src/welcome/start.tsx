import { textOf } from '#domain/policy/texts';
import { drawPage } from '#ui/base';
import { readPrivacy } from '#ui/privacy/use-privacy';
import { Welcome } from './welcome.tsx';
import { welcomeWords } from './words.ts';

/** Opens the first page, with how things stand. */
export async function startWelcome(): Promise<void> {
  await drawPage(welcomeWords, 'welcome.title', async () => {
    const first = await readPrivacy();
    const { policy, decision } = first.consent;
    const [current, before] = [policy, decision].map((edition) => edition && textOf(edition.version));
    return <Welcome first={first} current={current ?? null} before={before ?? null} />;
  });
}
