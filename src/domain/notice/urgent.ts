import type { Bundle } from './bundle.ts';

type Notice = Bundle['notices'][number];

/** What has to reach the user wherever he is, until he has put it away: news of security and of incidents, the latest first. */
export function urgentNotices({ notices }: Bundle, seen: readonly string[]): Notice[] {
  return notices
    .filter(({ id, kind }) => (kind === 'security' || kind === 'incident') && !seen.includes(id))
    .toSorted((a, b) => b.day.localeCompare(a.day));
}
