import { expect, it } from 'vitest';
import { chromeDisclosures, firefoxPermissions } from '#domain/policy/disclosures';
import { purposeIds } from '#domain/policy/purpose';

it('Firefox is told that nothing is required, and that what switches can send is optional', () => {
  expect(firefoxPermissions([])).toEqual({ required: ['none'] });
  expect(firefoxPermissions(['updates'])).toEqual({ required: ['none'] });
  expect(firefoxPermissions(purposeIds)).toEqual({
    required: ['none'],
    optional: ['browsingActivity', 'technicalAndInteraction', 'websiteActivity'],
  });
});

it('the Chrome Web Store is told each category once, with what it is for', () => {
  expect(chromeDisclosures(purposeIds)).toEqual([
    'Location: Search for mirrors, Torrents',
    'User activity: Anonymous statistics',
    'Web history: Give mirrors back',
  ]);
});
