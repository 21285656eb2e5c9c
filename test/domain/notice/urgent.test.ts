import { expect, it } from 'vitest';
import type { Bundle } from '#domain/notice/bundle';
import { urgentNotices } from '#domain/notice/urgent';
import { signedBundle } from '../../support/service/signed-bundle.ts';

const notice = (id: string, kind: Bundle['notices'][number]['kind'], day: string) => ({
  id,
  kind,
  day,
  title: id,
  text: '',
});
const bundle = JSON.parse(
  signedBundle({
    notices: [
      notice('old', 'security', '2026-01-01'),
      notice('news', 'news', '2026-03-01'),
      notice('new', 'incident', '2026-02-01'),
      notice('policy', 'policy', '2026-02-02'),
    ],
  }).signed,
) as Bundle;

it('PT13, CL13: security and incidents are urgent, the latest first, until they are put away', () => {
  expect(urgentNotices(bundle, []).map(({ id }) => id)).toEqual(['new', 'old']);
  expect(urgentNotices(bundle, ['new', 'gone']).map(({ id }) => id)).toEqual(['old']);
  expect(urgentNotices(bundle, ['new', 'old'])).toEqual([]);
});
