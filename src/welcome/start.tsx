import { textOf } from '#domain/policy/texts';
import { drawPage } from '#ui/base';
import { readPrivacy } from '#ui/privacy/use-privacy';
import { Welcome } from './welcome.tsx';
import { welcomeWords } from './words.ts';

/** Opens the first page, with how things stand. */
export async function startWelcome(): Promise<void> {
  const first = await readPrivacy();
  const { policy, decision } = first.consent;
  const [current, before] = [policy, decision].map((edition) => edition && textOf(edition.version));
  drawPage(welcomeWords, <Welcome first={first} current={current ?? null} before={before ?? null} />);
}
